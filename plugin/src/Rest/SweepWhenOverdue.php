<?php

declare(strict_types=1);

namespace Counterfoil\Rest;

use Counterfoil\Database\QueryFailed;
use Counterfoil\Setup\Upkeep;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Looks for missed orders and prunes when nobody else does (WordPress's cron is off, or nobody visits): a slice behind
 * an answer to the connector.
 */
final class SweepWhenOverdue
{
    public static function afterThisAnswer(): void
    {
        if (!has_action('shutdown', [self::class, 'run'])) {
            add_action('shutdown', [self::class, 'run'], 20);
        }
    }

    /**
     * Action `shutdown`: the answer is out (at once under FastCGI and LiteSpeed). What fails here must not follow it.
     */
    public static function run(): void
    {
        try {
            Upkeep::runOverdueSlice();
        } catch (QueryFailed $failure) {
            wc_get_logger()->error('The sweep failed: ' . preg_replace('/ \(statement: .*/s', '', $failure->getMessage()), ['source' => 'counterfoil']);
        }
    }
}
