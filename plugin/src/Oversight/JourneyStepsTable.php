<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

use Counterfoil\Database\OwnTable;
use Counterfoil\Database\UtcTime;

if (!defined('ABSPATH')) {
    exit;
}

/** The lines of each order's journey, from both sides. Only ever added; a step that came before is not added again. */
final class JourneyStepsTable extends OwnTable
{
    protected const NAME = 'journey_steps';

    /** Said once per order, whoever says it first: shop and connector both know when an order was placed. */
    private const ONCE_PER_ORDER = ['step_placed'];
    /** What a line that names the customer becomes once the person was erased: agent/src/flow/receipts/journey-table.ts. */
    private const ERASED = ['step_customer_found' => 'step_customer_found_erased', 'step_customer_made' => 'step_customer_made_erased'];

    public static function createStatement(string $prefix, string $charset): string
    {
        $table = self::name($prefix);
        return "CREATE TABLE {$table} (
            id bigint(20) unsigned NOT NULL auto_increment,
            step_id char(36) NOT NULL,
            order_id bigint(20) unsigned NOT NULL,
            once varchar(60) NOT NULL,
            at datetime(3) NOT NULL,
            code varchar(60) NOT NULL,
            code_values longtext DEFAULT NULL,
            PRIMARY KEY  (id),
            UNIQUE KEY step_id (step_id),
            UNIQUE KEY once_per_order (order_id,once),
            KEY order_at (order_id,at)
        ) ENGINE=InnoDB {$charset};";
    }

    /** @param list<JourneyStep> $steps */
    public function add(array $steps): void
    {
        $rows = array_map(fn(JourneyStep $step): string => '(' . $this->query->listOf([
            $step->id,
            $step->orderId,
            in_array($step->code, self::ONCE_PER_ORDER, true) ? $step->code : $step->id,
            UtcTime::toDatabase($step->at),
            $step->code,
            MessageValues::encode($step->values),
        ]) . ')', $steps);
        if ($rows !== []) {
            $this->query->change($this->query->prepare('INSERT IGNORE INTO %i', $this->table) . ' (step_id, order_id, once, at, code, code_values) VALUES ' . implode(', ', $rows));
        }
    }

    /** @return list<JourneyStep> in time order; of more than `$limit` the newest */
    public function of(int $orderId, int $limit = 500): array
    {
        $rows = $this->query->rows($this->query->prepare('SELECT step_id, order_id, at, code, code_values FROM %i WHERE order_id = %d ORDER BY at DESC, id DESC LIMIT %d', $this->table, $orderId, $limit));
        return array_reverse(array_map(static fn(array $row): JourneyStep => new JourneyStep(
            (string) $row['step_id'],
            (int) $row['order_id'],
            UtcTime::fromDatabase((string) $row['at']),
            (string) $row['code'],
            MessageValues::decode((string) $row['code_values']),
        ), $rows));
    }

    /**
     * @param list<int> $orderIds whose customer was erased: what may name them goes from the steps
     * @return int how many did
     */
    public function erasePersons(array $orderIds): int
    {
        $changed = 0;
        $rows = $orderIds === [] ? [] : $this->query->rows(
            $this->query->prepare('SELECT id, code, code_values FROM %i', $this->table) . ' WHERE order_id IN (' . $this->query->listOf($orderIds) . ')',
        );
        foreach ($rows as $row) {
            $code = (string) $row['code'];
            $values = isset(self::ERASED[$code])
                ? MessageValues::encode(array_diff_key(MessageValues::decode((string) $row['code_values']), ['customer' => true]))
                : ErasedValues::of((string) $row['code_values']);
            if ($values !== null) {
                $changed += $this->query->change($this->query->prepare('UPDATE %i SET code = %s, code_values = %s WHERE id = %d', $this->table, self::ERASED[$code] ?? $code, $values, (int) $row['id']));
            }
        }
        return $changed;
    }
}
