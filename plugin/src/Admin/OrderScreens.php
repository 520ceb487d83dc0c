<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

use Automattic\WooCommerce\Utilities\OrderUtil;

if (!defined('ABSPATH')) {
    exit;
}

/** WooCommerce's list of orders and its order screen, on HPOS and on legacy storage. */
final class OrderScreens
{
    /**
     * The order screen, HPOS and legacy. Not wc_get_page_screen_id(): WooCommerce loads that late, and orders are
     * queried before.
     */
    public const ORDER = ['woocommerce_page_wc-orders', 'shop_order'];
    private const LISTS = ['woocommerce_page_wc-orders', 'edit-shop_order'];

    /** Action `admin_enqueue_scripts`: looks of the column and the panel, and "Send again" in place. */
    public static function enqueue(): void
    {
        if (in_array(self::id(), [...self::LISTS, ...self::ORDER], true) && current_user_can(Capabilities::SEE)) {
            BuiltScript::enqueue('order-screens', ['dashicons']);
        }
    }

    public static function isList(): bool
    {
        return in_array(self::id(), self::LISTS, true) && !isset($_GET['action']); // phpcs:ignore WordPress.Security.NonceVerification -- only looked at
    }

    /**
     * Not OrderUtil::get_order_admin_edit_url(): that reads the whole order from the database, for each line of a list.
     */
    public static function editUrl(int $orderId): string
    {
        return admin_url(OrderUtil::custom_orders_table_usage_is_enabled() ? "admin.php?page=wc-orders&action=edit&id={$orderId}" : "post.php?post={$orderId}&action=edit");
    }

    private static function id(): string
    {
        $screen = function_exists('get_current_screen') ? get_current_screen() : null;
        return $screen === null ? '' : $screen->id;
    }
}
