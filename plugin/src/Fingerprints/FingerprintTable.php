<?php

declare(strict_types=1);

namespace Counterfoil\Fingerprints;

use Counterfoil\Database\OwnTable;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * One row per order: the fingerprint of the newest state that the agent has kept, that the shop itself settled, or that
 * an order had which is older than the cutover. A state that nobody has looked at has no row here: that is how the
 * sweep finds it.
 */
final class FingerprintTable extends OwnTable
{
    protected const NAME = 'fingerprints';

    public static function createStatement(string $prefix, string $charset): string
    {
        $table = self::name($prefix);
        return "CREATE TABLE {$table} (
            order_id bigint(20) unsigned NOT NULL,
            recipe varchar(20) NOT NULL,
            fingerprint char(40) NOT NULL,
            read_number bigint(20) unsigned NOT NULL DEFAULT 0,
            kept_at datetime(3) NOT NULL,
            PRIMARY KEY  (order_id)
        ) ENGINE=InnoDB {$charset};";
    }

    /**
     * Of two states of an order the one with the higher read number is the newer; an older one never replaces it.
     *
     * @param list<KnownState> $states at most one per order; one with an empty fingerprint takes the row away
     */
    public function keep(array $states): void
    {
        $gone = array_values(array_filter($states, static fn(KnownState $state): bool => $state->fingerprint === ''));
        foreach ($gone as $state) {
            $this->query->change($this->query->prepare('DELETE FROM %i WHERE order_id = %d AND read_number <= %d', $this->table, $state->orderId, $state->readNumber));
        }
        $present = array_filter($states, static fn(KnownState $state): bool => $state->fingerprint !== '');
        if ($present === []) {
            return;
        }
        $values = implode(',', array_map(
            fn(KnownState $state): string => '(' . $this->query->listOf([$state->orderId, $state->recipe, $state->fingerprint, $state->readNumber]) . ', UTC_TIMESTAMP(3))',
            $present,
        ));
        // read_number last: MySQL assigns from left to right, and the three before compare with the old one.
        $newer = 'VALUES(read_number) >= read_number';
        $this->query->change(
            $this->query->prepare('INSERT INTO %i (order_id, recipe, fingerprint, read_number, kept_at)', $this->table)
            . " VALUES {$values} ON DUPLICATE KEY UPDATE recipe = IF({$newer}, VALUES(recipe), recipe), fingerprint = IF({$newer}, VALUES(fingerprint), fingerprint),"
            . " kept_at = IF({$newer}, VALUES(kept_at), kept_at), read_number = GREATEST(read_number, VALUES(read_number))",
        );
    }

    /**
     * @param list<int> $orderIds
     * @return array<int, KnownState> by order id
     */
    public function of(array $orderIds): array
    {
        $rows = $this->query->rows($this->query->prepare('SELECT order_id, recipe, fingerprint, read_number, kept_at FROM %i', $this->table) . ' WHERE order_id IN (' . $this->query->listOf($orderIds) . ')');
        $states = [];
        foreach ($rows as $row) {
            $states[(int) $row['order_id']] = new KnownState((int) $row['order_id'], (string) $row['recipe'], (string) $row['fingerprint'], (int) $row['read_number'], $row['kept_at']);
        }
        return $states;
    }

    /**
     * The known order ids above this one, ascending: to walk them in slices.
     *
     * @return list<int>
     */
    public function idsAbove(int $orderId, int $limit): array
    {
        $rows = $this->query->rows($this->query->prepare('SELECT order_id FROM %i WHERE order_id > %d ORDER BY order_id LIMIT %d', $this->table, $orderId, $limit));
        return array_map(intval(...), array_column($rows, 'order_id'));
    }
}
