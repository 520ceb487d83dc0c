<?php
/**
 * Plugin Name: STAND-IN for WooCommerce (this is not WooCommerce)
 * Description: Just enough of a shop to try Counterfoil where no WooCommerce can be had, in at most 1,200 lines (hence their width). Never part of a real shop.
 * Version: 11.0.1-standin
 */
declare(strict_types=1);

defined('ABSPATH') || exit;
define('WC_VERSION', '11.0.1-standin');
define('WC_STAND_IN', true);
define('WC_PLUGIN_FILE', __FILE__);
$parts = ['tables', 'decimals', 'data', 'order-items', 'order-store', 'orders', 'refunds', 'order-functions', 'products', 'settings', 'cart', 'store-api', 'automattic'];
array_map(static fn(string $part) => require __DIR__ . "/{$part}.php", $parts);

final class WooCommerce {
    public string $version = WC_VERSION;
    public ?WC_Session $session = null;
    public function __construct(public WC_Cart $cart = new WC_Cart()) {}
    public function is_store_api_request(): bool { return str_contains((string) ($_SERVER['REQUEST_URI'] ?? ''), '/wc/store/'); }
    public function base_country(): string { return explode(':', (string) get_option('woocommerce_default_country', 'FR'))[0]; }
}
function WC(): WooCommerce { return $GLOBALS['woocommerce'] ??= new WooCommerce(); }
function wc_get_page_screen_id(string $for): string { return $for === 'shop-order' ? 'woocommerce_page_wc-orders' : $for; }
function wc_get_logger(): WC_Logger { return new WC_Logger(); }
function wc_get_container(): WC_Container { return new WC_Container(); }
final class WC_Logger { public function __call(string $level, array $said): void { error_log("[{$level}] {$said[0]} " . wp_json_encode($said[1] ?? [])); } }
final class WC_Container { public function get(string $class): object { return new $class(); } }
final class WC_Cache_Helper { public static function get_cache_prefix(string $group): string { return "wc_{$group}_"; } }
register_activation_hook(__FILE__, static function (): void {
    stand_in_make_tables();
    add_role('customer', 'Customer', ['read' => true]);
    add_role('shop_manager', 'Shop manager', ['read' => true, 'manage_woocommerce' => true, 'edit_shop_orders' => true]);
    array_map([get_role('administrator'), 'add_cap'], ['manage_woocommerce', 'edit_shop_orders']);
});
add_action('init', static function (): void {
    do_action('before_woocommerce_init');
    array_map(static fn(string $type) => register_post_type($type, ['public' => false]), ['product', 'product_variation', 'shop_coupon', 'shop_order_placehold']);
    array_map(static fn(string $status, string $label) => register_post_status($status, ['label' => $label]), array_keys(wc_get_order_statuses()), wc_get_order_statuses());
}, 0);
add_action('rest_api_init', ['Stand_In_Store_Api', 'register']);
$say = static fn() => print('<div class="notice notice-error"><p><strong>THIS IS NOT WOOCOMMERCE.</strong> A small stand-in takes its place: no order screens, no classic checkout.</p></div>');
add_action('admin_notices', $say);
add_action('admin_menu', static fn() => add_menu_page('WooCommerce (stand-in)', 'WooCommerce (stand-in)', 'manage_woocommerce', 'woocommerce', $say, 'dashicons-warning', 55));
