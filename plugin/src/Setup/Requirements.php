<?php

declare(strict_types=1);

namespace Counterfoil\Setup;

use Automattic\WooCommerce\Utilities\FeaturesUtil;

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
        return self::whatToDo() === null;
    }

    /** HPOS must be declared: WooCommerce takes an undeclared plugin for incompatible and won't switch it on. */
    public static function declareCompatibility(): void
    {
        if (class_exists(FeaturesUtil::class)) {
            FeaturesUtil::declare_compatibility('custom_order_tables', COUNTERFOIL_FILE);
            FeaturesUtil::declare_compatibility('cart_checkout_blocks', COUNTERFOIL_FILE);
        }
    }

    public static function showNotice(): void
    {
        $problem = current_user_can('activate_plugins') ? self::whatToDo() : null;
        if ($problem !== null) {
            printf('<div class="notice notice-error"><p>%s</p></div>', esc_html($problem));
        }
    }

    /** One sentence about what is in the way and what to do; null: nothing is. */
    private static function whatToDo(): ?string
    {
        $wordpress = get_bloginfo('version');
        // 6.6-RC3 counts as 6.6, as WordPress itself counts when it activates a plugin.
        if (version_compare(explode('-', $wordpress)[0], self::WORDPRESS, '<')) {
            /* translators: 1: the version needed, 2: the version found */
            return sprintf(__('Counterfoil records no orders: it needs WordPress %1$s or newer, and this site runs %2$s. Update WordPress under Dashboard → Updates.', 'counterfoil'), self::WORDPRESS, $wordpress);
        }
        if (!defined('WC_VERSION')) {
            return __('Counterfoil records no orders: WooCommerce is not active. Activate it under Plugins, or deactivate Counterfoil.', 'counterfoil');
        }
        $woocommerce = (string) constant('WC_VERSION');
        if (version_compare($woocommerce, self::WOOCOMMERCE, '<')) {
            /* translators: 1: the version needed, 2: the version found */
            return sprintf(__('Counterfoil records no orders: it needs WooCommerce %1$s or newer, and this site runs %2$s. Update WooCommerce under Dashboard → Updates.', 'counterfoil'), self::WOOCOMMERCE, $woocommerce);
        }
        return null;
    }
}
