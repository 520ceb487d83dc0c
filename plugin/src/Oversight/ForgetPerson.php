<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

use Counterfoil\Outbox\OutboxTable;
use Counterfoil\Resources\OrderCheck;

if (!defined('ABSPATH')) {
    exit;
}

/** Blanks what names the customer of orders, wherever the plugin keeps it, and notes the orders that would bring it back. The orders stay in the list. */
final class ForgetPerson
{
    /**
     * @param list<int> $orderIds
     * @return int rows that named the person
     */
    public static function inOrders(array $orderIds): int
    {
        $checks = [];
        foreach ($orderIds as $orderId) {
            $order = wc_get_order($orderId);
            if ($order instanceof \WC_Order) {
                $checks[$orderId] = OrderCheck::of($order->get_order_key('edit'));
            }
        }
        ErasedOrdersTable::ofThisSite()->note($checks);
        return self::blank($orderIds);
    }

    /**
     * Lines that were on their way here when the person was erased.
     *
     * @param list<int> $orderIds that the connector speaks of
     * @param list<int> $erased of which it says that their person was erased
     */
    public static function inWhatArrived(array $orderIds, array $erased): void
    {
        self::blank(array_values(array_unique([...$erased, ...array_keys(ErasedOrdersTable::ofThisSite()->among($orderIds))])));
    }

    /** @param list<int> $orderIds */
    private static function blank(array $orderIds): int
    {
        return JourneysTable::ofThisSite()->erasePersons($orderIds)
            + JourneyStepsTable::ofThisSite()->erasePersons($orderIds)
            + OutboxTable::ofThisSite()->eraseNotes($orderIds);
    }
}
