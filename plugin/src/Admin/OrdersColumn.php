<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

use Counterfoil\Oversight\JourneyRow;
use Counterfoil\Oversight\ListJourneys;

if (!defined('ABSPATH')) {
    exit;
}

/** WooCommerce > Orders, HPOS and legacy: a column with the ERP's name that says where each order stands. */
final class OrdersColumn
{
    private const COLUMN = 'counterfoil';

    /** @var array<int, JourneyRow|null> of this request, by order; null: it has no journey */
    private static array $rows = [];

    /**
     * Filters `manage_woocommerce_page_wc-orders_columns` and `manage_edit-shop_order_columns`. Beside the status.
     *
     * @param array<string, string> $columns
     * @return array<string, string>
     */
    public static function add(array $columns): array
    {
        if (!current_user_can(Capabilities::SEE) || ConnectionState::key() === null) {
            return $columns;
        }
        $label = esc_html(ConnectionState::erpName());
        $with = [];
        foreach ($columns as $name => $title) {
            $with[$name] = $title;
            if ($name === 'order_status') {
                $with[self::COLUMN] = $label;
            }
        }
        return $with + [self::COLUMN => $label];
    }

    /**
     * Filter `woocommerce_order_query` (HPOS): a page of WooCommerce's list is asked for in one query, not order by
     * order.
     *
     * @param mixed $result
     * @return mixed
     */
    public static function foresee($result)
    {
        $orders = is_object($result) && isset($result->orders) ? $result->orders : $result;
        if (is_array($orders) && OrderScreens::isList()) {
            self::load(array_values(array_map(static fn(\WC_Order $order): int => $order->get_id(), array_filter($orders, static fn(mixed $order): bool => $order instanceof \WC_Order))));
        }
        return $result;
    }

    /** Actions `manage_woocommerce_page_wc-orders_custom_column` and `manage_shop_order_posts_custom_column`. */
    public static function show(string $column, \WC_Order|int $order): void
    {
        if ($column !== self::COLUMN) {
            return;
        }
        $row = self::row(is_int($order) ? $order : $order->get_id());
        if ($row === null) {
            echo '<span aria-hidden="true">–</span><span class="screen-reader-text">', esc_html(AdminRoute::words()->say('screen_not_recorded')), '</span>';
            return;
        }
        $words = new JourneyWords(AdminRoute::words(), ConnectionState::erpName());
        $number = $row->document->number ?? '';
        $state = $words->state($row->state, $row->code);
        $said = $row->state === \Counterfoil\Oversight\JourneyState::Delivered && $number !== ''
            ? sprintf('<span class="screen-reader-text">%s</span> %s', esc_html($state), esc_html($number))
            : esc_html($state) . ($number === '' ? '' : sprintf('<small>%s</small>', esc_html($number)));
        printf(
            '<a href="%s" title="%s" class="counterfoil-mark is-%s">%s<span>%s</span></a>',
            esc_url(AdminPage::url('orders', $row->orderId)),
            esc_attr(implode("\n", [$words->sentence($row->code, $row->values), ...$words->changes($row->values)])),
            esc_attr($row->state->value),
            StateMark::html($row->state), // phpcs:ignore WordPress.Security.EscapeOutput -- escaped there
            $said, // phpcs:ignore WordPress.Security.EscapeOutput -- escaped above
        );
    }

    private static function row(int $orderId): ?JourneyRow
    {
        if (!array_key_exists($orderId, self::$rows)) {
            global $wp_query;
            $posts = $wp_query instanceof \WP_Query && is_array($wp_query->posts) ? $wp_query->posts : [];
            // On legacy storage the list is a list of posts.
            self::load([$orderId, ...array_values(array_map(static fn(\WP_Post $post): int => $post->ID, array_filter($posts, static fn(mixed $post): bool => $post instanceof \WP_Post && $post->post_type === 'shop_order')))]);
        }
        return self::$rows[$orderId] ?? null;
    }

    /** @param list<int> $orderIds */
    private static function load(array $orderIds): void
    {
        self::$rows += ListJourneys::ofThisSite()->several($orderIds) + array_fill_keys($orderIds, null);
    }
}
