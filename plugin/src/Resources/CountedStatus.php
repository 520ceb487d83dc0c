<?php

declare(strict_types=1);

namespace Counterfoil\Resources;

if (!defined('ABSPATH')) {
    exit;
}

/** Which orders count: from their first paid or stock-taking status on. A draft, pending or failed order is neither; a plugin's own status counts. */
final class CountedStatus
{
    private const NOT_COUNTED = ['auto-draft', 'checkout-draft', 'draft', 'pending', 'failed'];

    /** @param mixed $status without `wc-` */
    public static function counts(mixed $status): bool
    {
        return !in_array($status, self::NOT_COUNTED, true);
    }
}
