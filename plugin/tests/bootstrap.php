<?php

/**
 * Loads the real WordPress that COUNTERFOIL_WORDPRESS (or COUNTERFOIL_WORDPRESS_PATH, which goes first) points at: the
 * folder with wp-load.php of a shop with WooCommerce and this plugin active. `npm run -s sandbox -- up --erp none
 * --json` starts one and prints its `store.path`.
 */

declare(strict_types=1);

// WordPress sets these in the scope that loads it and reads them as globals; PHPUnit loads this file inside a method.
global $wpdb, $wp_rewrite, $shortcode_tags, $wp, $phpmailer, $wp_theme_directories, $current_site, $current_blog, $wp_embed, $pagenow;

(static function (): void {
    $path = getenv('COUNTERFOIL_WORDPRESS_PATH') ?: getenv('COUNTERFOIL_WORDPRESS');
    if ($path === false || $path === '' || !is_file("{$path}/wp-load.php")) {
        fwrite(STDERR, "COUNTERFOIL_WORDPRESS must name the folder with wp-load.php of a shop; it is \"{$path}\". Start one, and take store.path of what it prints: npm run -s sandbox -- up --erp none --json\n");
        exit(2);
    }
    $_SERVER += ['HTTP_HOST' => '127.0.0.1', 'SERVER_NAME' => '127.0.0.1', 'SERVER_PROTOCOL' => 'HTTP/1.1', 'REQUEST_METHOD' => 'GET', 'REQUEST_URI' => '/', 'REMOTE_ADDR' => '127.0.0.1', 'SERVER_SOFTWARE' => 'phpunit'];
    define('COUNTERFOIL_TEST_WORDPRESS', $path);
    // WordPress takes over what stands here before it is loaded. No mail for an order: a third of the time went into
    // the style of mails that nobody reads. The shops of the end-to-end tests send them.
    $GLOBALS['wp_filter'] = ['woocommerce_email_actions' => [10 => [['function' => static fn(): array => [], 'accepted_args' => 1]]]];
})();

require COUNTERFOIL_TEST_WORDPRESS . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';
