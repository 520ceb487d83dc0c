<?php

declare(strict_types=1);

namespace Counterfoil\Pairing;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * The code that a person carries from wp-admin to the connector's terminal: 13 characters of Crockford's base32, 65
 * random bits.
 */
final class PairingCode
{
    private const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    private const LENGTH = 13;

    /**
     * Opens a new code for 30 minutes; the one before can't be used any more. Works without wp-admin:
     * `PairingCode::create(1)`.
     *
     * @return string XXXXX-XXXXX-XXX, shown once: only its hash is kept
     */
    public static function create(int $userId): string
    {
        Instance::id();
        return self::make($userId, false);
    }

    /** As `create`; who pairs with it says that the shop moved here. For Instance::movedHere. */
    public static function createForMove(int $userId): string
    {
        return self::make($userId, true);
    }

    /** The code that can still be used, without the code itself; null: none. */
    public static function open(): ?OpenCode
    {
        return PairingTable::ofThisSite()->usable();
    }

    /** Whether there would still be a code, had not too many wrong ones been tried. */
    public static function wasTriedOut(): bool
    {
        return PairingTable::ofThisSite()->wasTriedOut();
    }

    public static function close(): void
    {
        PairingTable::ofThisSite()->close();
    }

    /** @param string $code 13 characters, capitals, no hyphens */
    public static function redeem(string $code, string $keyId): CodeVerdict
    {
        return PairingTable::ofThisSite()->redeem(self::hash($code), $keyId);
    }

    /** Whether `redeem` would find it right; the code is as it was afterwards. */
    public static function isRight(string $code, string $keyId): bool
    {
        return PairingTable::ofThisSite()->isRight(self::hash($code), $keyId);
    }

    private static function make(int $userId, bool $moves): string
    {
        $code = '';
        for ($index = 0; $index < self::LENGTH; $index++) {
            $code .= self::ALPHABET[random_int(0, 31)];
        }
        PairingTable::ofThisSite()->open(self::hash($code), $moves, $userId);
        return substr($code, 0, 5) . '-' . substr($code, 5, 5) . '-' . substr($code, 10);
    }

    /** 65 random bits need no slow hash: nobody can try them all. */
    private static function hash(string $code): string
    {
        return hash('sha256', "counterfoil pairing code {$code}");
    }
}
