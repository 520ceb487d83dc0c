<?php

declare(strict_types=1);

namespace Counterfoil\Database;

if (!defined('ABSPATH')) {
    exit;
}

/** Times of our tables: datetime(3), UTC, by the database's clock; on the wire `2026-11-23T10:02:11.000Z`. */
final class UtcTime
{
    /** The database's clock now. It is the one clock of the shop: PHP's may differ from it. */
    public static function now(\wpdb $db): string
    {
        return self::fromDatabase((string) (new OwnQuery($db))->value('SELECT UTC_TIMESTAMP(3)'));
    }

    public static function fromDatabase(string $datetime): string
    {
        return str_replace(' ', 'T', $datetime) . 'Z';
    }

    public static function fromDatabaseOrNull(?string $datetime): ?string
    {
        return $datetime === null ? null : self::fromDatabase($datetime);
    }

    /** Takes the contract's form only (the schema was checked): `2026-11-23T10:02:11.000Z`. */
    public static function toDatabase(string $time): string
    {
        return str_replace('T', ' ', rtrim($time, 'Z'));
    }
}
