<?php

declare(strict_types=1);

namespace Counterfoil\Rest;

use Counterfoil\Outbox\OutboxRow;

if (!defined('ABSPATH')) {
    exit;
}

/** What one answer offers: events, and the orders they are about, each once, in the contract's form. */
final class OfferedPage
{
    /**
     * @param list<array<string, mixed>> $events
     * @param list<array<string, mixed>> $orders
     * @param list<OutboxRow> $rows those of the events
     */
    public function __construct(
        public readonly array $events = [],
        public readonly array $orders = [],
        public readonly array $rows = [],
        /** Whether reading an order failed. */
        public readonly bool $failed = false,
    ) {}
}
