<?php

declare(strict_types=1);

namespace Counterfoil\Outbox;

use Counterfoil\Database\OwnQuery;
use Counterfoil\Database\QueryFailed;

if (!defined('ABSPATH')) {
    exit;
}

/** The rows of one request, until it has ended. Throws QueryFailed as OutboxTable does. */
final class RequestRows
{
    private readonly OwnQuery $query;
    private readonly string $table;

    public function __construct(\wpdb $db, ?string $prefix = null)
    {
        $this->query = new OwnQuery($db);
        $this->table = OutboxTable::name($prefix ?? $db->prefix);
    }

    /**
     * The request that wrote these rows has ended: they may be offered now. Type and reason become what the request did
     * in the end.
     *
     * @param array<string, array{type: EventType, reason: EventReason}> $rows by event id
     * @return list<string> ids of rows that do not exist: written inside somebody's transaction that was rolled back
     */
    public function makeReady(array $rows): array
    {
        if ($rows === []) {
            return [];
        }
        $types = '';
        $reasons = '';
        foreach ($rows as $eventId => $row) {
            $types .= $this->query->prepare(' WHEN %s THEN %s', $eventId, $row['type']->value);
            $reasons .= $this->query->prepare(' WHEN %s THEN %s', $eventId, $row['reason']->value);
        }
        $ids = $this->query->listOf(array_keys($rows));
        $changed = $this->query->change($this->query->prepare('UPDATE %i', $this->table)
            . " SET ready_at = LEAST(ready_at, UTC_TIMESTAMP(3)), event_type = CASE event_id{$types} END, reason = CASE event_id{$reasons} END"
            . " WHERE event_id IN ({$ids})");
        if ($changed >= count($rows)) {
            return [];
        }
        $present = array_column($this->query->rows($this->query->prepare('SELECT event_id FROM %i', $this->table) . " WHERE event_id IN ({$ids})"), 'event_id');
        return array_values(array_diff(array_keys($rows), $present));
    }
}
