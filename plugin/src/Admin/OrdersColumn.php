<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

use Counterfoil\Oversight\ListJourneys;

if (!defined('ABSPATH')) {
    exit;
}

/** WooCommerce > Orders, HPOS and legacy: a column with the ERP's name that says where each order stands. */
final class OrdersColumn
{
    private const COLUMN = 'counterfoil';

    /**
     * Filters `manage_woocommerce_page_wc-orders_columns` and `manage_edit-shop_order_columns`. Beside the status.
     *
     * @param array<string, string> $columns
     * @return array<string, string>
     */
    public static function add(array $columns): array
    {
        if (!current_user_can(Capabilities::SEE) || Standing::key() === null) {
            return $columns;
        }
        $with = [];
        foreach ($columns as $name => $label) {
            $with[$name] = $label;
            if ($name === 'order_status') {
                $with[self::COLUMN] = esc_html(Standing::erpName());
            }
        }
        return $with + [self::COLUMN => esc_html(Standing::erpName())];
    }

    /** Actions `manage_woocommerce_page_wc-orders_custom_column` and `manage_shop_order_posts_custom_column`. */
    public static function show(string $column, \WC_Order|int $order): void
    {
        if ($column !== self::COLUMN) {
            return;
        }
        $row = ListJourneys::ofThisSite()->one(is_int($order) ? $order : $order->get_id());
        $words = AdminRoute::words();
        if ($row === null) {
            echo '<span aria-hidden="true">–</span><span class="screen-reader-text">', esc_html($words->say('screen_not_recorded')), '</span>';
            return;
        }
        printf(
            '<a href="%s" title="%s" class="counterfoil-column is-%s">%s</a>',
            esc_url(AdminPage::url('orders', $row->orderId)),
            esc_attr($words->say($row->code, $row->values)),
            esc_attr($row->state->value),
            esc_html($row->document !== null && $row->document->number !== '' ? $row->document->number : JourneyWords::state($row->state, $words)),
        );
    }
}
