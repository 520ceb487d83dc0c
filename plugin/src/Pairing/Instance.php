<?php

declare(strict_types=1);

namespace Counterfoil\Pairing;

use Counterfoil\Database\CountersTable;
use Counterfoil\Database\RandomUuid;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * This installed copy of the shop. Once a tenant is paired, its surroundings must stay what was noted; if they don't,
 * this is a copy: it goes on recording, but serves nothing, applies nothing and touches no bell, until a person says
 * which it is:
 *
 *   copy → its own instance   declareCopy: no tenant, all keys revoked; it may be paired with a test connector
 *   copy → the shop, moved    movedHere: a fresh code, and who pairs with it; then its surroundings are noted anew
 */
final class Instance
{
    /**
     * @var array<string, array{instance: string, noted: Surroundings, tenant: string|null, cutover: string|null}|null>
     *   by table prefix
     */
    private static array $rows = [];

    /** Made at the first call. A random UUID. */
    public static function id(): string
    {
        return self::row()['instance'] ?? self::make();
    }

    /** The tenant this shop belongs to; null: none was ever confirmed. */
    public static function tenant(): ?string
    {
        return self::row()['tenant'] ?? null;
    }

    /** From when on orders count, UTC `2026-11-23T10:02:11.000Z`; null: not started. */
    public static function cutover(): ?string
    {
        return self::row()['cutover'] ?? null;
    }

    public static function isCopy(): bool
    {
        return self::difference() !== null;
    }

    /**
     * @return array{was: string, is: string}|null what was noted and what is found, in words for a person; null: no
     *   copy
     */
    public static function difference(): ?array
    {
        $row = self::row();
        $present = Surroundings::present(self::db());
        if ($row === null || $row['tenant'] === null || $row['noted']->equals($present)) {
            return null;
        }
        return ['was' => $row['noted']->whatDiffersFrom($present), 'is' => $present->whatDiffersFrom($row['noted'])];
    }

    /** "This is a copy": the shop's connectors lose their keys here, and only here. */
    public static function declareCopy(int $userId): void
    {
        self::id();
        KeysTable::ofThisSite()->revokeAll($userId);
        PairingCode::close();
        InstanceTable::ofThisSite()->becomeAnother(RandomUuid::make(), Surroundings::present(self::db()));
        LeaseTable::ofThisSite()->breakOff();
        CountersTable::ofThisSite()->set(CountersTable::HIGHEST_CONFIRMATION_COUNT, 0);
        self::forget();
    }

    /**
     * "We moved here": true once the connector pairs with this fresh code.
     *
     * @return string XXXXX-XXXXX-XXX
     */
    public static function movedHere(int $userId): string
    {
        return PairingCode::createForMove($userId);
    }

    /** Where it stands now is where it belongs. */
    public static function noteSurroundings(): void
    {
        self::id();
        InstanceTable::ofThisSite()->note(Surroundings::present(self::db()));
        self::forget();
    }

    /**
     * A tenant was confirmed. One that is not the one before starts anew: orders count from now, its count of
     * confirmations from nothing. Of the first one the surroundings are noted.
     */
    public static function belongTo(string $tenant): void
    {
        self::id();
        if (self::tenant() !== $tenant) {
            CountersTable::ofThisSite()->set(CountersTable::HIGHEST_CONFIRMATION_COUNT, 0);
            LeaseTable::ofThisSite()->breakOff();
        }
        InstanceTable::ofThisSite()->belongTo($tenant, Surroundings::present(self::db()));
        self::forget();
    }

    /** The next question is asked of the database again. */
    public static function forget(): void
    {
        self::$rows = [];
    }

    private static function make(): string
    {
        InstanceTable::ofThisSite()->insert(RandomUuid::make(), Surroundings::present(self::db()));
        self::forget();
        return self::row()['instance'] ?? throw new \LogicException('The instance was noted and is not there');
    }

    /** @return array{instance: string, noted: Surroundings, tenant: string|null, cutover: string|null}|null */
    private static function row(): ?array
    {
        $prefix = self::db()->prefix;
        if (!array_key_exists($prefix, self::$rows)) {
            self::$rows[$prefix] = InstanceTable::ofThisSite()->row();
        }
        return self::$rows[$prefix];
    }

    private static function db(): \wpdb
    {
        global $wpdb;
        /** @var \wpdb $wpdb */
        return $wpdb;
    }
}
