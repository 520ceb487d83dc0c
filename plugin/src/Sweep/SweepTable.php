<?php

declare(strict_types=1);

namespace Counterfoil\Sweep;

use Counterfoil\Database\OwnTable;
use Counterfoil\Database\QueryFailed;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * One row per way of sweeping: from when to when every order has been looked at, how many were found that no event
 * spoke of, and where the pass under way stands. The next pass starts from `covered_to` less an overlap, so a time
 * without the plugin leaves no hole: coverage only ends later.
 */
final class SweepTable extends OwnTable
{
    protected const NAME = 'sweep';

    public static function createStatement(string $prefix, string $charset): string
    {
        $table = self::name($prefix);
        return "CREATE TABLE {$table} (
            way varchar(20) NOT NULL,
            covered_from datetime(3) NOT NULL,
            covered_to datetime(3) DEFAULT NULL,
            covered_id bigint(20) unsigned NOT NULL DEFAULT 0,
            pass_to datetime(3) DEFAULT NULL,
            cursor_at datetime DEFAULT NULL,
            cursor_id bigint(20) unsigned NOT NULL DEFAULT 0,
            passes bigint(20) unsigned NOT NULL DEFAULT 0,
            looked_at bigint(20) unsigned NOT NULL DEFAULT 0,
            found bigint(20) unsigned NOT NULL DEFAULT 0,
            vanished bigint(20) unsigned NOT NULL DEFAULT 0,
            due_at datetime(3) NOT NULL,
            slice_at datetime(3) DEFAULT NULL,
            PRIMARY KEY  (way)
        ) ENGINE=InnoDB {$charset};";
    }

    /** The span of this way; begun at `$from` when there is none yet. */
    public function span(string $way, string $from): SweepSpan
    {
        return $this->spans()[$way] ?? $this->begin($way, $from);
    }

    /** @return array<string, SweepSpan> by way */
    public function spans(): array
    {
        $spans = [];
        foreach ($this->query->rows($this->query->prepare('SELECT *, TIMESTAMPDIFF(SECOND, due_at, UTC_TIMESTAMP(3)) AS overdue_s FROM %i', $this->table)) as $row) {
            $spans[(string) $row['way']] = SweepSpan::fromColumns($row);
        }
        return $spans;
    }

    /** Notes where the new pass starts, and until when everything will have been looked at once it has ended. */
    public function beginPass(string $way, string $passTo, ?string $cursorAt, int $cursorId): void
    {
        $this->query->change($this->query->prepare(
            'UPDATE %i SET pass_to = %s, cursor_at = NULLIF(%s, %s), cursor_id = %d, vanished = 0 WHERE way = %s',
            $this->table,
            $passTo,
            $cursorAt ?? '',
            '',
            $cursorId,
            $way,
        ));
    }

    /** After each batch, when its events are written: a pass that dies is taken up here. */
    public function advance(string $way, ?string $cursorAt, int $cursorId, SweepResult $result): void
    {
        $this->query->change($this->query->prepare(
            'UPDATE %i SET cursor_at = NULLIF(%s, %s), cursor_id = %d, looked_at = looked_at + %d, found = found + %d, vanished = vanished + %d, slice_at = UTC_TIMESTAMP(3) WHERE way = %s',
            $this->table,
            $cursorAt ?? '',
            '',
            $cursorId,
            $result->lookedAt,
            $result->found,
            $result->vanished,
            $way,
        ));
    }

    /** Everything up to the pass's end has been looked at. */
    public function endPass(string $way, int $coveredId, int $nextInSeconds): void
    {
        $this->query->change($this->query->prepare(
            'UPDATE %i SET covered_to = pass_to, covered_id = GREATEST(covered_id, %d), pass_to = NULL, cursor_at = NULL, cursor_id = 0, passes = passes + 1, due_at = UTC_TIMESTAMP(3) + INTERVAL %d SECOND WHERE way = %s',
            $this->table,
            $coveredId,
            $nextInSeconds,
            $way,
        ));
    }

    /** After a time without the plugin, or a new version of it: every way begins a new pass at its next slice. */
    public function startAllAtOnce(): void
    {
        $this->query->change($this->query->prepare('UPDATE %i SET due_at = UTC_TIMESTAMP(3), pass_to = NULL, cursor_at = NULL, cursor_id = 0', $this->table));
    }

    public function utcNow(int $lessSeconds = 0): string
    {
        return (string) $this->query->value($this->query->prepare('SELECT UTC_TIMESTAMP(3) - INTERVAL %d SECOND', $lessSeconds));
    }

    private function begin(string $way, string $from): SweepSpan
    {
        $this->query->change($this->query->prepare('INSERT IGNORE INTO %i (way, covered_from, due_at) VALUES (%s, %s, UTC_TIMESTAMP(3))', $this->table, $way, $from));
        return $this->spans()[$way] ?? throw new QueryFailed("the span \"{$way}\" is not there after it was begun");
    }
}
