<?php

declare(strict_types=1);

namespace Counterfoil\Rest;

use Counterfoil\Database\UtcTime;
use Counterfoil\Outbox\OrdersInOutbox;
use Counterfoil\Outbox\OutboxRow;
use Counterfoil\Resources\OrderSnapshot;
use Counterfoil\Resources\OrdersRead;
use Counterfoil\Resources\ProductFacts;
use Counterfoil\Resources\ReadOrders;
use Counterfoil\Resources\RefundSnapshot;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Reads the orders of chosen rows, as many as the budget allows and one at least. An order that throws is left for
 * later: its row keeps the note that a reading began, so it will stand alone next time, and is offered `unreadable`
 * after it failed alone twice.
 */
final class ReadPage
{
    /**
     * Orders read at once. WooCommerce sorts the items of a list in a time that grows with its square: a page of 400
     * takes 250 ms so, 310 ms at once.
     */
    private const AT_ONCE = 100;

    /** @var array<int, array<string, mixed>> snapshots by order */
    public array $orders = [];

    /** @var array<int, true> orders that no longer exist */
    public array $gone = [];

    /** @var array<int, true> orders whose reading failed; their rows must not be marked as read */
    public array $failed = [];

    /**
     * @var array<int, int> milliseconds until the last refund of an order is final, for those that have one that isn't
     */
    public array $refundsFinalInMs = [];

    private readonly ProductFacts $products;
    private readonly int $now;

    public function __construct(private readonly \wpdb $db, private readonly AnswerBudget $budget)
    {
        $this->products = new ProductFacts();
        $this->now = (int) strtotime(UtcTime::now($db));
    }

    /** @param list<OutboxRow> $rows none of them unreadable */
    public function read(array $rows, int $readNumber): void
    {
        $ids = array_values(array_unique(array_map(static fn(OutboxRow $row): int => $row->orderId, $rows)));
        foreach (array_chunk($ids, self::AT_ONCE) as $chunk) {
            if ($this->orders !== [] && $this->budget->isSpent()) {
                return;
            }
            $this->snapshots(ReadOrders::read($chunk), $readNumber, $chunk);
        }
    }

    /** Whether it is known what to do with rows of this order; false: the budget ended before it. */
    public function reached(int $orderId): bool
    {
        return isset($this->orders[$orderId]) || isset($this->gone[$orderId]) || isset($this->failed[$orderId]);
    }

    /** @param list<int> $ids in the order of their rows */
    private function snapshots(OrdersRead $read, int $readNumber, array $ids): void
    {
        $this->gone += array_fill_keys($read->gone, true);
        $this->failed += array_fill_keys(array_keys($read->failed), true);
        $seenMade = $this->refundsSeenMade($read);
        $snapshot = new OrderSnapshot($readNumber, $seenMade, $read->accountTimes, $this->now, $this->products);
        foreach ($ids as $id) {
            $order = $read->orders[$id] ?? null;
            if ($order === null) {
                continue;
            }
            if ($this->orders !== [] && $this->budget->isSpent()) {
                return;
            }
            $refunds = $read->refunds[$id] ?? [];
            try {
                $this->orders[$id] = $snapshot->of($order, $refunds);
            } catch (\Throwable $error) {
                $this->fail($id, $error);
                continue;
            }
            $this->budget->spend($this->orders[$id]);
            $this->noteRefundsNotFinal($id, $refunds, $seenMade);
        }
    }

    /** @return array<int, true> by the refund's id */
    private function refundsSeenMade(OrdersRead $read): array
    {
        $refundIds = [];
        foreach ($read->refunds as $refunds) {
            foreach ($refunds as $refund) {
                $refundIds[] = $refund->get_id();
            }
        }
        return array_fill_keys((new OrdersInOutbox($this->db))->refundsSeenMade($refundIds, array_keys($read->refunds)), true);
    }

    /**
     * @param list<\WC_Order_Refund> $refunds
     * @param array<int, true> $seenMade
     */
    private function noteRefundsNotFinal(int $orderId, array $refunds, array $seenMade): void
    {
        foreach ($refunds as $refund) {
            $seconds = isset($seenMade[$refund->get_id()]) ? 0 : RefundSnapshot::secondsUntilFinal($refund, $this->now);
            if ($seconds > 0) {
                $this->refundsFinalInMs[$orderId] = max($this->refundsFinalInMs[$orderId] ?? 0, $seconds * 1000);
            }
        }
    }

    private function fail(int $orderId, \Throwable $error): void
    {
        $this->failed[$orderId] = true;
        wc_get_logger()->error("Reading order {$orderId} failed: " . get_class($error), ['source' => 'counterfoil', 'at' => $error->getFile() . ':' . $error->getLine()]);
    }
}
