<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

use Counterfoil\Database\OwnQuery;

if (!defined('ABSPATH')) {
    exit;
}

/** Finding a person in the journeys, and erasing them there. */
final class PersonsInJourneys
{
    private readonly OwnQuery $query;
    private readonly string $table;

    public function __construct(\wpdb $db)
    {
        $this->query = new OwnQuery($db);
        $this->table = JourneysTable::name($db->prefix);
    }

    public static function ofThisSite(): self
    {
        global $wpdb;
        /** @var \wpdb $wpdb */
        return new self($wpdb);
    }

    /** @return list<JourneyRow> orders of this address, by their ids; former ones, too */
    public function ofEmail(string $email, int $limit, int $offset): array
    {
        return array_map(JourneyRow::fromColumns(...), $email === '' ? [] : $this->query->rows(
            'SELECT ' . JourneyRow::COLUMNS . $this->query->prepare(' FROM %i WHERE email = %s ORDER BY order_id, former_check LIMIT %d OFFSET %d', $this->table, $email, $limit, max(0, $offset)),
        ));
    }

    /**
     * @param list<int> $orderIds
     * @return list<JourneyKey> those of their former orders that no address would find: the shop lost name and address
     *   with them
     */
    public function notFoundByAddress(array $orderIds): array
    {
        $rows = $orderIds === [] ? [] : $this->query->rows(
            $this->query->prepare("SELECT order_id, former_check FROM %i WHERE former_check <> '' AND email = ''", $this->table) . ' AND order_id IN (' . $this->query->listOf($orderIds) . ')',
        );
        return array_map(static fn(array $row): JourneyKey => new JourneyKey((int) $row['order_id'], (string) $row['former_check']), $rows);
    }

    /** @param list<JourneyKey> $keys whose customer was erased: name and address go, the order stays in the list */
    public function erase(array $keys): int
    {
        $changed = 0;
        foreach (array_chunk($keys, 100) as $some) {
            $these = ' WHERE ' . $this->among($some);
            $changed += $this->query->change($this->query->prepare("UPDATE %i SET customer = '', customer_sort = '', email = ''", $this->table) . $these);
            foreach ($this->query->rows($this->query->prepare('SELECT order_id, former_check, code_values FROM %i', $this->table) . $these) as $row) {
                $erased = ErasedValues::of((string) $row['code_values']);
                $changed += $erased === null ? 0 : $this->query->change($this->query->prepare(
                    'UPDATE %i SET code_values = %s WHERE order_id = %d AND former_check = %s',
                    $this->table,
                    $erased,
                    (int) $row['order_id'],
                    (string) $row['former_check'],
                ));
            }
        }
        return $changed;
    }

    /** @param list<JourneyKey> $keys */
    public function countSent(array $keys): int
    {
        return $keys === [] ? 0 : (int) $this->query->value(
            $this->query->prepare("SELECT COUNT(*) FROM %i WHERE (offered_at IS NOT NULL OR former_check <> '')", $this->table) . ' AND ' . $this->among($keys),
        );
    }

    /** @param non-empty-list<JourneyKey> $keys */
    private function among(array $keys): string
    {
        return '(' . implode(' OR ', array_map(
            fn(JourneyKey $key): string => $this->query->prepare('(order_id = %d AND former_check = %s)', $key->orderId, $key->formerCheck),
            $keys,
        )) . ')';
    }
}
