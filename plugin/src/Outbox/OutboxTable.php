<?php

declare(strict_types=1);

namespace Counterfoil\Outbox;

use Counterfoil\Database\OwnTable;
use Counterfoil\Database\QueryFailed;
use Counterfoil\Database\RandomUuid;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * The outbox: one row per recorded event, confirmed one by one by its id and never by a range, because rows become
 * visible out of order. States and their legal moves: RowState. Its SQL, one question a file: writing and settling
 * here, the rows of a request in RequestRows, choosing and reading in DueRows, confirming in ConfirmEvents, what it
 * knows of orders in OrdersInOutbox.
 *
 * All times are UTC by the database's clock (`UTC_TIMESTAMP(3)`), never PHP's. Every method throws QueryFailed when the
 * database refuses.
 */
final class OutboxTable extends OwnTable
{
    protected const NAME = 'outbox';

    public static function createStatement(string $prefix, string $charset): string
    {
        $table = self::name($prefix);
        return "CREATE TABLE {$table} (
            id bigint(20) unsigned NOT NULL auto_increment,
            event_id char(36) NOT NULL,
            event_type varchar(40) NOT NULL,
            order_id bigint(20) unsigned NOT NULL,
            refund_id bigint(20) unsigned DEFAULT NULL,
            reason varchar(20) NOT NULL,
            recorded_at datetime(3) NOT NULL,
            ready_at datetime(3) NOT NULL,
            urgent tinyint(1) NOT NULL DEFAULT 0,
            state varchar(10) NOT NULL DEFAULT 'waiting',
            command_user_id bigint(20) unsigned DEFAULT NULL,
            command_note text DEFAULT NULL,
            seen_code varchar(60) DEFAULT NULL,
            seen_version bigint(20) unsigned DEFAULT NULL,
            times_offered int(10) unsigned NOT NULL DEFAULT 0,
            read_number bigint(20) unsigned DEFAULT NULL,
            reading_size smallint(5) unsigned DEFAULT NULL,
            readings_alone tinyint(3) unsigned NOT NULL DEFAULT 0,
            noted_recipe varchar(20) DEFAULT NULL,
            noted_fingerprint char(40) DEFAULT NULL,
            kept_at datetime(3) DEFAULT NULL,
            kept_count bigint(20) unsigned DEFAULT NULL,
            settled_at datetime(3) DEFAULT NULL,
            outcome varchar(60) DEFAULT NULL,
            code varchar(60) DEFAULT NULL,
            settled_version bigint(20) unsigned DEFAULT NULL,
            PRIMARY KEY  (id),
            UNIQUE KEY event_id (event_id),
            KEY due (state,urgent,ready_at),
            KEY of_order (order_id,id),
            KEY reading (reading_size),
            KEY kept_count (kept_count),
            KEY settled_at (settled_at)
        ) ENGINE=InnoDB {$charset};";
    }

    /**
     * Appends one row in one INSERT. Names only columns of the first version of the table, so that recording works
     * before a migration ran.
     *
     * @param int|null $readyInMs milliseconds until it may be offered; null: now
     * @param int|null $refundId set by the one row that says `woocommerce_refund_created` was seen for this refund
     * @return string the event's id, a random UUID
     */
    public function insert(
        EventType $type,
        int $orderId,
        EventReason $reason,
        ?int $readyInMs = null,
        bool $urgent = false,
        ?Command $command = null,
        ?int $refundId = null,
    ): string {
        $eventId = RandomUuid::make();
        $this->query->change($this->prepare(
            'INSERT INTO %i (event_id, event_type, order_id, refund_id, reason, recorded_at, ready_at, urgent, command_user_id, command_note, seen_code, seen_version)'
            . ' VALUES (%s, %s, %d, NULLIF(%d, 0), %s, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) + INTERVAL %d MICROSECOND, %d, NULLIF(%d, -1), %s, NULLIF(%s, \'\'), NULLIF(%d, -1))',
            $this->table,
            $eventId,
            $type->value,
            $orderId,
            $refundId ?? 0,
            $reason->value,
            max(0, $readyInMs ?? 0) * 1000,
            $urgent ? 1 : 0,
            $command->userId ?? -1,
            $command->note ?? '',
            $command->seen->code ?? '',
            $command->seen->version ?? -1,
        ));
        return $eventId;
    }

    /**
     * A receipt came. An older version than the one known changes nothing.
     *
     * @return bool false: the shop does not know this event (it came back from a backup)
     */
    public function settle(string $eventId, string $outcome, string $code, int $version): bool
    {
        $changed = $this->query->change($this->prepare(
            'UPDATE %i SET state = %s, settled_at = UTC_TIMESTAMP(3), outcome = %s, code = %s, settled_version = %d WHERE event_id = %s AND (settled_version IS NULL OR settled_version < %d)',
            $this->table,
            RowState::Settled->value,
            $outcome,
            $code,
            $version,
            $eventId,
            $version,
        ));
        return $changed > 0 || $this->query->value($this->prepare('SELECT 1 FROM %i WHERE event_id = %s', $this->table, $eventId)) !== null;
    }

    /**
     * The shop itself says what became of a row that was never offered: not paid yet, deleted before it was ever
     * offered. The state it was decided on counts as looked at, so that the sweep does not bring it again.
     */
    public function settleHere(OutboxRow $row, string $code): void
    {
        (new ConfirmEvents($this->db))->keepFingerprints([$row->eventId]);
        $this->query->change($this->prepare(
            'UPDATE %i SET state = %s, settled_at = UTC_TIMESTAMP(3), outcome = %s, code = %s WHERE id = %d AND state = %s',
            $this->table,
            RowState::Settled->value,
            'skipped',
            $code,
            $row->id,
            RowState::Waiting->value,
        ));
    }

    /**
     * One row per order that the sweep found, in one INSERT.
     *
     * @param list<int> $orderIds
     */
    public function insertFound(array $orderIds, EventType $type): void
    {
        if ($orderIds === []) {
            return;
        }
        $values = implode(',', array_map(fn(int $id): string => $this->prepare('(%s, %s, %d, %s, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))', RandomUuid::make(), $type->value, $id, EventReason::Sweep->value), $orderIds));
        $this->query->change($this->prepare('INSERT INTO %i (event_id, event_type, order_id, reason, recorded_at, ready_at)', $this->table) . " VALUES {$values}");
    }

    /**
     * @param list<int> $orderIds whose customer was erased: what a person wrote about them goes, also where the
     *   connector has not fetched it yet
     * @return int how many rows had a note
     */
    public function eraseNotes(array $orderIds): int
    {
        return $orderIds === [] ? 0 : $this->query->change(
            $this->prepare("UPDATE %i SET command_note = '' WHERE command_note <> ''", $this->table) . ' AND order_id IN (' . $this->query->listOf($orderIds) . ')',
        );
    }

    /** How many rows are due now and not kept. */
    public function waitingCount(): int
    {
        return (int) $this->query->value($this->prepare('SELECT COUNT(*) FROM %i WHERE state = %s AND ready_at <= UTC_TIMESTAMP(3)', $this->table, RowState::Waiting->value));
    }

    /**
     * Prunes settled rows only, oldest first in the index. Not of an order that waits for a person, nor with an
     * outcome that only a newer connector knows: an agent that lost its state must hear of it again.
     *
     * @param int $days at least 30
     * @return int how many went; call again while it equals the limit
     */
    public function deleteSettledOlderThan(int $days = 30, int $limit = 500): int
    {
        return $this->query->change($this->prepare(
            "DELETE FROM %i WHERE settled_at < UTC_TIMESTAMP(3) - INTERVAL %d DAY AND state = %s AND COALESCE(outcome, '') IN ('', 'delivered', 'unchanged', 'skipped') ORDER BY settled_at LIMIT %d",
            $this->table,
            max(30, $days),
            RowState::Settled->value,
            $limit,
        ));
    }

    /** @param literal-string $sql */
    private function prepare(string $sql, string|int ...$values): string
    {
        return $this->query->prepare($sql, ...$values);
    }
}
