<?php

declare(strict_types=1);

namespace Counterfoil\Outbox;

use Counterfoil\Database\OwnQuery;
use Counterfoil\Database\QueryFailed;

if (!defined('ABSPATH')) {
    exit;
}

/** What the outbox knows about orders, over all their rows. Throws QueryFailed as OutboxTable does. */
final class OrdersInOutbox
{
    private readonly OwnQuery $query;
    private readonly string $table;

    public function __construct(\wpdb $db)
    {
        $this->query = new OwnQuery($db);
        $this->table = OutboxTable::name($db->prefix);
    }

    /**
     * Orders whose rows nobody has read yet: the connector is off, or not there yet.
     *
     * @return array<int, int> id of the newest such row below `$beforeRow`, by order; newest first
     */
    public function unreadOrders(int $limit, int $beforeRow): array
    {
        $rows = $this->query->rows($this->query->prepare(
            'SELECT order_id, MAX(id) AS newest FROM %i WHERE state = %s AND read_number IS NULL AND event_type = %s AND id < %d GROUP BY order_id ORDER BY newest DESC LIMIT %d',
            $this->table,
            RowState::Waiting->value,
            EventType::OrderChanged->value,
            $beforeRow,
            $limit,
        ));
        $newest = [];
        foreach ($rows as $row) {
            $newest[(int) $row['order_id']] = (int) $row['newest'];
        }
        return $newest;
    }

    /**
     * What the outbox will still bring about these orders. `unread`: a waiting row that was not read yet; `read`: the
     * fingerprints in which waiting rows were read; `inMotion`: a row was written within the last minute.
     *
     * @param list<int> $orderIds
     * @return array<int, array{unread: bool, read: list<string>, inMotion: bool}> by order id
     */
    public function onTheirWay(array $orderIds): array
    {
        $rows = $this->query->rows(
            $this->query->prepare('SELECT order_id, state, read_number, noted_fingerprint, recorded_at > UTC_TIMESTAMP(3) - INTERVAL 1 MINUTE AS in_motion FROM %i', $this->table)
            . ' WHERE order_id IN (' . $this->query->listOf($orderIds) . ')'
            . $this->query->prepare(' AND (state = %s OR recorded_at > UTC_TIMESTAMP(3) - INTERVAL 1 MINUTE)', RowState::Waiting->value),
        );
        $ways = [];
        foreach ($rows as $row) {
            $way = $ways[(int) $row['order_id']] ?? ['unread' => false, 'read' => [], 'inMotion' => false];
            $waiting = $row['state'] === RowState::Waiting->value;
            $way['unread'] = $way['unread'] || ($waiting && $row['read_number'] === null);
            $way['inMotion'] = $way['inMotion'] || $row['in_motion'] === '1';
            if ($waiting && $row['noted_fingerprint'] !== null) {
                $way['read'][] = $row['noted_fingerprint'];
            }
            $ways[(int) $row['order_id']] = $way;
        }
        return $ways;
    }

    /** @return bool whether this order was ever in an answer to the agent, as far as the outbox remembers */
    public function wasOffered(int $orderId): bool
    {
        return $this->query->value($this->query->prepare('SELECT 1 FROM %i WHERE order_id = %d AND times_offered > 0 LIMIT 1', $this->table, $orderId)) !== null;
    }

    /** Whether a hook said that this order left a status that counts, as far as the outbox remembers. */
    public function wasCalledOff(int $orderId): bool
    {
        return $this->query->value($this->query->prepare('SELECT 1 FROM %i WHERE order_id = %d AND reason = %s LIMIT 1', $this->table, $orderId, EventReason::OrderCalledOff->value)) !== null;
    }

    /**
     * Of these refunds, those whose `woocommerce_refund_created` was seen. The others are final once they stood
     * unchanged for 5 minutes.
     *
     * @param list<int> $refundIds
     * @param list<int> $orderIds the orders they belong to
     * @return list<int>
     */
    public function refundsSeenMade(array $refundIds, array $orderIds): array
    {
        if ($refundIds === [] || $orderIds === []) {
            return [];
        }
        $orders = $this->query->listOf($orderIds);
        $refunds = $this->query->listOf($refundIds);
        $rows = $this->query->rows($this->query->prepare('SELECT DISTINCT refund_id FROM %i', $this->table) . " WHERE order_id IN ({$orders}) AND refund_id IN ({$refunds})");
        return array_map(intval(...), array_column($rows, 'refund_id'));
    }
}
