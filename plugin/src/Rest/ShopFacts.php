<?php

declare(strict_types=1);

namespace Counterfoil\Rest;

use Automattic\WooCommerce\Utilities\OrderUtil;
use Counterfoil\Resources\ShopText;

if (!defined('ABSPATH')) {
    exit;
}

/** What the connector is told of the shop at pairing. */
final class ShopFacts
{
    /** @return array<string, string|int|bool> */
    public static function present(): array
    {
        return [
            'name' => ShopText::plain(get_bloginfo('name'), 255),
            'url' => ShopText::webAddress(home_url(), 500),
            'currency' => get_woocommerce_currency(),
            'priceDecimals' => min(8, max(0, wc_get_price_decimals())),
            'pricesIncludeTax' => wc_prices_include_tax(),
            'timezone' => ShopText::cut(wp_timezone_string(), 100),
            'locale' => ShopText::cut(get_locale(), 20),
            'storage' => OrderUtil::custom_orders_table_usage_is_enabled() ? 'hpos' : 'legacy',
            'wordpressVersion' => ShopText::cut(get_bloginfo('version'), 50),
            'woocommerceVersion' => ShopText::cut(WC()->version, 50),
            'phpVersion' => PHP_VERSION,
            'pluginVersion' => COUNTERFOIL_VERSION,
        ];
    }
}
