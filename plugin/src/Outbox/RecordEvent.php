<?php

declare(strict_types=1);

namespace Counterfoil\Outbox;

use Counterfoil\Database\QueryFailed;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Writes one outbox row per order and request, at the first sign that the order changes, and never lets anything
 * escape: what calls this is a checkout.
 *
 *   first signal                → one INSERT, ready in 10 s
 *   more signals within 5 s     → nothing: nobody reads the row before it is ready, and then in its newest state
 *   a signal after 5 s          → one more INSERT: a reader may soon have the first
 *   the request ends            → one UPDATE makes all its rows ready, the bell rings
 *   the request dies            → its row becomes ready by itself after 10 s
 *   a transaction of somebody else is rolled back
 *                               → its rows are missing at the end of the request and are written again
 *   an INSERT fails             → tried again with the next signal (three times), once more at the end, then counted:
 *                                 RecordingFailures
 *
 * Times within the request are the monotonic clock's; times in the table are the database's.
 */
final class RecordEvent
{
    private const READY_IN_MS = 10_000;
    private const AGAIN_AFTER_MS = 5_000;
    /** Failures after which a request stops trying until its end: each is a statement that a shopper waits for. */
    private const TRIES = 3;
    /** A request that saves more orders than this forgets the oldest: their rows become ready by themselves. */
    private const REMEMBERED = 200;

    /** @var array<string, PendingRow> by `site/order` */
    private array $rows = [];
    /** @var list<PendingRow> rows of this request that take no more signals */
    private array $closed = [];
    private int $failures = 0;
    private bool $ended = false;
    private ?int $firstAt = null;

    /** @param (\Closure(): int)|null $clock milliseconds that only ever rise; null: the machine's monotonic clock */
    public function __construct(
        private readonly \wpdb $db,
        private readonly RecordingFailures $recordingFailures,
        private readonly ?\Closure $clock = null,
    ) {}

    public function record(int $orderId, EventReason $reason, EventType $type = EventType::OrderChanged): void
    {
        $this->guarded(function () use ($orderId, $reason, $type): void {
            $site = get_current_blog_id();
            $row = $this->rows["{$site}/{$orderId}"] ?? null;
            $given = $row !== null && ($row->eventId === null ? $this->failures >= self::TRIES : $this->age($row) < self::AGAIN_AFTER_MS);
            if ($row !== null && $given) {
                $row->learn($type, $reason);
                return;
            }
            $next = new PendingRow($site, $orderId, $type, $reason, $this->now());
            if ($row !== null && $row->eventId === null) {
                $next->learn($row->type, $row->reason);
            } elseif ($row !== null) {
                $this->closed[] = $row;
            }
            unset($this->rows["{$site}/{$orderId}"]); // so that the newest is the last
            $this->rows["{$site}/{$orderId}"] = $next;
            $this->forgetOldest();
            $this->write($next);
        });
    }

    /** Whether a row of this request that takes more signals has one that says as much. */
    public function isTold(int $orderId, EventReason $reason): bool
    {
        $row = $this->rows[get_current_blog_id() . "/{$orderId}"] ?? null;
        return $row !== null && $row->eventId !== null && $row->shared && !$reason->saysMoreThan($row->reason) && $this->age($row) < self::AGAIN_AFTER_MS;
    }

    /** The refund is whole: this row says so by its id, and is never shared. */
    public function recordRefundMade(int $orderId, int $refundId): void
    {
        if ($orderId < 1 || $refundId < 1) {
            return;
        }
        $this->guarded(function () use ($orderId, $refundId): void {
            $row = new PendingRow(get_current_blog_id(), $orderId, EventType::OrderChanged, EventReason::RefundMade, $this->now(), $refundId);
            $this->closed[] = $row;
            $this->write($row);
        });
    }

    public function noteFailure(\Throwable $failure): void
    {
        $this->recordingFailures->note($failure, 0);
    }

    /**
     * On `shutdown`. What is recorded later (other plugins save orders in shutdown functions) becomes ready by itself.
     */
    public function endRequest(): void
    {
        AsFound::leave($this->db, fn() => $this->end());
    }

    private function end(): void
    {
        $this->guarded(function (): void {
            $this->ended = true;
            $bySite = [];
            foreach ([...$this->closed, ...array_values($this->rows)] as $row) {
                $bySite[$row->siteId][] = $row;
            }
            $this->closed = [];
            $this->rows = [];
            foreach ($bySite as $site => $rows) {
                $this->makeReady($this->db->get_blog_prefix($site), $rows);
                $this->ring($site);
            }
        });
        $this->recordingFailures->write();
    }

    /** @param list<PendingRow> $rows */
    private function makeReady(string $prefix, array $rows): void
    {
        $outbox = new OutboxTable($this->db, $prefix);
        $ready = [];
        $again = [];
        foreach ($rows as $row) {
            if ($row->eventId === null || ($row->shared && $this->age($row) >= self::READY_IN_MS)) {
                // Never written; or already read, perhaps while somebody's transaction still hid what a later signal
                // spoke of.
                $again[] = $row;
            } else {
                $ready[$row->eventId] = $row;
            }
        }
        try {
            foreach ((new RequestRows($this->db, $prefix))->makeReady(array_map(static fn(PendingRow $row): array => ['type' => $row->type, 'reason' => $row->reason], $ready)) as $eventId) {
                $again[] = $ready[$eventId];
            }
        } catch (QueryFailed) {
            // They become ready by themselves; if they are gone with their table, the sweep finds their orders.
        }
        foreach ($again as $row) {
            try {
                $outbox->insert($row->type, $row->orderId, $row->reason, refundId: $row->refundId);
            } catch (QueryFailed $failure) {
                $this->recordingFailures->note($failure, $row->orderId);
            }
        }
    }

    private function write(PendingRow $row): void
    {
        AsFound::leave($this->db, fn() => $this->insert($row));
    }

    private function insert(PendingRow $row): void
    {
        try {
            $row->eventId = (new OutboxTable($this->db))->insert($row->type, $row->orderId, $row->reason, self::READY_IN_MS, refundId: $row->refundId);
        } catch (QueryFailed $failure) {
            $this->failures++;
            if ($this->ended) {
                $this->recordingFailures->note($failure, $row->orderId);
            }
            return; // endRequest tries once more and counts what fails then
        }
        $this->firstAt ??= $row->writtenAt;
        if ($this->ended || $row->writtenAt - $this->firstAt > self::AGAIN_AFTER_MS) {
            $this->ring($row->siteId); // a long run (import, cron, command line): the bell must not wait for its end
        }
    }

    private function ring(int $site): void
    {
        OnSite::run($site, static fn() => Doorbell::ofThisSite()->ring());
    }

    private function now(): int
    {
        return $this->clock === null ? intdiv((int) hrtime(true), 1_000_000) : ($this->clock)();
    }

    private function age(PendingRow $row): int
    {
        return $this->now() - $row->writtenAt;
    }

    private function forgetOldest(): void
    {
        while (count($this->rows) > self::REMEMBERED) {
            $row = array_shift($this->rows);
            if ($row->eventId === null) {
                $this->recordingFailures->note(new QueryFailed('the outbox refused more orders than one request remembers'), $row->orderId);
            }
        }
        $this->closed = array_slice($this->closed, -self::REMEMBERED);
    }

    private function guarded(callable $record): void
    {
        try {
            $record();
        } catch (\Throwable $failure) {
            $this->recordingFailures->note($failure, 0);
        }
    }
}
