<?php

declare(strict_types=1);

namespace Counterfoil\Outbox;

use Counterfoil\Database\OwnQuery;
use Counterfoil\Fingerprints\OrderFingerprints;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Which rows are offered next, and what happens after a reading that killed PHP.
 *
 * `reading_size` is set while the orders of a page are read (how many rows were on it) and cleared when the reading
 * ended. The caller holds ReadingLock from choosing to the end of reading, so a size that is still set belongs to a
 * reading that died. Then:
 *
 *   a page of n rows died      → half of that page is read next, then the other half, until the culprit stands alone
 *   a row died alone           → it is read alone once more
 *   a row died alone twice     → it is offered unreadable (ids only) among the others, and is not read again
 *   a newer row of such an order → is read alone from the start, so that one bad order doesn't cost the others a page
 *   each time
 */
final class DueRows
{
    /** How often reading an order alone may die before its row is offered unreadable. */
    public const UNREADABLE_AFTER = 2;

    private const COLUMNS = 'id, event_id, event_type, order_id, reason, recorded_at, urgent, times_offered, command_user_id, command_note, seen_code, seen_version, readings_alone,'
        . ' TIMESTAMPDIFF(MICROSECOND, recorded_at, UTC_TIMESTAMP(3)) DIV 1000 AS age_in_ms';

    private readonly OwnQuery $query;
    private readonly string $table;

    public function __construct(private readonly \wpdb $db)
    {
        $this->query = new OwnQuery($db);
        $this->table = OutboxTable::name($db->prefix);
    }

    /**
     * The oldest rows that are due and not kept, urgent ones first.
     *
     * @return list<OutboxRow>
     */
    public function choose(int $limit, bool $commandsOnly): array
    {
        if ($limit < 1) {
            return [];
        }
        $died = $this->query->value($this->query->prepare(
            'SELECT MIN(reading_size) FROM %i FORCE INDEX (reading) WHERE reading_size IS NOT NULL AND state = %s AND readings_alone < %d',
            $this->table,
            RowState::Waiting->value,
            self::UNREADABLE_AFTER,
        ));
        if ($died !== null) {
            $size = (int) $died;
            $half = $this->select(
                $this->query->prepare('reading_size = %d AND state = %s AND readings_alone < %d', $size, RowState::Waiting->value, self::UNREADABLE_AFTER),
                'urgent DESC, ready_at, id',
                max(1, min($limit, intdiv($size, 2))),
            );
            if (!$commandsOnly || array_filter($half, static fn(OutboxRow $row): bool => !$row->type->isCommand()) === []) {
                return $half;
            }
        }
        $rows = $this->due(1, $limit);
        if (!$commandsOnly && count($rows) < $limit) {
            $rows = [...$rows, ...$this->due(0, $limit - count($rows))];
        }
        return $this->withoutSuspects($rows);
    }

    /**
     * Say this before the orders of these rows are read, with the read number that their states will carry. Never for
     * an unreadable row.
     *
     * @param list<OutboxRow> $rows
     */
    public function noteReading(array $rows, int $readNumber): void
    {
        if ($rows === []) {
            return;
        }
        $fingerprints = OrderFingerprints::ofThisSite($this->db);
        $of = $fingerprints->of(array_map(static fn(OutboxRow $row): int => $row->orderId, $rows));
        $cases = '';
        foreach ($of as $orderId => $fingerprint) {
            $cases .= " WHEN {$orderId} THEN " . $this->query->listOf([$fingerprint]);
        }
        $size = count($rows);
        $this->query->change(
            $this->query->prepare('UPDATE %i SET read_number = %d, reading_size = %d, noted_recipe = %s,', $this->table, $readNumber, $size, $fingerprints->recipe())
            . ' noted_fingerprint = ' . ($cases === '' ? "''" : "CASE order_id{$cases} ELSE '' END")
            . ($size === 1 ? ', readings_alone = readings_alone + 1' : '')
            . ' WHERE id IN (' . $this->ids($rows) . ')',
        );
    }

