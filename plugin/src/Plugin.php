<?php

declare(strict_types=1);

namespace Counterfoil;

use Counterfoil\Admin\AdminPage;
use Counterfoil\Admin\Capabilities;
use Counterfoil\Admin\OrderPanel;
use Counterfoil\Admin\OrdersColumn;
use Counterfoil\Admin\OrderScreens;
use Counterfoil\Outbox\ItemHooks;
use Counterfoil\Outbox\OrderHooks;
use Counterfoil\Outbox\PostHooks;
use Counterfoil\Oversight\ErasePerson;
use Counterfoil\Rest\AnswerAlone;
use Counterfoil\Rest\RouteRegistration;
use Counterfoil\Setup\Activation;
use Counterfoil\Setup\Notices;
use Counterfoil\Setup\Requirements;
use Counterfoil\Setup\SiteHealth;
use Counterfoil\Setup\Upkeep;

if (!defined('ABSPATH')) {
    exit;
}

/** The contents page: every hook and route of the plugin is registered here. */
final class Plugin
{
    /** Of the connector's calls; here, because every request asks whether it is one. */
    public const REST_NAMESPACE = 'counterfoil/v1';

    public static function start(): void
    {
        AnswerAlone::begin();
        register_activation_hook(COUNTERFOIL_FILE, [Activation::class, 'activate']);
        register_deactivation_hook(COUNTERFOIL_FILE, [Activation::class, 'deactivate']);
        add_action('before_woocommerce_init', [Requirements::class, 'declareCompatibility']);
        // 0: before any plugin that saves an order on plugins_loaded; WooCommerce is loaded by then.
        add_action('plugins_loaded', [self::class, 'boot'], 0);
    }

    public static function boot(): void
    {
        if (!Requirements::areMet()) {
            add_action('admin_notices', [Requirements::class, 'showNotice']);
            return;
        }
        self::record();
        self::answerTheConnector();
        self::erasePersons();
        self::showPeople();
        self::setUp();
    }

    /** What fires when, and why exactly these: docs/recording.md. */
    private static function record(): void
    {
        add_action('woocommerce_before_order_object_save', [OrderHooks::class, 'orderAboutToBeSaved'], 1);
        add_action('woocommerce_new_order', [OrderHooks::class, 'orderCreated'], 1, 2);
        add_action('woocommerce_after_order_object_save', [OrderHooks::class, 'orderSaved'], 1);
        add_action('woocommerce_order_status_changed', [OrderHooks::class, 'statusChanged'], 1, 3);

        add_action('woocommerce_after_order_refund_object_save', [OrderHooks::class, 'refundSaved'], 1);
        add_action('woocommerce_refund_created', [OrderHooks::class, 'refundCreated'], 1, 2);
        add_action('woocommerce_order_refunded', [OrderHooks::class, 'orderRefunded'], 1);
        add_filter('woocommerce_pre_delete_order_refund', [OrderHooks::class, 'refundAboutToBeDeleted'], 1, 2);
        add_action('woocommerce_refund_deleted', [OrderHooks::class, 'refundDeleted'], 1, 2);

        add_action('woocommerce_trash_order', [OrderHooks::class, 'orderTrashed'], 1);
        add_action('woocommerce_untrash_order', [OrderHooks::class, 'orderUntrashed'], 1);
        add_action('woocommerce_before_delete_order', [OrderHooks::class, 'orderAboutToBeDeleted'], 1, 2);
        add_action('woocommerce_delete_order', [OrderHooks::class, 'orderDeleted'], 1);

        add_action('woocommerce_new_order_item', [ItemHooks::class, 'saved'], 1, 3);
        add_action('woocommerce_update_order_item', [ItemHooks::class, 'saved'], 1, 3);
        add_action('woocommerce_before_delete_order_item', [ItemHooks::class, 'aboutToBeDeleted'], 1);
        add_action('woocommerce_saved_order_items', [ItemHooks::class, 'ofOrderChanged'], 1);
        add_action('woocommerce_removed_order_items', [ItemHooks::class, 'ofOrderChanged'], 1);
        add_action('added_order_item_meta', [ItemHooks::class, 'metaChanged'], 1, 2);
        add_action('updated_order_item_meta', [ItemHooks::class, 'metaChanged'], 1, 2);
        add_action('deleted_order_item_meta', [ItemHooks::class, 'metaChanged'], 1, 2);

        add_action('post_updated', [PostHooks::class, 'updated'], 1, 3);
        add_action('trashed_post', [PostHooks::class, 'trashed'], 1);
        add_action('untrashed_post', [PostHooks::class, 'untrashed'], 1);
        add_action('before_delete_post', [PostHooks::class, 'aboutToBeDeleted'], 1, 2);
        add_action('deleted_post', [PostHooks::class, 'deleted'], 1, 2);
        add_action('added_post_meta', [PostHooks::class, 'metaChanged'], 1, 3);
        add_action('updated_post_meta', [PostHooks::class, 'metaChanged'], 1, 3);
        add_action('deleted_post_meta', [PostHooks::class, 'metaChanged'], 1, 3);

        // As late as possible: other plugins save orders on shutdown too.
        add_action('shutdown', [self::class, 'endRecording'], PHP_INT_MAX - 10);
    }

