<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

use Counterfoil\Database\OwnQuery;
use Counterfoil\Database\UtcTime;
use Counterfoil\Resources\DecimalText;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * The figures of the overview: how much waits and since when, what needs a person, how today went. From the plugin's
 * own tables only.
 */
final class OverviewFigures
{
    private const GOING = [JourneyState::Waiting, JourneyState::Working, JourneyState::InDoubt];

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

    /**
     * @return array{count: int, oldestAt: string|null, money: list<array{amount: string, currency: string}>} orders on
     *   their way to the ERP
     */
    public function waiting(): array
    {
        $states = $this->listOf(self::GOING);
        $oldest = $this->query->value($this->query->prepare('SELECT MIN(COALESCE(placed_at, since)) FROM %i', $this->table) . " WHERE state IN ({$states})");
        return ['count' => $this->count($states), 'oldestAt' => UtcTime::fromDatabaseOrNull($oldest), 'money' => $this->money($states)];
    }

    /**
     * @return array{count: int, money: list<array{amount: string, currency: string}>, rows: list<JourneyRow>} orders
     *   that need a person, biggest first
     */
    public function held(int $rows = 5): array
    {
        $states = $this->listOf([JourneyState::Held, JourneyState::Broken]);
        // Amounts of different currencies are not compared: those of the shop's own come first.
        $biggest = $this->query->rows('SELECT ' . JourneyRow::COLUMNS . $this->query->prepare(' FROM %i', $this->table)
            . " WHERE state IN ({$states})"
            . $this->query->prepare(' ORDER BY COALESCE(currency = %s, 0) DESC, currency, total DESC, since LIMIT %d', get_woocommerce_currency(), max(1, $rows)));
        return ['count' => $this->count($states), 'money' => $this->money($states), 'rows' => array_map(JourneyRow::fromColumns(...), $biggest)];
    }

    public function heldCount(): int
    {
        return $this->count($this->listOf([JourneyState::Held, JourneyState::Broken]));
    }

    /**
     * Orders of the shop placed today, in its time zone, and where they stand. `delivered`: in the ERP as a fact, also
     * those that changed since.
     *
     * @return array{placed: int, notPaid: int, delivered: int, changedSince: int, held: int, skipped: int,
     *   hours: list<array{hour: int, placed: int, delivered: int}>}
     */
    public function today(\DateTimeImmutable $now): array
    {
        $day = ShopDay::today($now);
        $placedToday = $this->query->prepare("former_check = '' AND placed_at >= %s AND placed_at < %s", $day->beginsAt, $day->endsAt);
        $count = ['placed' => 0];
        foreach ($this->query->rows($this->query->prepare('SELECT state, COUNT(*) AS orders FROM %i', $this->table) . " WHERE {$placedToday} GROUP BY state") as $row) {
            $count[(string) $row['state']] = (int) $row['orders'];
            $count['placed'] += (int) $row['orders'];
        }
        return [
            'placed' => $count['placed'],
            'notPaid' => $count['not_paid'] ?? 0,
            'delivered' => $this->countWhere("{$placedToday} AND " . InErp::condition()),
            'changedSince' => $this->countWhere("{$placedToday} AND " . InErp::changedSince()),
            'held' => ($count['held'] ?? 0) + ($count['broken'] ?? 0),
            'skipped' => $count['skipped'] ?? 0,
            'hours' => $this->hours($day),
        ];
    }

    /**
     * @return list<array{hour: int, placed: int, delivered: int}> hours since the day began; 25 of them when clocks go
     *   back
     */
    private function hours(ShopDay $day): array
    {
        $hours = [];
        foreach (['placed' => 'placed_at', 'delivered' => 'delivered_at'] as $what => $column) {
            $rows = $this->query->rows($this->query->prepare(
                "SELECT TIMESTAMPDIFF(HOUR, %s, {$column}) AS hour, COUNT(*) AS orders FROM %i WHERE former_check = '' AND {$column} >= %s AND {$column} < %s GROUP BY hour",
                $day->beginsAt,
                $this->table,
                $day->beginsAt,
                $day->endsAt,
            ));
            foreach ($rows as $row) {
                $hours[(int) $row['hour']][$what] = (int) $row['orders'];
            }
        }
        ksort($hours);
        $said = [];
        foreach ($hours as $hour => $counts) {
            $said[] = ['hour' => $hour, 'placed' => $counts['placed'] ?? 0, 'delivered' => $counts['delivered'] ?? 0];
        }
        return $said;
    }

    private function count(string $states): int
    {
        return $this->countWhere("state IN ({$states})");
    }

    private function countWhere(string $where): int
    {
        return (int) $this->query->value($this->query->prepare('SELECT COUNT(*) FROM %i', $this->table) . " WHERE {$where}");
    }

    /** @return list<array{amount: string, currency: string}> largest count of orders first */
    private function money(string $states): array
    {
        $rows = $this->query->rows($this->query->prepare('SELECT currency, SUM(total) AS amount FROM %i', $this->table) . " WHERE state IN ({$states}) AND currency IS NOT NULL AND total IS NOT NULL GROUP BY currency ORDER BY COUNT(*) DESC LIMIT 20");
        return array_map(static fn(array $row): array => ['amount' => DecimalText::of($row['amount']), 'currency' => (string) $row['currency']], $rows);
    }

    /** @param list<JourneyState> $states */
    private function listOf(array $states): string
    {
        return $this->query->listOf(array_map(static fn(JourneyState $state): string => $state->value, $states));
    }
}