    /**
     * Say this after the orders of these rows were read, whether or not they are offered. A row whose reading never
     * ended died.
     *
     * @param list<OutboxRow> $rows
     */
    public function readingEnded(array $rows): void
    {
        if ($rows !== []) {
            $this->query->change($this->query->prepare('UPDATE %i SET reading_size = NULL, readings_alone = 0', $this->table) . ' WHERE id IN (' . $this->ids($rows) . ')');
        }
    }

    /** @param list<OutboxRow> $rows rows that go into the answer */
    public function noteOffered(array $rows): void
    {
        if ($rows !== []) {
            $this->query->change($this->query->prepare('UPDATE %i SET times_offered = times_offered + 1', $this->table) . ' WHERE id IN (' . $this->ids($rows) . ')');
        }
    }

    /** Not now: its order's lines don't add up yet, say. The row stays waiting and is due again in `$ms` from now. */
    public function postpone(OutboxRow $row, int $ms): void
    {
        $this->query->change($this->query->prepare('UPDATE %i SET ready_at = UTC_TIMESTAMP(3) + INTERVAL %d MICROSECOND WHERE id = %d AND state = %s', $this->table, max(0, $ms) * 1000, $row->id, RowState::Waiting->value));
    }

    /**
     * Milliseconds until the next row is due, 0 when one is; null: none waits.
     *
     * @param list<OutboxRow> $beside rows that are just being offered, and don't count
     */
    public function nextDueInMs(array $beside = []): ?int
    {
        $others = $beside === [] ? '' : ' AND id NOT IN (' . $this->ids($beside) . ')';
        $of = fn(int $urgent): string => '(' . $this->query->prepare('SELECT ready_at FROM %i WHERE state = %s AND urgent = %d', $this->table, RowState::Waiting->value, $urgent) . "{$others} ORDER BY ready_at LIMIT 1)";
        $ms = $this->query->value('SELECT GREATEST(0, TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(3), MIN(ready_at)) DIV 1000) FROM (' . $of(1) . ' UNION ALL ' . $of(0) . ') AS next_due');
        return $ms === null ? null : (int) $ms;
    }

    /** @return list<OutboxRow> */
    private function due(int $urgent, int $limit): array
    {
        return $this->select(
            $this->query->prepare('state = %s AND urgent = %d AND ready_at <= UTC_TIMESTAMP(3)', RowState::Waiting->value, $urgent),
            'ready_at, id',
            $limit,
        );
    }

    /** @return list<OutboxRow> */
    private function select(string $where, string $order, int $limit): array
    {
        // Types that a newer plugin wrote before WordPress rolled it back stay waiting for it.
        $types = $this->query->listOf(array_map(static fn(EventType $type): string => $type->value, EventType::cases()));
        $rows = $this->query->rows('SELECT ' . self::COLUMNS . $this->query->prepare(' FROM %i', $this->table) . " WHERE {$where} AND event_type IN ({$types}) ORDER BY {$order} LIMIT {$limit}");
        return array_map(OutboxRow::fromColumns(...), $rows);
    }

    /**
     * Takes out rows of orders that died alone before; when no others are left, the first of them stands alone.
     *
     * @param list<OutboxRow> $rows
     * @return list<OutboxRow>
     */
    private function withoutSuspects(array $rows): array
    {
        if (count($rows) < 2) {
            return $rows;
        }
        $orders = $this->query->listOf(array_values(array_unique(array_map(static fn(OutboxRow $row): int => $row->orderId, $rows))));
        $suspects = array_map(intval(...), array_column($this->query->rows(
            $this->query->prepare('SELECT DISTINCT order_id FROM %i WHERE readings_alone >= %d', $this->table, self::UNREADABLE_AFTER) . " AND order_id IN ({$orders})",
        ), 'order_id'));
        $safe = array_values(array_filter($rows, static fn(OutboxRow $row): bool => $row->unreadable || !in_array($row->orderId, $suspects, true)));
        return $safe === [] ? array_slice($rows, 0, 1) : $safe;
    }

    /** @param list<OutboxRow> $rows */
    private function ids(array $rows): string
    {
        return $this->query->listOf(array_map(static fn(OutboxRow $row): int => $row->id, $rows));
    }
}
