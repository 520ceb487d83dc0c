<?php

declare(strict_types=1);

namespace Counterfoil\Sweep;

if (!defined('ABSPATH')) {
    exit;
}

/** How far one way of sweeping has come. Times are UTC as the database writes them, `2026-11-23 10:02:11.000`. */
final class SweepSpan
{
    public function __construct(
        public readonly string $way,
        public readonly string $coveredFrom,
        /** Null: its first pass has not ended yet. */
        public readonly ?string $coveredTo,
        /** The highest order id a whole pass has seen. */
        public readonly int $coveredId,
        /** Null: no pass is under way. */
        public readonly ?string $passTo,
        public readonly ?string $cursorAt,
        public readonly int $cursorId,
        public readonly int $passes,
        public readonly int $lookedAt,
        /** How many orders had changed without any event. */
        public readonly int $found,
        /** How many the present or last pass saw gone in such numbers that nobody was told (CompareOrders). */
        public readonly int $vanished,
        /** Negative: not due yet. */
        public readonly int $overdueSeconds,
    ) {}

    /** @param array<string, string|null> $row */
    public static function fromColumns(array $row): self
    {
        return new self(
            (string) $row['way'],
            (string) $row['covered_from'],
            $row['covered_to'],
            (int) $row['covered_id'],
            $row['pass_to'],
            $row['cursor_at'],
            (int) $row['cursor_id'],
            (int) $row['passes'],
            (int) $row['looked_at'],
            (int) $row['found'],
            (int) $row['vanished'],
            (int) $row['overdue_s'],
        );
    }

    /** The same, further on. */
    public function at(SweepBatch $batch): self
    {
        return new self($this->way, $this->coveredFrom, $this->coveredTo, $this->coveredId, $this->passTo, $batch->cursorAt, $batch->cursorId, $this->passes, $this->lookedAt, $this->found, $this->vanished, $this->overdueSeconds);
    }

    public function isDue(): bool
    {
        return $this->passTo !== null || $this->overdueSeconds >= 0;
    }
}
