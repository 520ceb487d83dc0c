<?php declare(strict_types=1); /** Reads and writes orders and refunds in HPOS's tables, in the stages and with the hooks of WooCommerce: no transaction, each statement by itself. */

final class WC_Data_Store {
    public const ADDRESS = ['first_name', 'last_name', 'company', 'address_1', 'address_2', 'city', 'state', 'postcode', 'country', 'email', 'phone'];
    /** Column => property. */
    private const ORDERS = ['status' => 'status', 'currency' => 'currency', 'tax_amount' => 'cart_tax', 'total_amount' => 'total', 'customer_id' => 'customer_id',
        'billing_email' => 'billing_email', 'date_created_gmt' => 'date_created', 'date_updated_gmt' => 'date_modified', 'parent_order_id' => 'parent_id', 'payment_method' => 'payment_method',
        'payment_method_title' => 'payment_method_title', 'transaction_id' => 'transaction_id', 'ip_address' => 'customer_ip_address', 'user_agent' => 'customer_user_agent',
        'customer_note' => 'customer_note'];
    private const OPERATIONAL = ['created_via' => 'created_via', 'woocommerce_version' => 'version', 'prices_include_tax' => 'prices_include_tax', 'cart_hash' => 'cart_hash',
        'coupon_usages_are_counted' => 'recorded_coupon_usage_counts', 'download_permission_granted' => 'download_permissions_granted', 'new_order_email_sent' => 'new_order_email_sent',
        'order_key' => 'order_key', 'order_stock_reduced' => 'order_stock_reduced', 'date_paid_gmt' => 'date_paid', 'date_completed_gmt' => 'date_completed', 'recorded_sales' => 'recorded_sales',
        'shipping_tax_amount' => 'shipping_tax', 'shipping_total_amount' => 'shipping_total', 'discount_tax_amount' => 'discount_tax', 'discount_total_amount' => 'discount_total'];
    /** A save that changes only these is no `woocommerce_update_order`. */
    private const QUIET = ['download_permissions_granted' => 1, 'recorded_sales' => 1, 'recorded_coupon_usage_counts' => 1, 'order_stock_reduced' => 1, 'new_order_email_sent' => 1];
    private const DRAFTS = ['auto-draft', 'draft', 'checkout-draft'];
    public static function load(string $of): self { return $of === 'order' ? new self() : throw new InvalidArgumentException("The stand-in has no data store \"{$of}\""); }
    public function has_callable(string $method): bool { return method_exists($this, $method); }
    /** @return array<string, mixed> properties */
    public function read(int $id): array {
        $head = stand_in_rows('SELECT p.*, o.* FROM {wc_orders} o LEFT JOIN {wc_order_operational_data} p ON p.order_id = o.id WHERE o.id = %d', $id)[0]
            ?? throw new Exception("There is no order {$id}");
        $props = ['status' => preg_replace('/^wc-/', '', $head['status']), 'total' => wc_format_decimal($head['total_amount'] ?? '0', wc_get_price_decimals())];
        foreach (self::ORDERS + self::OPERATIONAL as $column => $prop) {
            $props[$prop] ??= str_ends_with($column, '_gmt') && $head[$column] !== null ? "{$head[$column]}+00:00" : $head[$column];
        }
        foreach (stand_in_rows('SELECT * FROM {wc_order_addresses} WHERE order_id = %d', $id) as $row) {
            array_map(static function (string $field) use (&$props, $row): void { $props["{$row['address_type']}_{$field}"] = $row[$field]; }, self::ADDRESS);
        }
        return array_filter($props, static fn(mixed $value): bool => $value !== null);
    }
    public function create(WC_Abstract_Order $order): void {
        $order instanceof WC_Order && $order->get_order_key() === '' && $order->set_order_key('wc_order_' . wp_generate_password(13, false));
        $order->set_props(['currency' => $order->get_currency() ?: get_woocommerce_currency(), 'date_created' => $order->get_date_created() ?? time(),
            'date_modified' => $order->get_date_modified() ?? current_time('mysql')]);
        $order->set_id(wp_insert_post(['post_type' => 'shop_order_placehold', 'post_status' => 'draft', 'post_parent' => $order->get_parent_id()]));
        $this->write($order, 'create');
        if ($order instanceof WC_Order && !in_array($order->get_status(), self::DRAFTS, true)) {
            do_action('woocommerce_new_order', $order->get_id(), $order);
        }
    }
    public function update(WC_Abstract_Order $order, string $old_status): void {
        $order->get_items(['line_item', 'tax', 'shipping', 'fee', 'coupon']); // so all of them are saved with it, as in WooCommerce
        $changes = $order->get_changes();
        isset($changes['date_modified']) || $order->set_date_modified(current_time('mysql'));
        $this->write($order, 'update');
        [$status, $moved] = [$order->get_status(), $order->get_status() !== $old_status];
        if (!$order instanceof WC_Order) {
            do_action('woocommerce_update_order_refund', $order->get_id(), $order);
        } elseif ($moved && in_array($old_status, self::DRAFTS, true) && !in_array($status, self::DRAFTS, true)) {
            do_action('woocommerce_new_order', $order->get_id(), $order);
        } elseif (!($moved && in_array('trash', [$status, $old_status], true)) && ($changes === [] || array_diff_key($changes, self::QUIET) !== [])) {
            do_action('woocommerce_update_order', $order->get_id(), $order);
        }
    }
    private function write(WC_Abstract_Order $order, string $context): void {
        $id = $order->get_id();
        $order->set_version(WC_VERSION);
        // Of a new order everything, but of its addresses only what is filled in: an empty one has no row.
        $values = $order->get_changes() + ($context === 'create' ? array_diff_key($order->get_all(), ['billing_email' => 1]) : []);
        $status = isset($values['status']) ? ['status' => isset(wc_get_order_statuses()["wc-{$order->get_status()}"]) ? "wc-{$order->get_status()}" : $order->get_status()] : [];
        $rows = [['wc_orders', self::ORDERS, $values, $status + ['id' => $id, 'type' => $order->get_type()]], ['wc_order_operational_data', self::OPERATIONAL, $values, ['order_id' => $id]]];
        foreach (['billing', 'shipping'] as $kind) {
            $rows[] = ['wc_order_addresses', array_combine(self::ADDRESS, preg_filter('/^/', "{$kind}_", self::ADDRESS)), $order->get_changes(), ['order_id' => $id, 'address_type' => $kind]];
        }
        apply_filters('woocommerce_orders_table_datastore_extra_db_rows_for_order', [], $order, $context); // the moment; the stand-in writes no rows of plugins
        foreach ($rows as [$table, $columns, $from, $keys]) {
            $row = array_map(static fn(string $prop): mixed => $from[$prop], array_filter($columns, static fn(string $prop): bool => array_key_exists($prop, $from)));
            $row === [] || stand_in_put($table, $keys + $row);
        }
        $order->write_own_meta();
        $order->save_meta_data();
        $order->apply_changes();
    }
    public function delete(WC_Abstract_Order $order, bool $force): void {
        $id = $order->get_id();
        if (!$order instanceof WC_Order) {
            $this->remove_rows($id); // no hook at all, and its items stay: WooCommerce's HPOS does just that
        } elseif ($force) {
            do_action('woocommerce_before_delete_order', $id, $order);
            stand_in_run('DELETE items, meta FROM {woocommerce_order_items} items LEFT JOIN {woocommerce_order_itemmeta} meta ON meta.order_item_id = items.order_item_id WHERE order_id = %d', $id);
            array_map(static fn(WC_Order_Refund $refund): bool => $refund->delete(true), $order->get_refunds());
            $this->remove_rows($id);
            do_action('woocommerce_delete_order', $id);
        } else {
            do_action('woocommerce_before_trash_order', $id, $order);
            $order->get_status() === 'trash' || $this->trash_order($order);
            do_action('woocommerce_trash_order', $id);
        }
    }
    private function trash_order(WC_Order $order): void {
        stand_in_run("UPDATE {wc_orders} SET status = 'trash', date_updated_gmt = UTC_TIMESTAMP() WHERE id = %d", $order->get_id());
        foreach (['_wp_trash_meta_status' => "wc-{$order->get_status()}", '_wp_trash_meta_time' => time()] as $key => $value) {
            stand_in_put('wc_orders_meta', ['order_id' => $order->get_id(), 'meta_key' => $key, 'meta_value' => $value]);
        }
        $order->set_status('trash');
    }
    public function untrash_order(WC_Order $order): bool {
        $order->get_status() === 'trash' || throw new LogicException("Order {$order->get_id()} is not in the trash");
        $status = $order->get_meta('_wp_trash_meta_status');
        do_action('woocommerce_untrash_order', $order->get_id(), $status);
        $order->set_status($status);
        $order->save();
        array_map([$order, 'delete_meta_data'], ['_wp_trash_meta_status', '_wp_trash_meta_time']);
        $order->save_meta_data();
        return true;
    }
    private function remove_rows(int $id): void {
        foreach (['wc_orders' => 'id', 'wc_order_operational_data' => 'order_id', 'wc_order_addresses' => 'order_id', 'wc_orders_meta' => 'order_id', 'posts' => 'ID'] as $table => $key) {
            stand_in_run("DELETE FROM {{$table}} WHERE {$key} = %d", $id);
        }
        clean_post_cache($id);
    }
    /** @return array<int, WC_Order_Item> by id */
    public function read_items(int $order_id, string $type): array {
        $rows = stand_in_rows('SELECT order_item_id FROM {woocommerce_order_items} WHERE order_id = %d AND order_item_type = %s ORDER BY order_item_id', $order_id, $type);
        $ids = array_map('intval', array_column($rows, 'order_item_id'));
        update_meta_cache('order_item', $ids);
        return array_combine($ids, array_map(static fn(int $id): WC_Order_Item => new (WC_Abstract_Order::ITEMS[$type])($id), $ids));
    }
}
