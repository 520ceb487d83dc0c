<?php

declare(strict_types=1);

namespace Counterfoil\Outbox;

use Counterfoil\Database\OwnQuery;
use Counterfoil\Database\QueryFailed;
use Counterfoil\Database\RandomUuid;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * The outbox: one row per recorded event, confirmed one by one by its id and never by a range, because rows become visible out of order.
 * States and their legal moves: RowState. Reached through here: DueRows (choosing, reading), ConfirmEvents, OrdersInOutbox.
 *
 * All times are UTC by the database's clock (`UTC_TIMESTAMP(3)`), never PHP's. Every method throws QueryFailed when the database refuses.
 */
final class OutboxTable
{
    /** How often reading an order alone may die before its row is offered unreadable. */
    public const UNREADABLE_AFTER = 2;

    private readonly OwnQuery $query;
    private readonly string $table;

    /** @param string|null $prefix table prefix of the site it is about; null: the present one */
    public function __construct(private readonly \wpdb $db, ?string $prefix = null)
    {
        $this->query = new OwnQuery($db);
        $this->table = self::name($prefix ?? $db->prefix);
    }

    public static function ofThisSite(): self
    {
        global $wpdb;
        /** @var \wpdb $wpdb */
        return new self($wpdb);
    }

    public static function name(string $prefix): string
    {
        return $prefix . 'counterfoil_outbox';
    }

    /** In the form dbDelta reads. Columns are only ever added, with defaults: an older plugin goes on recording on a newer table. */
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
            times_offered int(10) unsigned NOT NULL DEFAULT 0,
            read_number bigint(20) unsigned DEFAULT NULL,
            reading_size smallint(5) unsigned DEFAULT NULL,
            readings_alone tinyint(3) unsigned NOT NULL DEFAULT 0,
            noted_recipe varchar(20) DEFAULT NULL,
            noted_fingerprint char(40) DEFAULT NULL,
            kept_at datetime(3) DEFAULT NULL,
            kept_count bigint(20) unsigned DEFAULT NULL,
            settled_at datetime(3) DEFAULT NULL,
            outcome varchar(20) DEFAULT NULL,
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
     * Orders whose rows nobody has read yet: the connector is off, or not there yet.
     *
     * @return array<int, int> id of the newest such row below `$beforeRow`, by order; newest first
     */
    public function unreadOrders(int $limit, int $beforeRow): array
    {
        return (new OrdersInOutbox($this->query, $this->table))->unreadOrders($limit, $beforeRow);
    }

    /**
     * Appends one row in one INSERT. Names only columns of the first version of the table, so that recording works before a migration ran.
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
            'INSERT INTO %i (event_id, event_type, order_id, refund_id, reason, recorded_at, ready_at, urgent, command_user_id, command_note)'
            . ' VALUES (%s, %s, %d, NULLIF(%d, 0), %s, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) + INTERVAL %d MICROSECOND, %d, NULLIF(%d, -1), %s)',
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
        ));
        return $eventId;
    }

    /**
     * The oldest rows that are due and not kept, urgent ones first. See DueRows for what happens after a reading that died.
     *
     * @return list<OutboxRow>
     */
    public function chooseDue(int $limit, bool $commandsOnly): array
    {
        return $this->dueRows()->choose($limit, $commandsOnly);
    }

    /**
     * Say this before the orders of these rows are read, with the read number that their states will carry. Never for an unreadable row.
     *
     * @param list<OutboxRow> $rows
     */
    public function noteReading(array $rows, int $readNumber): void
    {
        $this->dueRows()->noteReading($rows, $readNumber);
    }

    /**
     * Say this after the orders of these rows were read, whether or not they are offered. A row whose reading never ended died.
     *
     * @param list<OutboxRow> $rows
     */
    public function readingEnded(array $rows): void
    {
        $this->dueRows()->readingEnded($rows);
    }

