<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

use Counterfoil\Admin\ConnectionState;
use Counterfoil\Database\OwnQuery;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * A shop that came back from a backup gives ids again. The order that had one before keeps a row of its own in the
 * journeys, under its check, if the ERP has it; with the customer and the day that the shop still knew. What the
 * connector says of it comes later, and counts more.
 */
final class FormerOrders
{
    private readonly OwnQuery $query;
    private readonly string $table;
    private readonly JourneyDocumentsTable $documents;
    private readonly JourneyStepsTable $steps;

    public function __construct(\wpdb $db)
    {
        $this->query = new OwnQuery($db);
        $this->table = JourneysTable::name($db->prefix);
        $this->documents = new JourneyDocumentsTable($db);
        $this->steps = new JourneyStepsTable($db);
    }

    /**
     * Before a reading of these orders is written over what was known of their ids.
     *
     * @param list<ShopKnowledge> $orders
     */
    public function makeWay(array $orders): void
    {
        $read = array_column($orders, null, 'orderId');
        foreach ($this->rows(array_keys($read)) as $row) {
            $order = $read[(int) $row['order_id']];
            $check = (string) $row['order_check'];
            $isFormer = $row['former_check'] !== '';
            if ($isFormer && $check === $order->check) {
                // Another backup was put back, one in which it is.
                $this->forget(new JourneyKey($order->orderId, $check));
            }
            if (!$isFormer && $check !== '' && $check !== $order->check && $order->readNumber >= (int) $row['shop_read_number']) {
                $this->becomeFormer($order->orderId, $check, (string) $row['document_number'], $row['in_erp'] === '1');
            }
        }
    }

    private function becomeFormer(int $orderId, string $check, string $number, bool $isInErp): void
    {
        $this->steps->becomeFormer($orderId, $check);
        if (!$isInErp) {
            $this->documents->drop(new JourneyKey($orderId));
            return;
        }
        $kept = 'order_id, order_number, order_check, customer, customer_sort, email, total, currency, order_status, placed_at, offered_at, document_id, document_number, document_url, document_state';
        $this->query->change($this->query->prepare(
            "INSERT IGNORE INTO %i (former_check, state, said_state, code, code_values, since, {$kept}) SELECT order_check, %s, %s, 'order_only_in_erp', %s, UTC_TIMESTAMP(3), {$kept} FROM %i"
            . " WHERE order_id = %d AND former_check = ''",
            $this->table,
            JourneyState::OnlyInErp->value,
            JourneyState::OnlyInErp->value,
            MessageValues::encode(['erp' => ConnectionState::erpName(), 'document' => $number]),
            $this->table,
            $orderId,
        ));
        $this->documents->becomeFormer($orderId, $check);
    }

    private function forget(JourneyKey $key): void
    {
        $this->query->change($this->query->prepare('DELETE FROM %i WHERE order_id = %d AND former_check = %s', $this->table, $key->orderId, $key->formerCheck));
        $this->documents->drop($key);
    }

    /**
     * @param list<int> $orderIds
     * @return list<array<string, string|null>>
     */
    private function rows(array $orderIds): array
    {
        return $orderIds === [] ? [] : $this->query->rows(
            'SELECT order_id, former_check, order_check, shop_read_number, document_number, ' . InErp::condition() . $this->query->prepare(' AS in_erp FROM %i', $this->table)
            . ' WHERE order_id IN (' . $this->query->listOf($orderIds) . ')',
        );
    }
}
