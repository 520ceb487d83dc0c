<?php

declare(strict_types=1);

namespace Counterfoil\Outbox;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * One row per span of unbroken coverage: from when to when every order has been looked at, and how many were found that no event spoke of.
 */
final class SweepTable
{
    public static function name(string $prefix): string
    {
        return $prefix . 'counterfoil_sweep';
    }

    public static function createStatement(string $prefix, string $charset): string
    {
        $table = self::name($prefix);
        return "CREATE TABLE {$table} (
            id bigint(20) unsigned NOT NULL auto_increment,
            kind varchar(20) NOT NULL,
            covered_from datetime(3) NOT NULL,
            covered_to datetime(3) DEFAULT NULL,
            pass_to datetime(3) DEFAULT NULL,
            cursor_at datetime DEFAULT NULL,
            cursor_id bigint(20) unsigned NOT NULL DEFAULT 0,
            passes bigint(20) unsigned NOT NULL DEFAULT 0,
            looked_at bigint(20) unsigned NOT NULL DEFAULT 0,
            found bigint(20) unsigned NOT NULL DEFAULT 0,
            due_at datetime(3) NOT NULL,
            slice_at datetime(3) DEFAULT NULL,
            PRIMARY KEY  (id),
            KEY kind (kind,id)
        ) ENGINE=InnoDB {$charset};";
    }
}
