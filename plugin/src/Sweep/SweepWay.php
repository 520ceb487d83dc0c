<?php

declare(strict_types=1);

namespace Counterfoil\Sweep;

if (!defined('ABSPATH')) {
    exit;
}

/** One way to walk over orders in small batches. It only says which orders come next; CompareOrders looks at them. */
interface SweepWay
{
    /** Its name in the table; never renamed. */
    public function name(): string;

    /**
     * Where a new pass starts.
     *
     * @return array{passTo: string, cursorAt: string|null, cursorId: int}
     */
    public function start(SweepSpan $span): array;

    public function next(SweepSpan $span, int $limit): SweepBatch;

    /** Seconds from the end of one pass to the next. */
    public function pause(): int;
}
