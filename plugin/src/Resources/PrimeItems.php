<?php

declare(strict_types=1);

namespace Counterfoil\Resources;

use Counterfoil\Database\OwnQuery;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Reads the items of many orders with their values, and keeps them where WooCommerce keeps them in a request; asked for
 * these orders then, it reads none. By a query of our own, the same for both storages, because WooCommerce since 10.7
 * reads all values a second time for its item objects, which nobody here looks at (60 of 340 ms for 400 orders), and
 * before that none at all on HPOS.
 */
final class PrimeItems
{
    /** @param list<int> $orderIds orders and refunds; dropped from the caches before */
    public static function of(\wpdb $db, array $orderIds): void
    {
        if ($orderIds === []) {
            return;
        }
        $query = new OwnQuery($db);
        $ofOrders = array_fill_keys(array_map(static fn(int $id): string => "order-items-{$id}", $orderIds), []);
        $items = [];
        $rows = $query->rows(
            $query->prepare('SELECT order_item_type, order_item_id, order_id, order_item_name FROM %i', "{$db->prefix}woocommerce_order_items")
            . " WHERE order_id IN ({$query->listOf($orderIds)}) ORDER BY order_item_id",
        );
        foreach ($rows as $row) {
            $item = (object) $row;
            $ofOrders["order-items-{$row['order_id']}"][] = $item;
            $items["item-{$row['order_item_id']}"] = $item;
        }
        wp_cache_set_multiple($ofOrders, 'orders');
        wp_cache_set_multiple($items, 'order-items');
        $itemIds = array_map(intval(...), array_column($rows, 'order_item_id'));
        OrderCaches::dropItemValues($itemIds);
        update_meta_cache('order_item', $itemIds);
        self::products($itemIds);
    }

    /** @param list<int> $itemIds whose values are there */
    private static function products(array $itemIds): void
    {
        $productIds = [];
        foreach (wp_cache_get_multiple($itemIds, 'order_item_meta') as $values) {
            foreach (['_product_id', '_variation_id'] as $key) {
                $list = is_array($values) ? $values[$key] ?? null : null;
                $id = is_array($list) ? ShopId::of($list[0] ?? null) : 0;
                if ($id > 0) {
                    $productIds[$id] = $id;
                }
            }
        }
        _prime_post_caches(array_values($productIds));
    }
}
