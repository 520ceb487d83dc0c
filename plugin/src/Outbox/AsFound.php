<?php

declare(strict_types=1);

namespace Counterfoil\Outbox;

if (!defined('ABSPATH')) {
    exit;
}

/** WooCommerce finds `$wpdb` as it left it: code around these hooks reads insert_id and last_error after them. */
final class AsFound
{
    /**
     * @template T
     * @param callable(): T $work
     * @return T
     */
    public static function leave(\wpdb $db, callable $work): mixed
    {
        $before = [$db->insert_id, $db->rows_affected, $db->num_rows, $db->last_error, $db->last_query, $db->last_result];
        try {
            return $work();
        } finally {
            [$db->insert_id, $db->rows_affected, $db->num_rows, $db->last_error, $db->last_query, $db->last_result] = $before;
        }
    }
}