    /** A request that changed no order loads nothing for it. */
    public static function endRecording(): void
    {
        if (class_exists(OrderHooks::class, false)) {
            OrderHooks::requestEnds();
        }
    }

    /**
     * All our routes; of the connector's signed calls (docs/contract.md) last in each filter: what another plugin
     * decides about REST is not about them.
     */
    private static function answerTheConnector(): void
    {
        add_action('rest_api_init', [RouteRegistration::class, 'whereAskedFor']);
        add_filter('rest_pre_dispatch', [RouteRegistration::class, 'beforeDispatch'], 0, 3);
        add_filter('rest_authentication_errors', [AnswerAlone::class, 'letThrough'], PHP_INT_MAX);
        add_filter('rest_pre_dispatch', [AnswerAlone::class, 'leaveBodyAlone'], PHP_INT_MIN, 3);
        add_filter('rest_pre_dispatch', [AnswerAlone::class, 'dispatch'], PHP_INT_MAX, 3);
        add_filter('rest_pre_serve_request', [AnswerAlone::class, 'serve'], PHP_INT_MAX, 3);
    }

    /** WordPress's tools for personal data. */
    private static function erasePersons(): void
    {
        add_filter('wp_privacy_personal_data_exporters', [ErasePerson::class, 'addExporter']);
        add_filter('wp_privacy_personal_data_erasers', [ErasePerson::class, 'addEraser']);
        add_action('woocommerce_privacy_remove_order_personal_data', [ErasePerson::class, 'eraseOrder']);
    }

    /** wp-admin's own page, and what stands in WooCommerce's screens, on HPOS and on legacy storage. */
    private static function showPeople(): void
    {
        if (!is_admin()) {
            return;
        }
        Capabilities::begin();
        add_action('admin_menu', [AdminPage::class, 'addToMenu'], 60);
        add_filter('plugin_action_links_' . plugin_basename(COUNTERFOIL_FILE), [AdminPage::class, 'addToPluginRow']);
        foreach (['woocommerce_page_wc-orders', 'edit-shop_order'] as $screen) {
            add_filter("manage_{$screen}_columns", [OrdersColumn::class, 'add'], 20);
        }
        add_action('manage_woocommerce_page_wc-orders_custom_column', [OrdersColumn::class, 'show'], 10, 2);
        add_action('manage_shop_order_posts_custom_column', [OrdersColumn::class, 'show'], 10, 2);
        add_filter('woocommerce_order_query', [OrdersColumn::class, 'foresee']);
        add_action('admin_enqueue_scripts', [OrderScreens::class, 'enqueue']);
        add_action('add_meta_boxes', [OrderPanel::class, 'add']);
        add_action('admin_post_' . OrderPanel::ASK_ACTION, [OrderPanel::class, 'sendAgain']);
    }

    /** Tables are brought up to date where a person or a machine waits anyway, never in a shopper's request. */
    private static function setUp(): void
    {
        add_action('admin_init', [Activation::class, 'bringUpToDateIfOlder']);
        add_action('cli_init', [Activation::class, 'bringUpToDateIfOlder']);
        if (wp_doing_cron()) {
            add_action('init', [Activation::class, 'bringUpToDateIfOlder'], 20); // Action Scheduler is there by then
        }
        add_filter('rest_pre_dispatch', [Activation::class, 'bringUpToDateBeforeOurRoutes'], 5, 3);
        add_action('wp_initialize_site', [Activation::class, 'siteMade'], 900);
        add_filter('wpmu_drop_tables', [Activation::class, 'tablesOfSite'], 10, 2);

        add_action(Upkeep::SWEEP, [Upkeep::class, 'sweep']);
        add_action(Upkeep::HOURLY, [Upkeep::class, 'hourly']);
        add_action('action_scheduler_ensure_recurring_actions', [Upkeep::class, 'schedule']);
        add_action('admin_init', [Upkeep::class, 'scheduleWhereNobodyAsks'], 20);

        add_action('admin_notices', [Notices::class, 'show']);
        add_action('admin_print_footer_scripts-plugins.php', [Notices::class, 'askBeforeDeactivation']);
        add_filter('site_status_tests', [SiteHealth::class, 'addTest']);
        add_filter('debug_information', [SiteHealth::class, 'addInfo']);
    }
}
