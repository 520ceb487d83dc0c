<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

if (!defined('ABSPATH')) {
    exit;
}

/** What the list of orders may be sorted by; the values are those of the screens. */
enum JourneyOrder: string
{
    case Order = 'order';
    case Total = 'total';
    case Placed = 'placed';

    public function column(): string
    {
        return match ($this) {
            self::Order => 'order_id', // numbers are text and made by plugins; ids rise with them
            self::Total => 'total',
            self::Placed => 'placed_at',
        };
    }
}
