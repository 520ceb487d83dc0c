<?php

declare(strict_types=1);

namespace Counterfoil\Sweep;

if (!defined('ABSPATH')) {
    exit;
}

/** The orders to look at next, and where the walk goes on after them. */
final class SweepBatch
{
    /** @param list<int> $orderIds */
    public function __construct(
        public readonly array $orderIds,
        public readonly ?string $cursorAt,
        public readonly int $cursorId,
        /** Nothing comes after it. */
        public readonly bool $last,
    ) {}
}
