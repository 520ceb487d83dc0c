<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

use Counterfoil\Database\OwnTable;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Orders whose customer was erased here while WooCommerce kept the order with name and address (its own setting): the
 * next reading would bring both back. With the order's check, because a restored shop may give its id to another order.
 */
final class ErasedOrdersTable extends OwnTable
{
    protected const NAME = 'erased_orders';

    public static function createStatement(string $prefix, string $charset): string
    {
        $table = self::name($prefix);
        return "CREATE TABLE {$table} (
            order_id bigint(20) unsigned NOT NULL,
            order_check char(6) NOT NULL,
            erased_at datetime(3) NOT NULL,
            PRIMARY KEY  (order_id,order_check)
        ) ENGINE=InnoDB {$charset};";
    }

    /** @param list<array{int, string}> $orders by their ids and checks */
    public function note(array $orders): void
    {
        $rows = array_map(fn(array $order): string => $this->query->prepare('(%d, %s, UTC_TIMESTAMP(3))', ...$order), $orders);
        if ($rows !== []) {
            $this->query->change($this->query->prepare('REPLACE INTO %i (order_id, order_check, erased_at)', $this->table) . ' VALUES ' . implode(', ', $rows));
        }
    }

    /**
     * @param list<int> $orderIds
     * @return array<int, list<string>> the checks of those that were erased, by order
     */
    public function among(array $orderIds): array
    {
        $checks = [];
        foreach ($orderIds === [] ? [] : $this->query->rows($this->query->prepare('SELECT order_id, order_check FROM %i', $this->table) . ' WHERE order_id IN (' . $this->query->listOf($orderIds) . ')') as $row) {
            $checks[(int) $row['order_id']][] = (string) $row['order_check'];
        }
        return $checks;
    }
}
