<?php

declare(strict_types=1);

namespace Counterfoil\Resources;

if (!defined('ABSPATH')) {
    exit;
}

/** WooCommerce's times (seconds, any zone) in the contract's form. */
final class OrderTime
{
    public static function of(?\WC_DateTime $time): ?string
    {
        return $time === null ? null : gmdate('Y-m-d\TH:i:s.000\Z', $time->getTimestamp());
    }
}
