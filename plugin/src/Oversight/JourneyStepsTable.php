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

    /**
     * Said once per order (an id with its check), whoever says it first: shop and connector both know when an order was
     * placed.
     */
    private const ONCE_PER_ORDER = ['step_placed'];
    /**
     * What a line that names the customer becomes once the person was erased: agent/src/flow/receipts/journey-table.ts.
     */
    private const ERASED = ['step_customer_found' => 'step_customer_found_erased', 'step_customer_made' => 'step_customer_made_erased'];

    public static function createStatement(string $prefix, string $charset): string
    {
        $table = self::name($prefix);
        return "CREATE TABLE {$table} (
            id bigint(20) unsigned NOT NULL auto_increment,
            step_id char(36) NOT NULL,
            order_id bigint(20) unsigned NOT NULL,
            order_check char(6) DEFAULT NULL,
            about_kind varchar(60) DEFAULT NULL,
            about_shop_id bigint(20) unsigned DEFAULT NULL,
            about_generation smallint(5) unsigned DEFAULT NULL,
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
            $step->check,
            $step->about?->kind,
            $step->about?->shopId,
            $step->about?->generation,
            in_array($step->code, self::ONCE_PER_ORDER, true) ? trim("{$step->code} {$step->check}") : $step->id,
            UtcTime::toDatabase($step->at),
            $step->code,
            MessageValues::encode($step->values),
        ]) . ')', $steps);
        if ($rows !== []) {
            $this->query->change($this->query->prepare('INSERT IGNORE INTO %i', $this->table) . ' (step_id, order_id, order_check, about_kind, about_shop_id, about_generation, once, at, code, code_values) VALUES ' . implode(', ', $rows));
        }
    }

    /**
     * Of this order, not of another that has or had its id.
     *
     * @param JourneyKey $key of the journey
     * @param string|null $check of its order; null: not known
     * @return list<JourneyStep> in time order; of more than `$limit` the newest
     */
    public function of(JourneyKey $key, ?string $check, int $limit = 500): array
    {
        $isItsOwn = match (true) {
            $key->isFormer() => $this->query->prepare('order_check = %s', $key->formerCheck),
            $check !== null => $this->query->prepare('(order_check IS NULL OR order_check = %s)', $check),
            default => '1 = 1',
        };
        $rows = $this->query->rows(
            $this->query->prepare('SELECT step_id, order_id, order_check, about_kind, about_shop_id, about_generation, at, code, code_values FROM %i WHERE order_id = %d', $this->table, $key->orderId)
            . " AND {$isItsOwn}" . $this->query->prepare(' ORDER BY at DESC, id DESC LIMIT %d', $limit),
        );
        return array_reverse(array_map(static fn(array $row): JourneyStep => new JourneyStep(
            (string) $row['step_id'],
            (int) $row['order_id'],
            UtcTime::fromDatabase((string) $row['at']),
            (string) $row['code'],
            MessageValues::decode((string) $row['code_values']),
            $row['order_check'],
            $row['about_kind'] === null ? null : new DocumentKey($row['about_kind'], (int) $row['about_shop_id'], (int) $row['about_generation']),
        ), $rows));
    }

    /** Another order has the id now: lines of which it was not known whose they are were the one's before. */
    public function becomeFormer(int $orderId, string $check): void
    {
        $this->query->change($this->query->prepare('UPDATE %i SET order_check = %s WHERE order_id = %d AND order_check IS NULL', $this->table, $check, $orderId));
    }

    /**
     * @param list<JourneyKey> $keys of orders whose customer was erased: what may name them goes from the steps; of the
     *   order that the shop has now,
     *     from all but those of former orders
     * @return int how many did
     */
    public function erasePersons(array $keys): int
    {
        $changed = 0;
        $ofOrders = array_map(fn(JourneyKey $key): string => $key->isFormer()
            ? $this->query->prepare('(order_id = %d AND order_check = %s)', $key->orderId, $key->formerCheck)
            : $this->query->prepare(
                "(order_id = %d AND (order_check IS NULL OR order_check NOT IN (SELECT former_check FROM %i WHERE order_id = %d AND former_check <> '')))",
                $key->orderId,
                JourneysTable::name($this->db->prefix),
                $key->orderId,
            ), $keys);
        $rows = $ofOrders === [] ? [] : $this->query->rows($this->query->prepare('SELECT id, code, code_values FROM %i', $this->table) . ' WHERE ' . implode(' OR ', $ofOrders));
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
