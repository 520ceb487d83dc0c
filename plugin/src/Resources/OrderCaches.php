<?php

declare(strict_types=1);

namespace Counterfoil\Resources;

use Automattic\WooCommerce\Caches\OrderCache;
use Automattic\WooCommerce\Utilities\OrderUtil;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Takes orders out of WordPress's object cache before they are read: with Redis or Memcached another request may have
 * put a half-built order there, and WooCommerce's switch for its order cache has no effect on reading. Reading through
 * $wpdb goes to the primary database from here on, where a plugin for replicas is at work.
 */
final class OrderCaches
{
    public static function readFromPrimary(\wpdb $db): void
    {
        foreach (['send_reads_to_masters', 'send_reads_to_primaries'] as $method) { // HyperDB, LudicrousDB
            if (is_callable([$db, $method])) {
                $db->{$method}();
            }
        }
    }

    /** @param list<int> $ids orders or refunds */
    public static function drop(array $ids): void
    {
        if ($ids === []) {
            return;
        }
        $orderCache = wc_get_container()->get(OrderCache::class);
        $group = \WC_Cache_Helper::get_cache_prefix('orders');
        $keys = [];
        foreach ($ids as $id) {
            $orderCache->remove($id);
            $keys[] = "order-items-{$id}";
            $keys[] = "{$group}refund_ids{$id}";
            $keys[] = \WC_Order::generate_meta_cache_key($id, 'orders');
        }
        wp_cache_delete_multiple($keys, 'orders');
        $store = \WC_Data_Store::load('order');
        if ($store->has_callable('clear_cached_data')) {
            $store->__call('clear_cached_data', [$ids]);
        }
        if (!OrderUtil::custom_orders_table_usage_is_enabled()) {
            wp_cache_delete_multiple($ids, 'posts');
            wp_cache_delete_multiple($ids, 'post_meta');
        }
    }

    /**
     * After the orders' items were read past the cache, and before their values are: these lie in a group of their own.
     * Only where the object cache outlives the request; without one there is nothing old in it.
     *
     * @param list<int> $itemIds
     */
    public static function dropItemValues(array $itemIds): void
    {
        if ($itemIds !== [] && wp_using_ext_object_cache()) {
            wp_cache_delete_multiple($itemIds, 'order_item_meta');
        }
    }
}
