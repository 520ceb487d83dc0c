<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

use Counterfoil\Database\OwnTable;
use Counterfoil\Database\UtcTime;
use Counterfoil\Pairing\Instance;
use Counterfoil\Resources\CountedStatus;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * One row per order: what the shop knows of it (so that the lists work while the connector is off) and what the
 * connector said became of it. The order that the shop has now has an empty `former_check`; one that had the same id
 * before, and is only in the ERP any more, has its own check there.
 *
 * What writes it is here, but for a former order's beginning and end (FormerOrders) and erasing a person
 * (PersonsInJourneys); reading for the screens is in ListJourneys and OverviewFigures. Many rows go in one statement.
 */
final class JourneysTable extends OwnTable
{
    protected const NAME = 'journeys';

    public static function createStatement(string $prefix, string $charset): string
    {
        $table = self::name($prefix);
        return "CREATE TABLE {$table} (
            order_id bigint(20) unsigned NOT NULL,
            former_check char(6) NOT NULL DEFAULT '',
            order_number varchar(100) NOT NULL DEFAULT '',
            order_check char(6) DEFAULT NULL,
            customer varchar(520) NOT NULL DEFAULT '',
            customer_sort varchar(520) NOT NULL DEFAULT '',
            email varchar(320) NOT NULL DEFAULT '',
            total decimal(26,8) DEFAULT NULL,
            currency char(3) DEFAULT NULL,
            order_status varchar(20) NOT NULL DEFAULT '',
            placed_at datetime(3) DEFAULT NULL,
            gone tinyint(1) NOT NULL DEFAULT 0,
            shop_read_number bigint(20) unsigned NOT NULL DEFAULT 0,
            offered_at datetime(3) DEFAULT NULL,
            state varchar(12) NOT NULL,
            said_state varchar(60) NOT NULL DEFAULT '',
            code varchar(60) NOT NULL,
            code_values longtext DEFAULT NULL,
            since datetime(3) NOT NULL,
            version bigint(20) unsigned NOT NULL DEFAULT 0,
            document_id varchar(100) DEFAULT NULL,
            document_number varchar(100) DEFAULT NULL,
            document_url varchar(1000) DEFAULT NULL,
            document_state varchar(60) DEFAULT NULL,
            delivered_at datetime(3) DEFAULT NULL,
            asked_event char(36) DEFAULT NULL,
            seen_row bigint(20) unsigned NOT NULL DEFAULT 0,
            PRIMARY KEY  (order_id,former_check),
            KEY state_order (state,order_id),
            KEY state_since (state,since),
            KEY code_order (code,order_id),
            KEY placed_at (placed_at),
            KEY delivered_at (delivered_at),
            KEY order_number (order_number),
            KEY email (email(100)),
            KEY customer (customer(100)),
            KEY customer_sort (customer_sort(100)),
            KEY document_number (document_number),
            KEY asked_event (asked_event)
        ) ENGINE=InnoDB {$charset};";
    }

    /**
     * What reading these orders brought. Of the state it says something only as long as the connector has not; a
     * reading older than the one known changes nothing. Another order that had this id before (its check differs) goes
     * to a row of its own, or nothing of it stays.
     *
     * @param list<ShopKnowledge> $orders
     */
    public function noteFromShop(array $orders): void
    {
        (new FormerOrders($this->db))->makeWay($orders);
        $rows = array_map(fn(ShopKnowledge $order): string => '(' . $this->query->listOf([
            $order->orderId,
            $order->number,
            $order->check,
            $order->customer,
            $order->customerSort,
            $order->email,
            $order->total,
            $order->currency,
            $order->status,
            $order->placedAt === null ? null : UtcTime::toDatabase($order->placedAt),
            $order->readNumber,
            ($order->counts ? JourneyState::Waiting : JourneyState::NotPaid)->value,
            $order->counts ? self::waitingCode() : (CountedStatus::isOver($order->status) ? 'order_never_paid' : 'order_not_paid_yet'),
            MessageValues::encode($order->counts ? [] : ['status' => $order->status]),
        ]) . ', UTC_TIMESTAMP(3))', $orders);
        $newest = 'VALUES(shop_read_number) >= shop_read_number';
        $isOther = "{$newest} AND order_check <> VALUES(order_check)";
        $says = "version = 0 AND {$newest} AND (state = 'not_paid' OR offered_at IS NULL)";
        $this->upsert(
            'order_id, order_number, order_check, customer, customer_sort, email, total, currency, order_status, placed_at, shop_read_number, state, code, code_values, since',
            $rows,
            [
                ...array_map(
                    static fn(string $column): string => "{$column} = IF({$isOther}, NULL, {$column})",
                    ['document_id', 'document_number', 'document_url', 'document_state', 'delivered_at', 'offered_at', 'asked_event'],
                ),
                "version = IF({$isOther}, 0, version)",
                // `since` and what hangs on the state before the state itself, the read number last: MySQL sees what
                // was set before.
                "since = IF({$isOther} OR ({$says} AND state <> VALUES(state)), VALUES(since), since)",
                "code = IF({$says}, VALUES(code), code)",
                "code_values = IF({$says}, VALUES(code_values), code_values)",
                "state = IF({$says}, VALUES(state), state)",
                ...array_map(
                    static fn(string $column): string => "{$column} = IF({$newest}, VALUES({$column}), {$column})",
                    ['order_number', 'order_check', 'customer', 'customer_sort', 'email', 'total', 'currency', 'order_status', 'placed_at'],
                ),
                'gone = 0',
                'shop_read_number = GREATEST(shop_read_number, VALUES(shop_read_number))',
            ],
        );
    }

    /**
     * Recorded, but not read yet: they get a row before anybody tries, so that an order which can't be read is tried
     * once.
     *
     * @param array<int, int> $outboxRows id of the row, by order
     */
    public function noteRecorded(array $outboxRows): void
    {
        $rows = array_map(fn(int $orderId, int $row): string => $this->query->prepare(
            '(%d, %s, %s, UTC_TIMESTAMP(3), %d)',
            $orderId,
            JourneyState::Waiting->value,
            self::waitingCode(),
            $row,
        ), array_keys($outboxRows), $outboxRows);
        $this->upsert('order_id, state, code, since, seen_row', $rows, ['seen_row = GREATEST(seen_row, VALUES(seen_row))']);
    }

    /**
     * @param list<int> $orderIds
     * @return array<int, int> the newest outbox row that was looked at for the list, by order
     */
    public function seenRows(array $orderIds): array
    {
        $rows = $orderIds === [] ? [] : $this->query->rows($this->query->prepare("SELECT order_id, seen_row FROM %i WHERE former_check = ''", $this->table) . ' AND order_id IN (' . $this->query->listOf($orderIds) . ')');
        $seen = [];
        foreach ($rows as $row) {
            $seen[(int) $row['order_id']] = (int) $row['seen_row'];
        }
        return $seen;
    }

    /** @param list<int> $orderIds these go into an answer to the connector */
    public function noteOffered(array $orderIds): void
    {
        if ($orderIds !== []) {
            $this->query->change($this->query->prepare("UPDATE %i SET offered_at = UTC_TIMESTAMP(3) WHERE offered_at IS NULL AND former_check = ''", $this->table) . ' AND order_id IN (' . $this->query->listOf($orderIds) . ')');
        }
    }

    /** The order no longer exists: its customer's data goes with it. One that was never offered ends here. */
    public function noteGone(int $orderId): void
    {
        $this->query->change($this->query->prepare(
            'UPDATE %i SET since = IF(version = 0 AND offered_at IS NULL AND gone = 0, UTC_TIMESTAMP(3), since), code = IF(version = 0 AND offered_at IS NULL, %s, code),'
            . " code_values = IF(version = 0 AND offered_at IS NULL, '{}', code_values), state = IF(version = 0 AND offered_at IS NULL, %s, state),"
            . " gone = 1, customer = '', customer_sort = '', email = '' WHERE order_id = %d AND former_check = ''",
            $this->table,
            'deleted_before_delivery',
            JourneyState::Skipped->value,
            $orderId,
        ));
    }

    /**
     * The highest version counts. What is told of another order that had this id before (its check differs) is not
     * about this one, unless it is said to be only in the ERP: that goes to its own row.
     *
     * @param list<AgentJourney> $journeys
     * @return list<AgentJourney> those that were news
     */
    public function noteFromAgent(array $journeys): array
    {
        $before = $this->versions($journeys);
        $rows = array_map(fn(AgentJourney $journey): string => $this->query->prepare(
            "(%d, %s, NULLIF(%s, ''), NULLIF(%s, ''), NULLIF(%s, ''), %s, %s, %s, %s, %s, %d, NULLIF(%s, ''), %s, NULLIF(%s, ''), NULLIF(%s, ''), NULLIF(%s, ''))",
            $journey->orderId,
            $journey->key()->formerCheck,
            $journey->check ?? '',
            $journey->total ?? '',
            $journey->currency ?? '',
            $journey->state->value,
            $journey->said,
            $journey->code,
            $journey->values,
            UtcTime::toDatabase($journey->since),
            $journey->version,
            $journey->document->id ?? '',
            $journey->document->number ?? '',
            $journey->document->url ?? '',
            $journey->document->state ?? '',
            InErp::is($journey->state, $journey->code, $journey->document !== null) ? UtcTime::toDatabase($journey->since) : '',
        ), $journeys);
        $newer = 'VALUES(version) > version AND order_check <=> COALESCE(VALUES(order_check), order_check)';
        $this->upsert(
            'order_id, former_check, order_check, total, currency, state, said_state, code, code_values, since, version, document_id, document_number, document_url, document_state, delivered_at',
            $rows,
            [
                // What the shop knows itself stays; the first delivery stays; the version last.
                'order_check = COALESCE(order_check, VALUES(order_check))',
                'total = COALESCE(total, VALUES(total))',
                'currency = COALESCE(currency, VALUES(currency))',
                "delivered_at = IF({$newer}, COALESCE(delivered_at, VALUES(delivered_at)), delivered_at)",
                ...array_map(
                    static fn(string $column): string => "{$column} = IF({$newer}, VALUES({$column}), {$column})",
                    ['state', 'said_state', 'code', 'code_values', 'since', 'document_id', 'document_number', 'document_url', 'document_state'],
                ),
                "version = IF({$newer}, VALUES(version), version)",
            ],
        );
        $after = $this->versions($journeys);
        return array_values(array_filter($journeys, static fn(AgentJourney $journey): bool => ($before[$journey->name()] ?? -1) < $journey->version && ($after[$journey->name()] ?? -1) === $journey->version));
    }

    /**
     * @param list<AgentJourney> $journeys
     * @return array<string, int> the version that counts, by the journey's name
     */
    private function versions(array $journeys): array
    {
        $orderIds = array_map(static fn(AgentJourney $journey): int => $journey->orderId, $journeys);
        $versions = [];
        foreach ($orderIds === [] ? [] : $this->query->rows($this->query->prepare('SELECT order_id, former_check, version FROM %i', $this->table) . ' WHERE order_id IN (' . $this->query->listOf($orderIds) . ')') as $row) {
            $versions["{$row['order_id']} {$row['former_check']}"] = (int) $row['version'];
        }
        return $versions;
    }

    /** The connector came back from a backup and counts its versions from there: what it says next counts again. */
    public function forgetVersions(): void
    {
        $this->query->change($this->query->prepare('UPDATE %i SET version = 0 WHERE version > 0', $this->table));
    }

    /** A person asked for something about this order, in the event of this id. */
    public function noteAsked(int $orderId, string $eventId): void
    {
        $this->query->change($this->query->prepare("UPDATE %i SET asked_event = %s WHERE order_id = %d AND former_check = ''", $this->table, $eventId, $orderId));
    }

    /** @param list<string> $eventIds these were answered by the connector */
    public function noteAnswered(array $eventIds): void
    {
        if ($eventIds !== []) {
            $this->query->change($this->query->prepare('UPDATE %i SET asked_event = NULL', $this->table) . ' WHERE asked_event IN (' . $this->query->listOf($eventIds) . ')');
        }
    }

    /**
     * Whether this order was ever in an answer to the connector. The outbox forgets what was settled 30 days ago; this
     * does not.
     */
    public function wasOffered(int $orderId): bool
    {
        return $this->query->value($this->query->prepare("SELECT 1 FROM %i WHERE order_id = %d AND former_check = '' AND offered_at IS NOT NULL", $this->table, $orderId)) !== null;
    }

    /**
     * @return list<int> orders that were in an answer to the connector, and are still to be delivered or were placed
     *   within these days
     */
    public function offeredLately(int $days): array
    {
        $rows = $this->query->rows($this->query->prepare(
            "SELECT order_id FROM %i WHERE former_check = '' AND offered_at IS NOT NULL AND gone = 0 AND (state NOT IN (%s, %s) OR placed_at > UTC_TIMESTAMP(3) - INTERVAL %d DAY) ORDER BY order_id",
            $this->table,
            JourneyState::Delivered->value,
            JourneyState::Skipped->value,
            $days,
        ));
        return array_map(intval(...), array_column($rows, 'order_id'));
    }

    /**
     * @param list<int> $orderIds
     * @return array<int, string> the last number the shop displayed, by order
     */
    public function numbers(array $orderIds): array
    {
        $numbers = [];
        foreach ($orderIds === [] ? [] : $this->query->rows($this->query->prepare('SELECT order_id, order_number FROM %i', $this->table) . " WHERE former_check = '' AND order_number <> '' AND order_id IN (" . $this->query->listOf($orderIds) . ')') as $row) {
            $numbers[(int) $row['order_id']] = (string) $row['order_number'];
        }
        return $numbers;
    }

    private static function waitingCode(): string
    {
        return Instance::cutover() === null ? 'order_recorded' : 'order_waiting';
    }

    /**
     * @param list<string> $rows `(…)`, prepared
     * @param list<string> $updates what happens to a row that is there
     */
    private function upsert(string $columns, array $rows, array $updates): void
    {
        if ($rows !== []) {
            $this->query->change($this->query->prepare('INSERT INTO %i', $this->table) . " ({$columns}) VALUES " . implode(', ', $rows) . ' ON DUPLICATE KEY UPDATE ' . implode(', ', $updates));
        }
    }
}