    /** @param list<OutboxRow> $rows rows that go into the answer */
    public function noteOffered(array $rows): void
    {
        $this->dueRows()->noteOffered($rows);
    }

    /** Not now: its order's lines don't add up yet, say. The row stays waiting and is due again in `$ms` from now. */
    public function postpone(OutboxRow $row, int $ms): void
    {
        $this->query->change($this->prepare('UPDATE %i SET ready_at = UTC_TIMESTAMP(3) + INTERVAL %d MICROSECOND WHERE id = %d AND state = %s', $this->table, max(0, $ms) * 1000, $row->id, RowState::Waiting->value));
    }

    /**
     * @param list<string> $eventIds
     * @param int $confirmationCount the agent's count of confirmations in the request that confirms them
     */
    public function confirmKept(array $eventIds, int $confirmationCount): KeptResult
    {
        return (new ConfirmEvents($this->db, $this->query, $this->table))->confirm($eventIds, $confirmationCount);
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
     * The shop itself says what became of a row that was never offered: not paid yet, deleted before it was ever offered. The state it was
     * decided on counts as looked at, so that the sweep does not bring it again.
     */
    public function settleHere(OutboxRow $row, string $code): void
    {
        (new ConfirmEvents($this->db, $this->query, $this->table))->keepFingerprints([$row->eventId]);
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
     * What is kept and not settled is offered again; of an agent that came back from a backup, what it confirmed above this count too.
     *
     * @return int how many rows
     */
    public function offerAgain(?int $aboveConfirmationCount): int
    {
        return (new ConfirmEvents($this->db, $this->query, $this->table))->offerAgain($aboveConfirmationCount);
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

    /** How many rows are due now and not kept. */
    public function waitingCount(): int
    {
        return (int) $this->query->value($this->prepare('SELECT COUNT(*) FROM %i WHERE state = %s AND ready_at <= UTC_TIMESTAMP(3)', $this->table, RowState::Waiting->value));
    }

    /**
     * Milliseconds until the next row is due, 0 when one is; null: none waits.
     *
     * @param list<OutboxRow> $beside rows that are just being offered, and don't count
     */
    public function nextDueInMs(array $beside = []): ?int
    {
        return $this->dueRows()->nextDueInMs($beside);
    }

    /** @return bool whether this order was ever in an answer to the agent, as far as the outbox remembers */
    public function wasOffered(int $orderId): bool
    {
        return (new OrdersInOutbox($this->query, $this->table))->wasOffered($orderId);
    }

    /** Whether a hook said that this order left a status that counts, as far as the outbox remembers. */
    public function wasCalledOff(int $orderId): bool
    {
        return (new OrdersInOutbox($this->query, $this->table))->wasCalledOff($orderId);
    }

    /**
     * Of these refunds, those whose `woocommerce_refund_created` was seen. The others are final once they stood unchanged for 5 minutes.
     *
     * @param list<int> $refundIds
     * @param list<int> $orderIds the orders they belong to
     * @return list<int>
     */
    public function refundsSeenMade(array $refundIds, array $orderIds): array
    {
        return (new OrdersInOutbox($this->query, $this->table))->refundsSeenMade($refundIds, $orderIds);
    }

    /**
     * Prunes settled rows only, oldest first in the index.
     *
     * @param int $days at least 30
     * @return int how many went; call again while it equals the limit
     */
    public function deleteSettledOlderThan(int $days = 30, int $limit = 500): int
    {
        return $this->query->change($this->prepare(
            'DELETE FROM %i WHERE settled_at < UTC_TIMESTAMP(3) - INTERVAL %d DAY AND state = %s ORDER BY settled_at LIMIT %d',
            $this->table,
            max(30, $days),
            RowState::Settled->value,
            $limit,
        ));
    }

    private function dueRows(): DueRows
    {
        return new DueRows($this->db, $this->query, $this->table);
    }

    /** @param literal-string $sql */
    private function prepare(string $sql, string|int ...$values): string
    {
        return $this->query->prepare($sql, ...$values);
    }
}
