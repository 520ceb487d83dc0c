<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

use Counterfoil\Database\OwnQuery;
use Counterfoil\Database\UtcTime;
use Counterfoil\Resources\DecimalText;

if (!defined('ABSPATH')) {
    exit;
}

/** Why orders need a person: each reason with how many orders, how much money and since when. */
final class HeldReasons
{
    private const LIMIT = 100;
    private const CURRENCIES = 20;

    /**
     * @return list<array{code: string, count: int, money: list<array{amount: string, currency: string}>,
     *   oldestAt: string}> the most money in the shop's own currency first
     */
    public static function ofThisSite(): array
    {
        global $wpdb;
        /** @var \wpdb $wpdb */
        $query = new OwnQuery($wpdb);
        $held = $query->prepare(' FROM %i', JourneysTable::name($wpdb->prefix)) . ' WHERE state IN (' . $query->listOf([JourneyState::Held->value, JourneyState::Broken->value]) . ')';
        $reasons = $query->rows(
            "SELECT code, COUNT(*) AS orders, MIN(COALESCE(placed_at, since)) AS oldest{$held} GROUP BY code"
            . $query->prepare(' ORDER BY SUM(IF(currency = %s, total, 0)) DESC, orders DESC, code LIMIT %d', get_woocommerce_currency(), self::LIMIT),
        );
        $money = [];
        foreach ($query->rows("SELECT code, currency, SUM(total) AS amount{$held} AND currency IS NOT NULL AND total IS NOT NULL GROUP BY code, currency ORDER BY COUNT(*) DESC, currency") as $sum) {
            $money[(string) $sum['code']][] = ['amount' => DecimalText::of($sum['amount']), 'currency' => (string) $sum['currency']];
        }
        return array_map(static fn(array $row): array => [
            'code' => (string) $row['code'],
            'count' => (int) $row['orders'],
            'money' => array_slice($money[(string) $row['code']] ?? [], 0, self::CURRENCIES),
            'oldestAt' => UtcTime::fromDatabase((string) $row['oldest']),
        ], $reasons);
    }
}
