<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

use Counterfoil\Outbox\OutboxTable;
use Counterfoil\Resources\OrderSnapshot;
use Counterfoil\Resources\ProductFacts;
use Counterfoil\Resources\ReadOrders;
use Counterfoil\Rest\CountersTable;
use Counterfoil\Rest\OfferEvents;
use Counterfoil\Rest\UtcTime;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * While the connector is off, or not there yet, nobody reads what was recorded, and the lists would not know the newest orders. So whoever looks at
 * a list reads them first: a bounded number, each order once.
 */
final class NoteUnseenOrders
{
    /** A page of the list, at about 1 ms each. */
    private const AT_ONCE = 50;

    public static function before(\wpdb $db): void
    {
        $unread = (new OutboxTable($db))->unreadOrders(4 * self::AT_ONCE);
        $known = (new ListJourneys($db))->several($unread);
        $unseen = array_slice(array_values(array_filter($unread, static fn(int $orderId): bool => !isset($known[$orderId]))), 0, self::AT_ONCE);
        if ($unseen === []) {
            return;
        }
        $journeys = new JourneysTable($db);
        $journeys->noteRecorded($unseen);
        $read = ReadOrders::read($unseen);
        $snapshot = new OrderSnapshot((new CountersTable($db))->next(CountersTable::READ_NUMBER), [], (int) strtotime(UtcTime::now($db)), new ProductFacts());
        $knowledge = [];
        foreach ($read->orders as $orderId => $order) {
            try {
                $knowledge[] = ShopKnowledge::of($snapshot->of($order, $read->refunds[$orderId] ?? []), !in_array($order->get_status(), OfferEvents::NOT_COUNTED, true));
            } catch (\Throwable $error) {
                // It stands in the list by its id, waiting; reading it for the connector says what is wrong with it.
                wc_get_logger()->warning("Order {$orderId} can't be read for the list: " . get_class($error), ['source' => 'counterfoil']);
            }
        }
        $journeys->noteFromShop($knowledge);
        foreach ($read->gone as $orderId) {
            $journeys->noteGone($orderId);
        }
    }
}
