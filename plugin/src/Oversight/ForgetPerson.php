<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

use Counterfoil\Outbox\OutboxTable;
use Counterfoil\Resources\OrderCheck;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Blanks what names the customer of orders, wherever the plugin keeps it, and notes the orders that would bring it
 * back. The orders stay in the list.
 */
final class ForgetPerson
{
    /**
     * @param list<JourneyKey> $keys
     * @return int rows that named the person
     */
    public static function inOrders(array $keys): int
    {
        $erased = [];
        foreach ($keys as $key) {
            $order = $key->isFormer() ? null : wc_get_order($key->orderId);
            $check = $order instanceof \WC_Order ? OrderCheck::of($order->get_order_key('edit')) : $key->formerCheck;
            if ($check !== '') {
                $erased[] = [$key->orderId, $check];
            }
        }
        ErasedOrdersTable::ofThisSite()->note($erased);
        return self::blank($keys);
    }

    /**
     * Lines that were on their way here when the person was erased; and those of an order that the shop lost with name
     * and address: nobody could find them by an address later.
     *
     * @param list<int> $orderIds that the connector speaks of
     * @param list<int> $erased of which it says that their person was erased
     */
    public static function inWhatArrived(array $orderIds, array $erased): void
    {
        $orderIds = array_values(array_unique($orderIds));
        $keys = array_map(static fn(int $orderId): JourneyKey => new JourneyKey($orderId), array_values(array_unique($erased)));
        $erasedHere = ErasedOrdersTable::ofThisSite()->among($orderIds);
        $present = ListJourneys::ofThisSite()->several(array_keys($erasedHere));
        foreach ($erasedHere as $orderId => $checks) {
            $check = ($present[$orderId] ?? null)?->check;
            if ($check === null || in_array($check, $checks, true)) {
                $keys[] = new JourneyKey($orderId);
            }
            $keys = [...$keys, ...array_map(static fn(string $ofFormer): JourneyKey => new JourneyKey($orderId, $ofFormer), $checks)];
        }
        self::blank([...$keys, ...PersonsInJourneys::ofThisSite()->notFoundByAddress($orderIds)]);
    }

    /** @param list<JourneyKey> $keys */
    private static function blank(array $keys): int
    {
        return PersonsInJourneys::ofThisSite()->erase($keys)
            + JourneyStepsTable::ofThisSite()->erasePersons($keys)
            + OutboxTable::ofThisSite()->eraseNotes(array_values(array_unique(array_map(static fn(JourneyKey $key): int => $key->orderId, $keys))));
    }
}
