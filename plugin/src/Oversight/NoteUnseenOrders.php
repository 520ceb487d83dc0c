<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

use Counterfoil\Database\CountersTable;
use Counterfoil\Database\UtcTime;
use Counterfoil\Outbox\OrdersInOutbox;
use Counterfoil\Resources\OrderSnapshot;
use Counterfoil\Resources\ProductFacts;
use Counterfoil\Resources\ReadOrders;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * While the connector is off, or not there yet, nobody reads what was recorded, and the lists would not know the newest
 * orders, nor what became of those they know. So whoever looks at a list reads them first: the newest, a bounded
 * number, each outbox row once.
 */
final class NoteUnseenOrders
{
    /** A page of the list, at about 1 ms each. */
    private const AT_ONCE = 50;
    private const LOOKED_AT = 500;
    private const LOOKS = 10;

    private readonly JourneysTable $journeys;

    private function __construct(private readonly \wpdb $db)
    {
        $this->journeys = new JourneysTable($db);
    }

    public static function before(\wpdb $db): void
    {
        (new self($db))->note();
    }

    private function note(): void
    {
        $unseen = array_slice($this->unseen(), 0, self::AT_ONCE, true);
        if ($unseen === []) {
            return;
        }
        // Before they are read: one whose reading kills PHP costs the screens one failed request, not every one from
        // now on.
        $this->journeys->noteRecorded($unseen);
        $readNumber = (new CountersTable($this->db))->next(CountersTable::READ_NUMBER);
        $read = ReadOrders::read(array_keys($unseen));
        $snapshot = new OrderSnapshot($readNumber, [], $read->accountTimes, (int) strtotime(UtcTime::now($this->db)), new ProductFacts());
        $orders = [];
        foreach ($read->orders as $orderId => $order) {
            try {
                $orders[$orderId] = $snapshot->of($order, $read->refunds[$orderId] ?? []);
            } catch (\Throwable $error) {
                // It stands in the list by its id, waiting; reading it for the connector says what is wrong with it.
                wc_get_logger()->warning("Order {$orderId} can't be read for the list: " . get_class($error), ['source' => 'counterfoil']);
            }
        }
        $counted = new CountedOrders(new OrdersInOutbox($this->db), $this->journeys);
        (new NoteReading($this->db))->note([], $orders, $read->gone, static fn(int $orderId): bool => $counted->counts($orderId, $orders[$orderId] ?? []));
    }

    /** @return array<int, int> id of the newest row that nobody read, by order; newest first */
    private function unseen(): array
    {
        $outbox = new OrdersInOutbox($this->db);
        $unseen = [];
        $before = PHP_INT_MAX;
        for ($look = 0; $look < self::LOOKS && count($unseen) < self::AT_ONCE; $look++) {
            $unread = $outbox->unreadOrders(self::LOOKED_AT, $before);
            if ($unread === []) {
                break;
            }
            $seen = $this->journeys->seenRows(array_keys($unread));
            $unseen += array_filter($unread, static fn(int $row, int $orderId): bool => ($seen[$orderId] ?? 0) < $row, ARRAY_FILTER_USE_BOTH);
            $before = min($unread);
        }
        return $unseen;
    }
}
