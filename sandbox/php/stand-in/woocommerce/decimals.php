<?php declare(strict_types=1); /** Decimal text, never floats: sums made here are what the ERP is measured against. */

/** Rounds half away from zero, or half towards zero, as WooCommerce does with the tax in prices that include it. */
function stand_in_round(string $value, int $places, bool $half_down = false): string {
    $half = bcsub(bcdiv('5', bcpow('10', (string) ($places + 1)), $places + 1), $half_down ? '0.000000000000000001' : '0', 18);
    return bccomp($value, '0', 18) < 0 ? bcsub($value, $half, $places) : bcadd($value, $half, $places);
}

/** @param array<string> $values @return string without trailing zeros */
function stand_in_sum(array $values): string {
    return wc_format_decimal(array_reduce($values, static fn(string $sum, string $value): string => bcadd($sum, $value ?: '0', 12), '0'), false, true);
}

/** In the currency's smallest unit, with decimals of it; and back. */
function stand_in_to_minor(string $amount): string { return bcmul($amount, bcpow('10', (string) wc_get_price_decimals()), 12); }
function stand_in_from_minor(string $minor): string { return stand_in_sum([stand_in_round(bcdiv($minor, bcpow('10', (string) wc_get_price_decimals()), 18), 6)]); }
function wc_format_decimal($number, $places = false, bool $trim = false): string {
    [$number, $trim] = is_float($number) ? [sprintf('%.6F', $number), true] : [trim((string) $number), $trim];
    $number === '' || is_numeric($number) || throw new InvalidArgumentException("\"{$number}\" is not a number");
    $number = $places === false || $number === '' ? $number : stand_in_round($number, (int) $places);
    return $trim && str_contains($number, '.') ? rtrim(rtrim($number, '0'), '.') : $number;
}
function wc_round_tax_total(string $amount): string { return stand_in_round($amount, wc_get_price_decimals(), wc_prices_include_tax()); }
function wc_get_price_decimals(): int { return (int) get_option('woocommerce_price_num_decimals', 2); }
function wc_prices_include_tax(): bool { return get_option('woocommerce_prices_include_tax') === 'yes'; }
function get_woocommerce_currency(): string { return (string) get_option('woocommerce_currency', 'EUR'); }
