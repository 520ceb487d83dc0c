<?php declare(strict_types=1); /** What plugins ask WooCommerce's own namespace for. */
namespace Automattic\WooCommerce\Utilities;
final class OrderUtil {
    public static function custom_orders_table_usage_is_enabled(): bool { return true; }
    public static function get_order_type(int|string $id): ?string { return stand_in_rows('SELECT type FROM {wc_orders} WHERE id = %d', $id)[0]['type'] ?? null; }
    public static function get_order_admin_edit_url(int $id): string { return admin_url("admin.php?page=woocommerce&id={$id}"); } // there is no such screen here
}
final class FeaturesUtil {
    public static function declare_compatibility(string $feature, string $file, bool $compatible = true): bool { return doing_action('before_woocommerce_init'); }
}

namespace Automattic\WooCommerce\Caches;
final class OrderCache { public function remove(int|string $id): bool { return false; } } // holds nothing: orders are read from the database each time
