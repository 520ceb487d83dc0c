<?php

declare(strict_types=1);

namespace Counterfoil\Resources;

if (!defined('ABSPATH')) {
    exit;
}

/** WooCommerce's times (seconds, any zone) in the contract's form. */
final class OrderTime
{
    /** Stands where an order has no date at all: older than every cutover. */
    public const EPOCH = '1970-01-01T00:00:00.000Z';

    public static function of(?\WC_DateTime $time): ?string
    {
        return $time === null ? null : gmdate('Y-m-d\TH:i:s.000\Z', $time->getTimestamp());
    }
}
