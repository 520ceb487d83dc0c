<?php

declare(strict_types=1);

namespace Counterfoil\Resources;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Whether an order is whole: its lines, shipping, fees and taxes make its total, to the last unit of the currency.
 * WooCommerce rounds taxes in several places (per line, per rate, not at all, by setting and by release), so the total
 * may come from any of four sums; of 60 real checkouts with prices that include tax, 6 have a total that only the
 * unrounded taxes of the lines make. It keeps lines unrounded and sums them rounded, which shows where no tax evens it
 * out: prices that include tax, sold abroad without it.
 */
final class OrderSum
{
    /**
     * @param array<string, list<array<string, mixed>>> $lines as in the snapshot
     * @param string $taxTotal what the order itself says
     */
    public static function addsUp(array $lines, string $taxTotal, string $total, int $priceDecimals): bool
    {
        $sold = [...$lines['lines'] ?? [], ...$lines['shippingLines'] ?? [], ...$lines['feeLines'] ?? []];
        $rates = $lines['taxLines'] ?? [];
        $nets = array_map(static fn(array $line): string => self::text($line['total'] ?? null), $sold);
        $net = DecimalText::sum($nets);
        $wanted = DecimalText::rounded($total, $priceDecimals);
        foreach (self::taxSums($sold, $rates, $taxTotal) as $tax) {
            if (DecimalText::rounded(DecimalText::sum([$net, $tax]), $priceDecimals) === $wanted) {
                return true;
            }
        }
        $sumOfRounded = array_sum(array_map(static fn(string $line): int => DecimalText::rounded($line, $priceDecimals), $nets));
        foreach (self::taxSums($sold, $rates, $taxTotal) as $tax) {
            if ($sumOfRounded + DecimalText::rounded($tax, $priceDecimals) === $wanted) {
                return true;
            }
        }
        return false;
    }

    /**
     * @param list<array<string, mixed>> $sold
     * @param list<array<string, mixed>> $rates
     * @return \Generator<string>
     */
    private static function taxSums(array $sold, array $rates, string $taxTotal): \Generator
    {
        yield $taxTotal;
        yield DecimalText::sum(array_map(static fn(array $line): string => self::text($line['totalTax'] ?? null), $sold));
        $ofRates = [];
        foreach ($rates as $rate) {
            array_push($ofRates, self::text($rate['total'] ?? null), self::text($rate['shippingTotal'] ?? null));
        }
        yield DecimalText::sum($ofRates);
        $unrounded = [];
        foreach ($sold as $line) {
            foreach (is_array($line['taxes'] ?? null) ? $line['taxes'] : [] as $tax) {
                $unrounded[] = is_array($tax) ? self::text($tax['total'] ?? null) : '0';
            }
        }
        yield DecimalText::sum($unrounded);
    }

    private static function text(mixed $value): string
    {
        return is_string($value) ? $value : '0';
    }
}
