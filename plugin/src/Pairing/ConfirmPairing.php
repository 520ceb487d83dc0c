<?php

declare(strict_types=1);

namespace Counterfoil\Pairing;

if (!defined('ABSPATH')) {
    exit;
}

/** What a person decides about a connector's key after comparing its fingerprint. Works without wp-admin. */
final class ConfirmPairing
{
    /** During a renewal the old key and the new one. */
    private const KEYS_AT_ONCE = 2;

    /**
     * The fingerprint is the same in wp-admin and terminal: orders are served to this key from now on. The first
     * confirmation of a tenant is its cutover; a later one keeps it. Of more than two confirmed keys the oldest are
     * revoked.
     *
     * @return bool false: no such key awaits confirmation
     */
    public static function confirm(string $keyId, int $userId): bool
    {
        $keys = KeysTable::ofThisSite();
        $key = $keys->find($keyId);
        if ($key === null || $key->state !== KeyState::AwaitingConfirmation) {
            return false;
        }
        // The tenant first: dying in between leaves a key that can be confirmed again, never a served key without a
        // cutover.
        Instance::belongTo($key->tenant);
        $confirmed = $keys->confirm($keyId, $userId);
        foreach (array_slice($keys->confirmed(), self::KEYS_AT_ONCE) as $oldest) {
            $keys->revoke($oldest->keyId, $userId);
        }
        return $confirmed;
    }

    /** At once: the next call with this key is refused. */
    public static function revoke(string $keyId, int $userId): bool
    {
        return KeysTable::ofThisSite()->revoke($keyId, $userId);
    }
}
