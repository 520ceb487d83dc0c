<?php

declare(strict_types=1);

namespace Counterfoil\Resources;

use Automattic\WooCommerce\Utilities\OrderUtil;
use Counterfoil\Database\OwnQuery;

if (!defined('ABSPATH')) {
    exit;
}

/** What of orders is in the shop's tables, on either storage. A refused query throws QueryFailed: it is no answer. */
final class StoredOrders
{
    private readonly OwnQuery $query;

    public function __construct(private readonly \wpdb $db)
    {
        $this->query = new OwnQuery($db);
    }

    /**
     * @param list<int> $orderIds
     * @return array<int, int> the order of each of their refunds, by the refund's id
     */
    public function refundsOf(array $orderIds): array
    {
        if ($orderIds === []) {
            return [];
        }
        [$table, $id, $type, $parent] = $this->names();
        $orderOf = [];
        foreach ($this->query->rows($this->query->prepare("SELECT {$id} AS id, {$parent} AS parent FROM %i WHERE {$type} = 'shop_order_refund'", $table) . " AND {$parent} IN ({$this->query->listOf($orderIds)}) ORDER BY {$id}") as $row) {
            $orderOf[(int) $row['id']] = (int) $row['parent'];
        }
        return $orderOf;
    }

    /**
     * @param list<int> $ids
     * @return list<int> those that are there and of this type
     */
    public function ofType(string $wanted, array $ids): array
    {
        if ($ids === []) {
            return [];
        }
        [$table, $id, $type] = $this->names();
        $rows = $this->query->rows($this->query->prepare("SELECT {$id} AS id FROM %i WHERE {$type} = %s", $table, $wanted) . " AND {$id} IN ({$this->query->listOf($ids)})");
        return array_map(intval(...), array_column($rows, 'id'));
    }

    /** @return array{string, literal-string, literal-string, literal-string} table, id, type, parent */
    private function names(): array
    {
        return OrderUtil::custom_orders_table_usage_is_enabled()
            ? [$this->db->prefix . 'wc_orders', 'id', 'type', 'parent_order_id']
            : [$this->db->posts, 'ID', 'post_type', 'post_parent'];
    }
}
