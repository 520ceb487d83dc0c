<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

if (!defined('ABSPATH')) {
    exit;
}

/** WooCommerce's list of orders and its order screen, on HPOS and on legacy storage. */
final class OrderScreens
{
    /** Action `admin_enqueue_scripts`: looks of the column and the panel, and "Send again" in place. */
    public static function enqueue(): void
    {
        if ((self::isList() || self::isOrder()) && current_user_can(Capabilities::SEE)) {
            BuiltScript::enqueue('order-screens', ['dashicons']);
        }
    }

    public static function isList(): bool
    {
        return in_array(self::id(), ['edit-shop_order', wc_get_page_screen_id('shop-order')], true) && !isset($_GET['action']); // phpcs:ignore WordPress.Security.NonceVerification -- only looked at
    }

    private static function isOrder(): bool
    {
        return in_array(self::id(), ['shop_order', wc_get_page_screen_id('shop-order')], true);
    }

    private static function id(): string
    {
        $screen = function_exists('get_current_screen') ? get_current_screen() : null;
        return $screen === null ? '' : $screen->id;
    }
}
