<?php

declare(strict_types=1);

namespace Counterfoil\Resources;

use Counterfoil\Database\OwnQuery;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * When the accounts of a page of orders were registered: a user id is given again after a restored backup, to somebody
 * who registered at another time. By one query of our own on the network's users, whatever site they are members of,
 * because WP_User_Query leaves out whom another plugin hides from lists and answers a failed query with nobody: either
 * would make a guest of a customer.
 */
final class AccountTimes
{
    /**
     * @param iterable<\WC_Order> $orders
     * @return array<int, string|null> by user id, in the contract's form; null: no usable time. Who is missing no
     *   longer exists
     */
    public static function of(\wpdb $db, iterable $orders): array
    {
        $ids = [];
        foreach ($orders as $order) {
            $id = ShopId::of($order->get_customer_id('edit'));
            if ($id > 0) {
                $ids[$id] = $id;
            }
        }
        if ($ids === []) {
            return [];
        }
        $query = new OwnQuery($db);
        // As WordPress writes its name, not by `%i`: CUSTOM_USER_TABLE may name one in another database.
        $rows = $query->rows("SELECT ID, user_registered FROM {$db->users} WHERE ID IN ({$query->listOf(array_values($ids))})");
        $times = [];
        foreach ($rows as $row) {
            $times[(int) $row['ID']] = self::time((string) $row['user_registered']);
        }
        return $times;
    }

    /** WordPress keeps it in UTC, `0000-00-00 00:00:00` where nobody said one. */
    private static function time(string $stored): ?string
    {
        $time = \DateTimeImmutable::createFromFormat('!Y-m-d H:i:s', $stored, new \DateTimeZone('UTC'));
        return $time !== false && $time->format('Y-m-d H:i:s') === $stored ? $time->format('Y-m-d\TH:i:s.000\Z') : null;
    }
}
