<?php

declare(strict_types=1);

namespace Counterfoil\Resources;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * What a status says of whether an order counts, which it does from its first paid or stock-taking status on. A draft,
 * pending or failed order has neither; a plugin's own status has. One that is over says nothing by itself: what was it
 * before?
 */
final class CountedStatus
{
    private const NOT_COUNTED = ['auto-draft', 'checkout-draft', 'draft', 'pending', 'failed'];

    private const OVER = ['cancelled', 'refunded', 'trash'];

    /** @param mixed $status without `wc-`; true: paid, or holding its stock */
    public static function stands(mixed $status): bool
    {
        return !in_array($status, self::NOT_COUNTED, true) && !self::isOver($status);
    }

    /** @param mixed $status without `wc-` */
    public static function isOver(mixed $status): bool
    {
        return in_array($status, self::OVER, true);
    }
}
