<?php

declare(strict_types=1);

namespace Counterfoil;

use Counterfoil\Setup\Activation;
use Counterfoil\Setup\Requirements;

if (!defined('ABSPATH')) {
    exit;
}

/** The contents page: every hook and route of the plugin is registered here. */
final class Plugin
{
    public static function start(): void
    {
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
        self::setUp();
    }

    private static function record(): void {}

    /** Tables are brought up to date where a person or a machine waits anyway, never in a shopper's request. */
    private static function setUp(): void
    {
        add_action('admin_init', [Activation::class, 'migrateIfOlder']);
        add_filter('rest_pre_dispatch', [Activation::class, 'migrateBeforeOurRoutes'], 5, 3);
    }
}
