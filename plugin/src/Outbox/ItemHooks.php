<?php

declare(strict_types=1);

namespace Counterfoil\Outbox;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * The same as OrderHooks for the items of orders: an item that changes alone moves no date and fires no hook of its
 * order.
 */
final class ItemHooks
{
    /** @var array<int, TouchedItems> by site of the network */
    private static array $items = [];
    /**
     * @var array<int, array<int, true>> by site: items whose meta some order's save wrote, and which it has not named
     *   yet
     */
    private static array $unnamed = [];

    /**
     * @param mixed $itemId
     * @param mixed $item
     * @param mixed $orderId absent when wc_update_order_item changed the row only
     */
    public static function saved($itemId, $item = null, $orderId = null): void
    {
        // Each of a checkout's saves writes each item again: a hundred calls, which must cost next to nothing.
        if (is_int($itemId) && is_int($orderId) && OrderHooks::isSaving($orderId)) {
            unset(self::$unnamed[get_current_blog_id()][$itemId]);
            return;
        }
        OrderHooks::safely(static function () use ($itemId, $orderId): void {
            if (is_numeric($orderId)) {
                unset(self::$unnamed[get_current_blog_id()][OrderHooks::id($itemId)]);
                self::items()->belongs(OrderHooks::id($itemId), OrderHooks::id($orderId));
            }
            self::touched($itemId);
        });
    }

    /** @param mixed $itemId its row is still there, so that its order can be found */
    public static function aboutToBeDeleted($itemId): void
    {
        OrderHooks::safely(static fn() => OrderHooks::changed(self::items()->orderOf(OrderHooks::id($itemId)), EventReason::ItemChanged));
    }

    /**
     * @param mixed $metaId
     * @param mixed $itemId
     */
    public static function metaChanged($metaId, $itemId): void
    {
        if (is_int($itemId) && OrderHooks::isSaving()) {
            self::$unnamed[get_current_blog_id()][$itemId] = true;
            return;
        }
        OrderHooks::safely(static fn() => self::touched($itemId));
    }

    /** @param mixed $order an id (saved_order_items) or the order (removed_order_items) */
    public static function ofOrderChanged($order): void
    {
        OrderHooks::safely(static fn() => OrderHooks::changed($order instanceof \WC_Abstract_Order ? $order->get_id() : $order, EventReason::ItemChanged));
    }

    /** When an order's save has ended: what it wrote of items that it did not name are another order's. */
    public static function tellUnnamed(): void
    {
        $unnamed = self::$unnamed;
        self::$unnamed = [];
        foreach ($unnamed as $site => $items) {
            OnSite::run($site, static fn() => array_map(self::touched(...), array_keys($items)));
        }
    }

    /** When the request ends: whose items those were that no hook named with their order. */
    public static function namedByNoHook(): void
    {
        self::tellUnnamed();
        foreach (self::$items as $site => $items) {
            OnSite::run($site, static function () use ($items): void {
                foreach ($items->ordersOfTheRest() as $orderId) {
                    OrderHooks::changed($orderId, EventReason::ItemChanged);
                }
            });
        }
    }

    public static function forgetRequest(): void
    {
        self::$items = [];
        self::$unnamed = [];
    }

    /** @param mixed $itemId */
    private static function touched($itemId): void
    {
        $orderId = self::items()->touch(OrderHooks::id($itemId));
        if ($orderId > 0 && !OrderHooks::isTold($orderId, EventReason::ItemChanged)) {
            OrderHooks::changed($orderId, EventReason::ItemChanged);
        }
    }

    private static function items(): TouchedItems
    {
        global $wpdb;
        /** @var \wpdb $wpdb */
        return self::$items[get_current_blog_id()] ??= new TouchedItems($wpdb);
    }
}
