<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

use Counterfoil\Database\OwnQuery;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * The list of orders with their journeys, for the screens: reads the plugin's own tables only, so it works while the
 * connector is off.
 */
final class ListJourneys
{
    public const PER_PAGE = 100;

    private readonly OwnQuery $query;
    private readonly string $table;

    public function __construct(private readonly \wpdb $db)
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

    /**
     * @param int $page from 1
     * @return array{rows: list<JourneyRow>, total: int}
     */
    public function page(JourneyFilter $filter, int $page = 1, int $perPage = 25): array
    {
        $perPage = max(1, min(self::PER_PAGE, $perPage));
        $where = $this->where($filter);
        $direction = $filter->descending ? 'DESC' : 'ASC';
        $sorted = ' ORDER BY ' . ($filter->orderBy === JourneyOrder::Total ? $this->byCurrency() : '') . "{$filter->orderBy->column()} {$direction}, order_id {$direction}, former_check {$direction}";
        // The ids of the page first: sorting whole rows, and passing over those of the pages before, took 6 times as
        // long at 100,000 orders.
        $ids = $this->query->prepare('SELECT order_id, former_check FROM %i', $this->table) . " WHERE {$where}{$sorted} LIMIT {$perPage} OFFSET " . (max(1, $page) - 1) * $perPage;
        $rows = $this->query->rows('SELECT ' . JourneyRow::COLUMNS . $this->query->prepare(' FROM %i', $this->table) . " INNER JOIN ({$ids}) AS page USING (order_id, former_check){$sorted}");
        $total = (int) $this->query->value($this->query->prepare('SELECT COUNT(*) FROM %i', $this->table) . " WHERE {$where}");
        return ['rows' => array_map(JourneyRow::fromColumns(...), $rows), 'total' => $total];
    }

    /** The order that the shop has under this id. */
    public function one(int $orderId): ?JourneyRow
    {
        return $this->several([$orderId])[$orderId] ?? null;
    }

    public function of(JourneyKey $key): ?JourneyRow
    {
        $row = $this->query->rows('SELECT ' . JourneyRow::COLUMNS . $this->query->prepare(' FROM %i WHERE order_id = %d AND former_check = %s', $this->table, $key->orderId, $key->formerCheck))[0] ?? null;
        return $row === null ? null : JourneyRow::fromColumns($row);
    }

    /**
     * The orders that the shop has under these ids. For a column of WooCommerce's own list: one query for a page of it.
     *
     * @param list<int> $orderIds
     * @return array<int, JourneyRow> by order; without those that have no journey
     */
    public function several(array $orderIds): array
    {
        $rows = [];
        foreach ($orderIds === [] ? [] : $this->query->rows('SELECT ' . JourneyRow::COLUMNS . $this->query->prepare(" FROM %i WHERE former_check = ''", $this->table) . ' AND order_id IN (' . $this->query->listOf($orderIds) . ')') as $row) {
            $rows[(int) $row['order_id']] = JourneyRow::fromColumns($row);
        }
        return $rows;
    }

    /**
     * Orders that stand still for this reason and of which nobody asked anything yet, the oldest first.
     *
     * @return array{rows: list<JourneyRow>, total: int}
     */
    public function heldFor(string $code, int $limit): array
    {
        $where = ' WHERE ' . $this->query->prepare('state = %s AND code = %s AND asked_event IS NULL', JourneyState::Held->value, $code);
        $rows = $this->query->rows('SELECT ' . JourneyRow::COLUMNS . $this->query->prepare(' FROM %i', $this->table) . "{$where} ORDER BY order_id LIMIT {$limit}");
        $total = (int) $this->query->value($this->query->prepare('SELECT COUNT(*) FROM %i', $this->table) . $where);
        return ['rows' => array_map(JourneyRow::fromColumns(...), $rows), 'total' => $total];
    }

    /** @return array<string, int> by state, each of them, 0 too */
    public function counts(): array
    {
        $counts = array_fill_keys(array_map(static fn(JourneyState $state): string => $state->value, JourneyState::cases()), 0);
        foreach ($this->query->rows($this->query->prepare('SELECT state, COUNT(*) AS orders FROM %i GROUP BY state', $this->table)) as $row) {
            $counts[(string) $row['state']] = (int) $row['orders'];
        }
        return $counts;
    }

    public function countInErp(): int
    {
        return (int) $this->query->value($this->query->prepare('SELECT COUNT(*) FROM %i', $this->table) . ' WHERE ' . InErp::condition());
    }

    /**
     * @return list<array{code: string, count: int}> why orders are held, broken, left out or left as they are, most
     *   frequent first
     */
    public function reasons(): array
    {
        $states = $this->query->listOf([JourneyState::Held->value, JourneyState::Skipped->value, JourneyState::Broken->value, JourneyState::LeftAsIs->value]);
        $rows = $this->query->rows($this->query->prepare('SELECT code, COUNT(*) AS orders FROM %i', $this->table) . " WHERE state IN ({$states}) GROUP BY code ORDER BY orders DESC, code LIMIT 100");
        return array_map(static fn(array $row): array => ['code' => (string) $row['code'], 'count' => (int) $row['orders']], $rows);
    }

    /**
     * Amounts of one currency only are compared with each other, those of the shop's own come first: 9,000 yen are not
     * more than 119 euros.
     */
    private function byCurrency(): string
    {
        return $this->query->prepare('COALESCE(currency = %s, 0) DESC, currency, ', get_woocommerce_currency());
    }

    private function where(JourneyFilter $filter): string
    {
        $where = ['1 = 1'];
        if ($filter->states !== []) {
            $where[] = 'state IN (' . $this->query->listOf(array_map(static fn(JourneyState $state): string => $state->value, $filter->states)) . ')';
        }
        if ($filter->inErp) {
            $where[] = InErp::condition();
        }
        if ($filter->reason !== null) {
            $where[] = $this->query->prepare('code = %s', $filter->reason);
        }
        if ($filter->day !== null) {
            $day = ShopDay::of($filter->day);
            $where[] = $this->query->prepare('placed_at >= %s AND placed_at < %s', $day->beginsAt, $day->endsAt);
        }
        $searched = ltrim(trim($filter->search ?? ''), '#');
        if ($searched !== '') {
            $where[] = $this->searchFor($searched);
        }
        return implode(' AND ', $where);
    }

    /** Beginnings only, each with its own index: `%text%` would read the whole table. */
    private function searchFor(string $searched): string
    {
        $beginning = $this->db->esc_like($searched) . '%';
        $either = array_map(
            fn(string $column): string => $this->query->prepare("{$column} LIKE %s", $beginning),
            ['order_number', 'email', 'customer', 'customer_sort', 'document_number'],
        );
        if (preg_match('/^[1-9]\d{0,17}$/D', $searched) === 1) {
            $either[] = 'order_id = ' . $searched;
        }
        return '(' . implode(' OR ', $either) . ')';
    }
}
