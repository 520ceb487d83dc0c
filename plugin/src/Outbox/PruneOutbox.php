<?php

declare(strict_types=1);

namespace Counterfoil\Outbox;

use Counterfoil\Setup\UpkeepTask;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Settled rows go 30 days after they were settled; rows that are not settled, or whose order waits for a person, don't.
 */
final class PruneOutbox implements UpkeepTask
{
    private const SLICE = 500;

    public static function runSlice(\wpdb $db): bool
    {
        return (new OutboxTable($db))->deleteSettledOlderThan(30, self::SLICE) === self::SLICE;
    }
}
