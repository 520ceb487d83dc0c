<?php

declare(strict_types=1);

namespace Counterfoil\Rest;

use Counterfoil\Database\CountersTable;
use Counterfoil\Database\QueryFailed;
use Counterfoil\Outbox\DueRows;
use Counterfoil\Outbox\EventReason;
use Counterfoil\Outbox\EventType;
use Counterfoil\Outbox\OrdersInOutbox;
use Counterfoil\Outbox\OutboxRow;
use Counterfoil\Outbox\OutboxTable;
use Counterfoil\Outbox\ReadingLock;
use Counterfoil\Oversight\CountedOrders;
use Counterfoil\Oversight\JourneysTable;
use Counterfoil\Oversight\NoteReading;
use Counterfoil\Resources\CountedStatus;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Chooses the rows first, then reads their orders, then says of each row what happens to it:
 *
 *   unreadable                    offered, ids only
 *   its order failed while read   nothing, it will stand alone next time
 *   a query of the page failed    nothing, and the call is refused: no order is to blame
 *   the budget ended before it    nothing, it is among the next
 *   its order is gone             offered if the order ever was, or a person asked; else settled here
 *   not paid (yet): CountedOrders settled here; its journey shows it (a later save writes a new row)
 *   its lines don't add up        offered a minute after it was written, saying so
 *   anything else                 offered
 */
final class OfferEvents
{
    private const ADDS_UP_WITHIN_MS = 60_000;

    private readonly OutboxTable $outbox;
    private readonly DueRows $due;
    private readonly JourneysTable $journeys;

    private readonly CountedOrders $counted;

    public function __construct(private readonly \wpdb $db, private readonly AnswerBudget $budget = new AnswerBudget())
    {
        $this->outbox = new OutboxTable($db);
        $this->due = new DueRows($db);
        $this->journeys = new JourneysTable($db);
        $this->counted = new CountedOrders(new OrdersInOutbox($db), $this->journeys);
    }

    /**
     * @param bool $commandsOnly a person stopped the orders
     * @throws Refusal busy: another call is reading
     */
    public function page(int $limit, bool $commandsOnly): OfferedPage
    {
        $lock = new ReadingLock($this->db);
        if ($limit > 0 && !$lock->acquire()) {
            throw new Refusal(ErrorCode::Busy, 'Another call is still being answered.');
        }
        try {
            // A page of which every row is settled here is no answer: the next rows are looked at, as long as there is
            // time. One that failed is not tried again at once: what was wrong may pass.
            do {
                $rows = $this->due->choose($limit, $commandsOnly);
                $page = $this->offer($rows);
            } while ($rows !== [] && $page->rows === [] && !$page->failed && !$this->budget->isSpent());
            return $page;
        } finally {
            $lock->release();
        }
    }

    /** @param list<OutboxRow> $rows */
    private function offer(array $rows): OfferedPage
    {
        if ($rows === []) {
            return new OfferedPage();
        }
        $readable = array_values(array_filter($rows, static fn(OutboxRow $row): bool => !$row->unreadable));
        $readNumber = CountersTable::ofThisSite()->next(CountersTable::READ_NUMBER);
        $this->due->noteReading($readable, $readNumber);
        $read = new ReadPage($this->db, $this->budget);
        try {
            $read->read($readable, $readNumber);
        } catch (QueryFailed $failure) {
            // What the database refuses for a whole page lies with none of its orders.
            $this->readingEnded($readable, $read);
            throw $failure;
        }
        $this->readingEnded($readable, $read);

        $offered = array_values(array_filter($rows, fn(OutboxRow $row): bool => $row->unreadable || $this->isOffered($row, $read)));
        (new NoteReading($this->db))->note($offered, $read->orders, array_keys($read->gone), fn(int $orderId): bool => $this->counted->counts($orderId, $read->orders[$orderId] ?? []));
        $this->due->noteOffered($offered);
        $this->followRefunds($offered, $read);
        return $this->asPage($offered, $read);
    }

    /** @param list<OutboxRow> $rows */
    private function readingEnded(array $rows, ReadPage $read): void
    {
        $this->due->readingEnded(array_values(array_filter($rows, static fn(OutboxRow $row): bool => !isset($read->failed[$row->orderId]))));
    }

    private function isOffered(OutboxRow $row, ReadPage $read): bool
    {
        if (isset($read->failed[$row->orderId]) || !$read->reached($row->orderId)) {
            return false;
        }
        if ($row->type->isCommand()) {
            return true;
        }
        if (isset($read->gone[$row->orderId])) {
            return $this->counted->wasOffered($row->orderId) || $this->settle($row, 'deleted_before_delivery');
        }
        $order = $read->orders[$row->orderId];
        if (!$this->counted->counts($row->orderId, $order)) {
            return $this->settle($row, CountedStatus::isOver($order['status'] ?? '') ? 'order_never_paid' : 'order_not_paid_yet');
        }
        if ($order['addsUp'] === false && $row->ageInMs < self::ADDS_UP_WITHIN_MS) {
            $this->due->postpone($row, self::ADDS_UP_WITHIN_MS - $row->ageInMs);
            return false;
        }
        return true;
    }

    /** @return false */
    private function settle(OutboxRow $row, string $code): bool
    {
        $this->outbox->settleHere($row, $code);
        return false;
    }

    /**
     * A refund that was not seen made is final in a few minutes: then its order is offered once more. Only beside a
     * row's first offer, or each repetition would write another.
     *
     * @param list<OutboxRow> $offered
     */
    private function followRefunds(array $offered, ReadPage $read): void
    {
        $followed = [];
        foreach ($offered as $row) {
            $ms = $read->refundsFinalInMs[$row->orderId] ?? null;
            if ($ms !== null && $row->timesOffered === 0 && !isset($followed[$row->orderId])) {
                $followed[$row->orderId] = true;
                $this->outbox->insert(EventType::OrderChanged, $row->orderId, EventReason::RefundMade, $ms + 1000);
            }
        }
    }

    /** @param list<OutboxRow> $offered */
    private function asPage(array $offered, ReadPage $read): OfferedPage
    {
        $withoutState = array_values(array_filter(array_map(static fn(OutboxRow $row): int => isset($read->orders[$row->orderId]) ? 0 : $row->orderId, $offered)));
        $numbers = $this->journeys->numbers($withoutState);
        $events = [];
        $orders = [];
        foreach ($offered as $row) {
            $order = $row->unreadable ? null : $read->orders[$row->orderId] ?? null;
            $number = $order['number'] ?? $numbers[$row->orderId] ?? null;
            $events[] = EventEnvelope::of($row, $order !== null, is_string($number) ? $number : null);
            if ($order !== null) {
                $orders[$row->orderId] = $order;
            }
        }
        return new OfferedPage($events, array_values($orders), $offered, $read->failed !== []);
    }
}
