<?php

declare(strict_types=1);

namespace Counterfoil\Outbox;

use Counterfoil\Database\OwnQuery;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * To which order an item belongs. Some item hooks bring only the item's id; most of these items are named with their
 * order a moment later in the same save, so they are noted and looked up, in one query, only when the request ends
 * without that.
 */
final class TouchedItems
{
    private const REMEMBERED = 5000;

    private readonly OwnQuery $query;
    /** @var array<int, int> order id by item id */
    private array $orders = [];
    /** @var array<int, true> */
    private array $unknown = [];

    public function __construct(private readonly \wpdb $db)
    {
        $this->query = new OwnQuery($db);
    }

    public function belongs(int $itemId, int $orderId): void
    {
        if (count($this->orders) >= self::REMEMBERED) {
            $this->orders = [];
        }
        $this->orders[$itemId] = $orderId;
        unset($this->unknown[$itemId]);
    }

    /** @return int its order; 0: not known yet */
    public function touch(int $itemId): int
    {
        if (!isset($this->orders[$itemId]) && count($this->unknown) < self::REMEMBERED) {
            $this->unknown[$itemId] = true;
        }
        return $this->orders[$itemId] ?? 0;
    }

    /**
     * Looks it up when need be, with the other items of the same order at once: an order's items tend to be deleted
     * together.
     */
    public function orderOf(int $itemId): int
    {
        if (!isset($this->orders[$itemId])) {
            $table = $this->db->prefix . 'woocommerce_order_items';
            $sql = $this->query->prepare('SELECT order_item_id, order_id FROM %i WHERE order_id = (SELECT order_id FROM %i WHERE order_item_id = %d) LIMIT 1000', $table, $table, $itemId);
            $rows = AsFound::leave($this->db, fn(): array => $this->query->rows($sql));
            foreach ($rows as $row) {
                $this->belongs((int) $row['order_item_id'], (int) $row['order_id']);
            }
        }
        return $this->orders[$itemId] ?? 0;
    }

    /** @return list<int> orders of the items that were touched and not named with their order */
    public function ordersOfTheRest(): array
    {
        if ($this->unknown === []) {
            return [];
        }
        $ids = $this->query->listOf(array_keys($this->unknown));
        $this->unknown = [];
        $sql = $this->query->prepare('SELECT DISTINCT order_id FROM %i', $this->db->prefix . 'woocommerce_order_items') . " WHERE order_item_id IN ({$ids})";
        $rows = AsFound::leave($this->db, fn(): array => $this->query->rows($sql));
        return array_map(intval(...), array_column($rows, 'order_id'));
    }
}
