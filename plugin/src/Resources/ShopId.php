<?php

declare(strict_types=1);

namespace Counterfoil\Resources;

if (!defined('ABSPATH')) {
    exit;
}

/** An id that an order carries as text: of a customer, a tax rate, a refunded line. */
final class ShopId
{
    /** The contract's bound, 2^53 − 1. A number above it was never an id. */
    private const HIGHEST = 9_007_199_254_740_991;

    /** 0: it says none. */
    public static function of(mixed $stored): int
    {
        $id = is_numeric($stored) ? (int) $stored : 0;
        return $id > 0 && $id <= self::HIGHEST ? $id : 0;
    }

    public static function orNull(mixed $stored): ?int
    {
        return self::of($stored) ?: null;
    }
}
