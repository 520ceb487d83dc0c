<?php

declare(strict_types=1);

namespace Counterfoil\Outbox;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * One row that this request has written, or tried to: what it is about, and when it was written by the monotonic clock.
 */
final class PendingRow
{
    /** Null: the INSERT failed. */
    public ?string $eventId = null;
    /** Whether a signal after the INSERT was left to this row. */
    public bool $shared = false;

    public function __construct(
        public readonly int $siteId,
        public readonly int $orderId,
        public EventType $type,
        public EventReason $reason,
        /** Milliseconds of the monotonic clock. */
        public readonly int $writtenAt,
        public readonly ?int $refundId = null,
    ) {}

    /** One more signal for the same order. A deletion is the last that can be said of it. */
    public function learn(EventType $type, EventReason $reason): void
    {
        $this->shared = true;
        if ($type === EventType::OrderDeleted) {
            $this->type = $type;
        }
        if ($reason->saysMoreThan($this->reason)) {
            $this->reason = $reason;
        }
    }
}
