<?php

/**
 * Plugin Name: Quiet admin
 * Description: Leaves out of wp-admin what asks the shop a dozen things with each page and has nothing to do with
 * Counterfoil's screens.
 */

declare(strict_types=1);

defined('ABSPATH') || exit;

// The pictures of people are not on this machine.
add_filter('pre_option_show_avatars', static fn(): string => '0');

// The browser asks for it with each page; WordPress would load everything to answer.
if (($_SERVER['REQUEST_URI'] ?? '') === '/favicon.ico') {
    http_response_code(204);
    exit;
}

// WordPress tries out on the first page whether it could pack its scripts.
add_filter('pre_site_option_can_compress_scripts', static fn(): int => 0);

// Ctrl+K of WordPress 7, and what WooCommerce loads for it and for machines: the block editor with each page, and who
// the user is.
add_action('admin_enqueue_scripts', static function (): void {
    $scripts = ['wp-commands', 'wp-core-commands', 'wc-admin-command-palette', 'wc-admin-command-palette-analytics', 'wp-abilities', 'wc-entities'];
    foreach ($scripts as $script) {
        wp_dequeue_script($script);
    }
}, PHP_INT_MAX);

// The panels and hints in the head of WooCommerce's own screens: tasks, reviews, stock, notes.
add_filter('woocommerce_admin_features', static fn(array $features): array => array_values(array_diff($features, [
    'activity-panels', 'onboarding', 'onboarding-tasks', 'remote-inbox-notifications', 'store-alerts',
])), PHP_INT_MAX);
