<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

use Counterfoil\Oversight\AskConnector;
use Counterfoil\Oversight\JourneyRow;
use Counterfoil\Oversight\JourneyStep;
use Counterfoil\Oversight\JourneyStepsTable;
use Counterfoil\Oversight\ListJourneys;

if (!defined('ABSPATH')) {
    exit;
}

/** On WooCommerce's order screen, HPOS and legacy: where the order stands, the ERP's document, the last steps, "Send again". */
final class OrderPanel
{
    public const ASK_ACTION = 'counterfoil_send_again';
    private const STEPS = 5;

    /** Action `add_meta_boxes`. */
    public static function add(string $screen): void
    {
        if ($screen !== wc_get_page_screen_id('shop-order') || !current_user_can(Capabilities::SEE)) {
            return;
        }
        add_meta_box('counterfoil', 'Counterfoil', [self::class, 'show'], $screen, 'side', 'high');
    }

    public static function show(\WC_Order|\WP_Post $order): void
    {
        $orderId = $order instanceof \WC_Order ? $order->get_id() : $order->ID;
        $words = AdminRoute::words();
        $row = ListJourneys::ofThisSite()->one($orderId);
        if ($row === null) {
            echo '<p>', esc_html($words->say('screen_not_recorded')), '</p>';
            return;
        }
        self::showState($row, $words);
        self::showSteps(JourneyStepsTable::ofThisSite()->of($orderId, self::STEPS), $words);
        self::showActions($row, $words);
    }

    /** Action `admin_post_counterfoil_send_again`: a link with a nonce, so that it works inside WooCommerce's own form. */
    public static function sendAgain(): void
    {
        $orderId = isset($_GET['order']) && is_string($_GET['order']) ? absint($_GET['order']) : 0;
        check_admin_referer(self::ASK_ACTION . '_' . $orderId);
        if (!current_user_can(Capabilities::MEND)) {
            wp_die(esc_html(AdminRoute::words()->say('screen_may_not')), '', ['response' => 403, 'back_link' => true]);
        }
        AskConnector::sendAgain($orderId, get_current_user_id());
        wp_safe_redirect(\Automattic\WooCommerce\Utilities\OrderUtil::get_order_admin_edit_url($orderId));
        exit;
    }

    private static function showState(JourneyRow $row, Words $words): void
    {
        printf('<p class="counterfoil-panel-state"><strong>%s</strong></p>', esc_html(JourneyWords::state($row->state, $words)));
        echo '<p>', esc_html($words->say($row->code, $row->values)), '</p>';
        if ($row->document !== null && $row->document->url !== null) {
            printf(
                '<p><a href="%s" target="_blank" rel="noreferrer">%s<span class="screen-reader-text"> %s</span> <span aria-hidden="true">↗</span></a></p>',
                esc_url($row->document->url),
                esc_html($row->document->number === '' ? $row->document->id : $row->document->number),
                esc_html($words->say('screen_opens_in_new_tab')),
            );
        }
        if (Standing::isSilent()) {
            echo '<p>', esc_html($words->say('screen_connector_away_panel', ['name' => Standing::key()->connector->name ?? ''])), '</p>';
        }
    }

    /** @param list<JourneyStep> $steps */
    private static function showSteps(array $steps, Words $words): void
    {
        if ($steps === []) {
            return;
        }
        echo '<ol class="counterfoil-panel-steps">';
        foreach ($steps as $step) {
            $at = (int) strtotime($step->at);
            printf(
                '<li><time datetime="%s" title="%s">%s</time> %s</li>',
                esc_attr($step->at),
                esc_attr((string) wp_date('Y-m-d H:i:s T', $at)),
                esc_html((string) wp_date('H:i:s', $at)),
                esc_html($words->say($step->code, $step->values)),
            );
        }
        echo '</ol>';
    }

    private static function showActions(JourneyRow $row, Words $words): void
    {
        printf('<p><a href="%s">%s</a></p>', esc_url(AdminPage::url('orders', $row->orderId)), esc_html($words->say('screen_whole_journey')));
        if ($row->asked) {
            echo '<p role="status">', esc_html($words->say('screen_asked')), '</p>';
        } elseif (current_user_can(Capabilities::MEND)) {
            $address = wp_nonce_url(admin_url('admin-post.php?action=' . self::ASK_ACTION . '&order=' . $row->orderId), self::ASK_ACTION . '_' . $row->orderId);
            printf(
                '<p><a class="button" href="%s" title="%s">%s</a></p>',
                esc_url($address),
                esc_attr($words->say('screen_send_again_order', ['number' => $row->orderNumber])),
                esc_html($words->say('screen_send_again')),
            );
        }
    }
}
