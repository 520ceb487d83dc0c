<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

use Counterfoil\Outbox\SeenJourney;
use Counterfoil\Oversight\AskConnector;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * On WooCommerce's order screen, HPOS and legacy: where the order stands, the ERP's document, the last steps, "Send
 * again".
 */
final class OrderPanel
{
    public const ASK_ACTION = 'counterfoil_send_again';

    /** Action `add_meta_boxes`. */
    public static function add(string $screen): void
    {
        if (in_array($screen, OrderScreens::ORDER, true) && current_user_can(Capabilities::SEE)) {
            add_meta_box('counterfoil', 'Counterfoil', [self::class, 'show'], $screen, 'side', 'high');
        }
    }

    public static function show(\WC_Order|\WP_Post $order): void
    {
        $orderId = $order instanceof \WC_Order ? $order->get_id() : $order->ID;
        printf(
            '<div class="counterfoil-panel" data-counterfoil-order="%d" data-counterfoil-signed-out="%s"><div data-counterfoil-inside>%s</div><p role="status" class="screen-reader-text"></p></div>',
            $orderId,
            esc_attr(AdminRoute::words()->say('screen_signed_out')),
            OrderPanelHtml::of($orderId), // phpcs:ignore WordPress.Security.EscapeOutput -- escaped there
        );
    }

    /**
     * Action `admin_post_counterfoil_send_again`: where the browser runs no script, a link with a nonce, since forms
     * can't stand in WooCommerce's own.
     */
    public static function sendAgain(): void
    {
        $orderId = isset($_GET['order']) && is_string($_GET['order']) ? absint($_GET['order']) : 0;
        check_admin_referer(self::ASK_ACTION . '_' . $orderId);
        if (!current_user_can(Capabilities::MEND)) {
            wp_die(esc_html(AdminRoute::words()->say('screen_may_not')), '', ['response' => 403, 'back_link' => true]);
        }
        if (!AskConnector::sendAgain($orderId, get_current_user_id(), self::seen())) {
            wp_die(esc_html(AdminRoute::words()->say('screen_order_unknown_id', ['id' => (string) $orderId])), '', ['response' => 404, 'back_link' => true]);
        }
        wp_safe_redirect(OrderScreens::editUrl($orderId));
        exit;
    }

    /** As the panel showed it when it was pressed. */
    private static function seen(): ?SeenJourney
    {
        $code = isset($_GET['code']) && is_string($_GET['code']) ? sanitize_key($_GET['code']) : '';
        $version = isset($_GET['version']) && is_string($_GET['version']) ? absint($_GET['version']) : 0;
        return $code === '' ? null : new SeenJourney(substr($code, 0, 60), $version);
    }

    /**
     * GET counterfoil-admin/v1/journeys/<order id>/panel: the panel anew, after the connector was asked.
     *
     * @param \WP_REST_Request<array<string, mixed>> $request
     * @return array{html: string}
     */
    public static function again(\WP_REST_Request $request): array
    {
        $id = $request->get_param('id');
        return ['html' => OrderPanelHtml::of(is_numeric($id) ? (int) $id : 0)];
    }
}
