<?php

declare(strict_types=1);

namespace Counterfoil\Resources;

use Counterfoil\Database\QueryFailed;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Reads a page of orders with their refunds through WooCommerce's public API: by lists of ids and primed caches, some
 * 20 queries for 100 orders where one by one takes 1,472. What the lists don't bring (a status that no plugin registers
 * any more) is read one by one.
 *
 * Which orders exist and which refunds they have is asked by queries of our own: WooCommerce's lists answer a query
 * that the database refuses with nothing, by which an order would be deleted, or its money not given back.
 */
final class ReadOrders
{
    /**
     * @param list<int> $ids
     * @throws QueryFailed
     */
    public static function read(array $ids): OrdersRead
    {
        global $wpdb;
        /** @var \wpdb $wpdb */
        OrderCaches::readFromPrimary($wpdb);
        OrderCaches::drop($ids);
        $stored = new StoredOrders($wpdb);
        $orderOf = $stored->refundsOf($ids);
        $refundIds = array_keys($orderOf);
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
        foreach (self::alone($stored, 'shop_order', array_values(array_diff($ids, array_keys($orders)))) as $id => $order) {
            if ($order instanceof \WC_Order) {
                $orders[$id] = $order;
            } elseif ($order instanceof \Throwable) {
                $failed[$id] = $order;
            } else {
                $gone[] = $id;
            }
        }
        $refunds = self::refunds($refundIds);
        foreach (self::alone($stored, 'shop_order_refund', array_values(array_diff($refundIds, array_keys($refunds)))) as $id => $refund) {
            if ($refund instanceof \WC_Order_Refund) {
                $refunds[$id] = $refund;
            } elseif ($refund instanceof \Throwable && isset($orders[$orderOf[$id]])) {
                // Without it the order would be worth more than it is.
                $failed[$orderOf[$id]] = $refund;
                unset($orders[$orderOf[$id]]);
            }
        }
        return new OrdersRead($orders, self::byOrder($refunds), AccountTimes::of($wpdb, $orders), $gone, $failed);
    }

    /**
     * @param list<int> $refundIds
     * @return array<int, \WC_Order_Refund> by id
     */
    private static function refunds(array $refundIds): array
    {
        $refunds = [];
        foreach ($refundIds === [] ? [] : self::ordersIn(['type' => 'shop_order_refund', 'post__in' => $refundIds, 'limit' => count($refundIds)]) as $refund) {
            if ($refund instanceof \WC_Order_Refund) {
                $refunds[$refund->get_id()] = $refund;
            }
        }
        return $refunds;
    }

    /**
     * @param array<int, \WC_Order_Refund> $refunds by id
     * @return array<int, list<\WC_Order_Refund>>
     */
    private static function byOrder(array $refunds): array
    {
        ksort($refunds);
        $byOrder = [];
        foreach ($refunds as $refund) {
            $byOrder[$refund->get_parent_id()][] = $refund;
        }
        return $byOrder;
    }

    /**
     * A list that can't be read as a whole (one order of it throws) is empty: each is then read alone, and only the
     * culprit fails.
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
     * @param list<int> $ids
     * @return array<int, \WC_Abstract_Order|\Throwable|null> null: nothing of this id and type exists. What a plugin
     *   builds on orders (a
     *     subscription) has another. An error, too, where WooCommerce logs what goes wrong in there and answers false,
     *     but it exists
     */
    private static function alone(StoredOrders $stored, string $type, array $ids): array
    {
        $read = [];
        foreach ($ids as $id) {
            try {
                $order = wc_get_order($id);
                $read[$id] = $order instanceof \WC_Abstract_Order && $order->get_type() === $type ? $order : new UnreadableOrder("WooCommerce can't read order {$id}");
            } catch (\Throwable $error) {
                $read[$id] = $error;
            }
        }
        $unread = array_keys(array_filter($read, static fn(object $one): bool => $one instanceof \Throwable));
        foreach (array_diff($unread, $stored->ofType($type, $unread)) as $id) {
            $read[$id] = null;
        }
        return $read;
    }

    /** @return list<string> those of orders and drafts, the bin too: "any" leaves out what is hidden from search */
    private static function everyStatus(): array
    {
        return array_values(get_post_stati());
    }
}
