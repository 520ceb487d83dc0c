<?php

declare(strict_types=1);

namespace Counterfoil\Sweep;

use Counterfoil\Fingerprints\FingerprintTable;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Both storages, once a day: every order whose state the agent has kept, compared by content. Finds what moves no date
 * (an item or a refund changed by SQL) and orders deleted without a hook.
 */
final class SweepKnown implements SweepWay
{
    public const NAME = 'known';
    private readonly FingerprintTable $fingerprints;
    private readonly SweepTable $table;

    public function __construct(\wpdb $db)
    {
        $this->fingerprints = new FingerprintTable($db);
        $this->table = new SweepTable($db);
    }

    public function name(): string
    {
        return self::NAME;
    }

    public function pause(): int
    {
        return 86400;
    }

    public function start(SweepSpan $span): array
    {
        return ['passTo' => $this->table->utcNow(SweepByDate::LAG_SECONDS), 'cursorAt' => null, 'cursorId' => 0];
    }

    public function next(SweepSpan $span, int $limit): SweepBatch
    {
        $ids = $this->fingerprints->idsAbove($span->cursorId, $limit);
        return new SweepBatch($ids, null, $ids === [] ? $span->cursorId : $ids[count($ids) - 1], count($ids) < $limit);
    }
}
