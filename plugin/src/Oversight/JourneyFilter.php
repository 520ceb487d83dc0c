<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

if (!defined('ABSPATH')) {
    exit;
}

/** Which orders of the list, and in which order. Everything null: all of them, the newest first. */
final class JourneyFilter
{
    /**
     * @param list<JourneyState> $states empty: any
     * @param string|null $reason a code of the catalogue: `gap_payment`
     * @param string|null $day in the shop's time zone, `2026-11-23`
     * @param string|null $search begins an order number, an e-mail address, a first or last name or an ERP number
     */
    public function __construct(
        public readonly array $states = [],
        public readonly ?string $reason = null,
        public readonly ?string $day = null,
        public readonly ?string $search = null,
        public readonly JourneyOrder $orderBy = JourneyOrder::Order,
        public readonly bool $descending = true,
        /** Only those that are in the ERP, whatever their state. */
        public readonly bool $inErp = false,
    ) {}
}
