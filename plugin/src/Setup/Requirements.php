<?php

declare(strict_types=1);

namespace Counterfoil\Setup;

use Automattic\WooCommerce\Utilities\FeaturesUtil;
use Counterfoil\Admin\Words;

if (!defined('ABSPATH')) {
    exit;
}

/** What the plugin needs to run at all. PHP itself is checked in counterfoil.php. */
final class Requirements
{
    private const WORDPRESS = '6.6';
    private const WOOCOMMERCE = '9.0';

    public static function areMet(): bool
    {
        return self::problem() === null;
    }

    /**
     * HPOS must be declared: WooCommerce takes an undeclared plugin for incompatible and won't switch it on. Screens
     * ask, the Store API does not, and making WooCommerce's list of features for it takes a checkout longer than
     * writing our row. An older WooCommerce than we run with can't be asked for it.
     */
    public static function declareCompatibility(): void
    {
        if (self::areMet() && !WC()->is_store_api_request() && class_exists(FeaturesUtil::class)) {
            FeaturesUtil::declare_compatibility('custom_order_tables', COUNTERFOIL_FILE);
            FeaturesUtil::declare_compatibility('cart_checkout_blocks', COUNTERFOIL_FILE);
        }
    }

    public static function showNotice(): void
    {
        $problem = current_user_can('activate_plugins') ? self::problem() : null;
        if ($problem !== null) {
            printf('<div class="notice notice-error"><p>%s</p></div>', esc_html(Words::forLocale(get_user_locale())->say(...$problem)));
        }
    }

    /**
     * What is in the way, and what to do; null: nothing is. Only a code: at this moment WordPress must not be asked yet
     * who reads it.
     *
     * @return array{string, array<string, string>}|null
     */
    private static function problem(): ?array
    {
        $wordpress = get_bloginfo('version');
        // 6.6-RC3 counts as 6.6, as WordPress itself counts when it activates a plugin.
        if (version_compare(explode('-', $wordpress)[0], self::WORDPRESS, '<')) {
            return ['setup_old_wordpress', ['needed' => self::WORDPRESS, 'found' => $wordpress]];
        }
        if (!defined('WC_VERSION')) {
            return ['setup_no_woocommerce', []];
        }
        $woocommerce = (string) constant('WC_VERSION');
        if (version_compare($woocommerce, self::WOOCOMMERCE, '<')) {
            return ['setup_old_woocommerce', ['needed' => self::WOOCOMMERCE, 'found' => $woocommerce]];
        }
        return null;
    }
}
