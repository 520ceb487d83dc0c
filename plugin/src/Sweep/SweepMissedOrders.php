<?php

declare(strict_types=1);

namespace Counterfoil\Sweep;

use Counterfoil\Database\DatabaseLock;
use Counterfoil\Fingerprints\OrderFingerprints;
use Counterfoil\Pairing\InstanceTable;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Finds orders that changed without an event, in slices short enough for a shared host, and says from when to when
 * everything has been looked at. Runs from Action Scheduler every few minutes and, when that does not run, from the
 * agent's polls.
 *
 *   due → a pass begins → slices, each taken up where the last ended or died → the pass ends: covered up to its start
 *   less a lag → due again
 *
 * Without a cutover (not connected) no order counts, and nothing is looked at.
 */
final class SweepMissedOrders
{
    public const SLICE_MS = 200;
    /** Orders compared by one set of statements: some 15 ms. */
    private const BATCH = 50;
    /** A sweep this late is not being run by Action Scheduler. */
    private const OVERDUE_SECONDS = 120;

    private readonly SweepTable $table;

    /** @param string|null $cutover UTC, `2026-11-23 10:02:11.000`; null: not connected */
    public function __construct(private readonly \wpdb $db, private readonly ?string $cutover)
    {
        $this->table = new SweepTable($db);
    }

    public static function ofThisSite(): self
    {
        global $wpdb;
        /** @var \wpdb $wpdb */
        $cutover = InstanceTable::ofThisSite()->row()['cutover'] ?? null;
        return new self($wpdb, $cutover === null ? null : str_replace(['T', 'Z'], [' ', ''], $cutover));
    }

    /** From a poll of the agent: one slice, when Action Scheduler is late with it. */
    public function runSliceIfOverdue(): ?SweepResult
    {
        if ($this->cutover === null) {
            return null;
        }
        $spans = $this->table->spans();
        foreach ($this->ways() as $way) {
            $span = $spans[$way->name()] ?? null;
            if ($span === null || $span->overdueSeconds > self::OVERDUE_SECONDS) {
                return $this->runSlice();
            }
        }
        return null;
    }

    /**
     * At most `$ms` milliseconds, but one batch at least.
     *
     * @return SweepResult|null null: nothing was due, or another process is at it
     */
    public function runSlice(int $ms = self::SLICE_MS): ?SweepResult
    {
        $lock = new DatabaseLock($this->db, 'sweep');
        if ($this->cutover === null || !$lock->acquire()) {
            return null;
        }
        try {
            foreach ($this->ways() as $way) {
                $span = $this->table->span($way->name(), $this->cutover);
                if ($span->isDue()) {
                    return $this->slice($way, $span, $this->cutover, $ms);
                }
            }
            return null;
        } finally {
            $lock->release();
        }
    }

    private function slice(SweepWay $way, SweepSpan $span, string $cutover, int $ms): SweepResult
    {
        if ($span->passTo === null) {
            $start = $way->start($span);
            $this->table->beginPass($way->name(), $start['passTo'], $start['cursorAt'], $start['cursorId']);
            $span = $this->table->span($way->name(), $cutover);
        }
        $compare = new CompareOrders($this->db, $cutover);
        $startedAt = (int) hrtime(true);
        $total = new SweepResult();
        $longest = 0;
        do {
            $batchAt = (int) hrtime(true);
            $batch = $way->next($span, self::BATCH);
            $result = $compare->look($batch->orderIds, $span->vanished + $total->vanished > 0);
            $this->table->advance($way->name(), $batch->cursorAt, $batch->cursorId, $result);
            $total = $total->and($result);
            if ($batch->last) {
                $this->table->endPass($way->name(), $batch->cursorId, $way->pause());
                break;
            }
            $span = $span->at($batch);
            $longest = max($longest, intdiv((int) hrtime(true) - $batchAt, 1_000_000));
        } while (intdiv((int) hrtime(true) - $startedAt, 1_000_000) + 2 * $longest < $ms); // the next may take twice the longest so far
        return $total;
    }

    /** @return list<SweepWay> the most urgent first */
    private function ways(): array
    {
        return [
            OrderFingerprints::ofThisSite($this->db)->datesEverySave() ? new SweepByDate($this->db) : new SweepById($this->db),
            new SweepKnown($this->db),
            new SweepUnknown($this->db),
        ];
    }
}
