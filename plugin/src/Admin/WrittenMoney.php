<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Money as the shop writes it: its separators and the place of the symbol. Of the decimals the currency's own, and as
 * many as the amount has: a cent's fraction is what a sentence may be about. Not wc_price(), which goes through a float
 * and takes the shop's decimals for every currency.
 */
final class WrittenMoney
{
    /** By ISO 4217, as agent/src/flow/canonical/money.ts has them; all others 2. */
    private const DIGITS = [
        0 => 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
        3 => 'BHD IQD JOD KWD LYD OMR TND',
        4 => 'CLF UYW',
    ];

    /** @param string $amount decimal text */
    public static function of(string $amount, string $currency): string
    {
        [$whole, $fraction] = explode('.', ltrim($amount, '-'), 2) + ['', ''];
        $fraction = str_pad(rtrim($fraction, '0'), self::digits($currency), '0');
        $separator = wc_get_price_thousand_separator();
        $text = (string) preg_replace_callback('/\B(?=(?:\d{3})+$)/', static fn(): string => $separator, $whole) . ($fraction === '' ? '' : wc_get_price_decimal_separator() . $fraction);
        $money = sprintf(get_woocommerce_price_format(), get_woocommerce_currency_symbol($currency), $text);
        return ($amount[0] === '-' ? '-' : '') . html_entity_decode(wp_strip_all_tags($money), ENT_QUOTES, 'UTF-8');
    }

    private static function digits(string $currency): int
    {
        foreach (self::DIGITS as $digits => $currencies) {
            if (str_contains($currencies, $currency)) {
                return $digits;
            }
        }
        return 2;
    }
}
