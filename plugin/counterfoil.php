<?php

/**
 * Plugin Name: Counterfoil
 * Description: Every WooCommerce order in your ERP once, correct to the cent, and a plain answer to "where is order 1047?".
 * Version: 0.1.0
 * Requires at least: 6.6
 * Requires PHP: 8.1
 * Requires Plugins: woocommerce
 * WC requires at least: 9.0
 * WC tested up to: 11.0
 * Author: Counterfoil
 * License: GPL-2.0-or-later
 * License URI: https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain: counterfoil
 *
 * This file alone must be readable by PHP 7.2 (the oldest that WordPress 6.6 starts on), so that it can say what is
 * wrong.
 */

declare(strict_types=1);

if (!defined('ABSPATH')) {
    exit;
}

if (defined('COUNTERFOIL_FILE')) {
    return; // a second copy in another folder: the first one runs
}

define('COUNTERFOIL_VERSION', '0.1.0');
define('COUNTERFOIL_FILE', __FILE__);

if (PHP_VERSION_ID < 80100) {
    add_action('admin_notices', 'counterfoil_say_php_is_too_old');
    return;
}

require __DIR__ . '/src/autoload.php';

\Counterfoil\Plugin::start();

/** Everything newer than PHP 7.2 lives behind the check above. */
function counterfoil_say_php_is_too_old(): void
{
    if (!current_user_can('activate_plugins')) {
        return;
    }
    printf(
        '<div class="notice notice-error"><p>%s</p></div>',
        esc_html(
            sprintf(
                /* translators: %s: a PHP version such as 7.4.33 */
                __('Counterfoil does nothing: it needs PHP 8.1 or newer, and this server runs PHP %s. Ask your host to switch this site to a newer PHP; it is usually one setting.', 'counterfoil'),
                PHP_VERSION,
            ),
        ),
    );
}
