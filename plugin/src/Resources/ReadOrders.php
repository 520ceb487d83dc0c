<?php

declare(strict_types=1);

namespace Counterfoil\Resources;

use Automattic\WooCommerce\Utilities\OrderUtil;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Reads a page of orders with their refunds through WooCommerce's public API: by lists of ids and primed caches, some 20 queries for 100 orders
 * where one by one takes 1,472. What the lists don't bring (a status that no plugin registers any more) is read one by one.
 */
final class ReadOrders
{
    /** @param list<int> $ids */
    public static function read(array $ids): OrdersRead
    {
        global $wpdb;
        /** @var \wpdb $wpdb */
        OrderCaches::readFromPrimary($wpdb);
        OrderCaches::drop($ids);
        $refundIds = self::refundIds($ids);
        OrderCaches::drop($refundIds);
        PrimeItems::of($wpdb, [...$ids, ...$refundIds]);

        $orders = [];
        foreach (self::ordersIn(['type' => 'shop_order', 'post__in' => $ids, 'limit' => count($ids)]) as $order) {
            if ($order instanceof \WC_Order) {
                $orders[$order->get_id()] = $order;
            }
        }
        $gone = [];
        $failed = [];
        foreach (array_diff($ids, array_keys($orders)) as $id) {
            try {
                $order = self::alone($id);
                if ($order === null) {
                    $gone[] = $id;
                } else {
                    $orders[$id] = $order;
                }
            } catch (\Throwable $error) {
                $failed[$id] = $error;
            }
        }
        return new OrdersRead($orders, self::refundsByOrder($refundIds), AccountTimes::of($wpdb, $orders), $gone, $failed);
    }

    /**
     * @param list<int> $ids of orders
     * @return list<int>
     */
    private static function refundIds(array $ids): array
    {
        $refundIds = wc_get_orders(['type' => 'shop_order_refund', 'post_parent__in' => $ids, 'limit' => -1, 'return' => 'ids', 'status' => self::everyStatus()]);
        return is_array($refundIds) ? array_values(array_filter(array_map(static fn(mixed $id): int => is_numeric($id) ? (int) $id : 0, $refundIds))) : [];
    }

    /**
     * @param list<int> $refundIds
     * @return array<int, list<\WC_Order_Refund>>
     */
    private static function refundsByOrder(array $refundIds): array
    {
        $refunds = [];
        foreach ($refundIds === [] ? [] : self::ordersIn(['type' => 'shop_order_refund', 'post__in' => $refundIds, 'limit' => count($refundIds)]) as $refund) {
            if ($refund instanceof \WC_Order_Refund) {
                $refunds[$refund->get_id()] = $refund;
            }
        }
        ksort($refunds);
        $byOrder = [];
        foreach ($refunds as $refund) {
            $byOrder[$refund->get_parent_id()][] = $refund;
        }
        return $byOrder;
    }

    /**
     * A list that can't be read as a whole (one order of it throws) is empty: each is then read alone, and only the culprit fails.
     *
     * @param array<string, mixed> $query
     * @return array<array-key, mixed>
     */
    private static function ordersIn(array $query): array
    {
        try {
            $orders = wc_get_orders($query + ['status' => self::everyStatus(), 'orderby' => 'none']);
        } catch (\Throwable) {
            return [];
        }
        return is_array($orders) ? $orders : [];
    }

    /**
     * @return \WC_Order|null null: no order of this id exists. What a plugin builds on orders (a subscription) is none
     * @throws UnreadableOrder WooCommerce logs what goes wrong in there and answers false; but the order exists
     */
    private static function alone(int $id): ?\WC_Order
    {
        $order = wc_get_order($id);
        if ($order instanceof \WC_Order && $order->get_type() === 'shop_order') {
            return $order;
        }
        if (OrderUtil::get_order_type($id) === 'shop_order') {
            throw new UnreadableOrder("WooCommerce can't read order {$id}");
        }
        return null;
    }

    /** @return list<string> those of orders and drafts, the bin too: "any" leaves out what is hidden from search */
    private static function everyStatus(): array
    {
        return array_values(get_post_stati());
    }
}
