<?php declare(strict_types=1); /** What orders and refunds have in common, and orders. */

abstract class WC_Abstract_Order extends WC_Data {
    public const ITEMS = ['line_item' => WC_Order_Item_Product::class, 'shipping' => WC_Order_Item_Shipping::class, 'fee' => WC_Order_Item_Fee::class,
        'coupon' => WC_Order_Item_Coupon::class, 'tax' => WC_Order_Item_Tax::class];
    protected const SHARED = 'parent_id:int status currency version prices_include_tax:bool date_created:date date_modified:date discount_total:decimal discount_tax:decimal '
        . 'shipping_total:decimal shipping_tax:decimal cart_tax:decimal total:decimal';
    /** @var array<string, array<int|string, WC_Order_Item>> by type; a type that is missing was not read yet */
    private array $items = [], $removed = [];
    private WC_Data_Store $store;
    public function __construct(int $id = 0) {
        parent::__construct();
        $this->store = WC_Data_Store::load('order');
        $this->id = $id;
        if ($id > 0) {
            $stored = $this->store->read($id) + array_map(fn(string $key): ?string => array_column($this->meta_rows(), 'meta_value', 'meta_key')[$key] ?? null, array_flip($this->keys));
            $this->object_read = false;
            foreach (array_intersect_key($stored, $this->data) as $prop => $value) {
                $this->set_prop($prop, $value);
            }
            $this->object_read = true;
        }
    }
    abstract public function get_type(): string;
    public function write_own_meta(): void {}
    public function get_data_store(): WC_Data_Store { return $this->store; }
    public function get_status(): string { return $this->get_prop('status') ?: apply_filters('woocommerce_default_order_status', 'pending'); }
    public static function generate_meta_cache_key(int|string $id, string $group): string { return "{$group}_object_meta_{$id}"; }
    public function save(): int {
        try {
            do_action("woocommerce_before_{$this->object_type}_object_save", $this, $this->store);
            $this->id > 0 ? $this->store->update($this, $this->data['status']) : $this->store->create($this);
            $this->save_items();
            do_action("woocommerce_after_{$this->object_type}_object_save", $this, $this->store);
        } catch (Exception $error) { // as in WooCommerce: what a handler throws leaves the order half-written; only an Error gets out
            wc_get_logger()->error("Error saving order ID {$this->id}: {$error->getMessage()}");
        }
        return $this->id;
    }
    private function save_items(): void {
        array_map(static fn(WC_Order_Item $item) => $item->delete(), $this->removed);
        $this->removed = [];
        foreach ($this->items as $type => $items) {
            $this->items[$type] = [];
            foreach ($items as $item) {
                $item->set_order_id($this->id);
                $this->items[$type][$item->save()] = $item;
            }
        }
    }
    /** @return array<int|string, WC_Order_Item> */
    public function get_items(array|string $types = 'line_item'): array {
        $found = [];
        foreach ((array) $types as $type) {
            $found += $this->items[$type] ??= $this->id > 0 ? $this->store->read_items($this->id, $type) : [];
        }
        return $found;
    }
    public function add_item(WC_Order_Item $item): void {
        $type = $item->get_type();
        $item->set_order_id($this->id);
        $this->items[$type] = $this->get_items($type) + [$item->get_id() ?: "new:{$type}" . count($this->get_items($type)) => $item];
    }
    public function remove_item(int|string $id): void {
        $item = $this->get_items(array_keys(self::ITEMS))[$id];
        unset($this->items[$item->get_type()][$id]);
        $item->get_id() > 0 && $this->removed[] = $item;
    }
    /** @return int the item's id; like WooCommerce it saves the item at once, for order 0 where the order is new */
    public function add_product(WC_Product $product, int $quantity = 1): int {
        $net = $product->net_price($quantity);
        $item = WC_Order_Item_Product::with(['product' => $product, 'quantity' => $quantity, 'subtotal' => $net, 'total' => $net, 'order_id' => $this->id]);
        $item->save();
        $this->add_item($item);
        return $item->get_id();
    }
    /** One tax line per rate, from what the other lines say. Saves the order. */
    public function update_taxes(): void {
        [$lines, $sums] = [[], ['cart' => [], 'shipping' => []]];
        foreach ($this->get_items(['line_item', 'fee', 'shipping']) as $item) {
            $kind = $item->is_type('shipping') ? 'shipping' : 'cart';
            foreach ($item->get_taxes()['total'] as $rate => $tax) {
                $sums[$kind][$rate] = stand_in_sum([$sums[$kind][$rate] ?? '0', wc_round_tax_total($tax)]);
            }
        }
        foreach ($this->get_items('tax') as $key => $line) {
            isset(($sums['cart'] + $sums['shipping'])[$line->get_rate_id()]) ? $lines[$line->get_rate_id()] = $line : $this->remove_item($key);
        }
        foreach (array_keys($sums['cart'] + $sums['shipping']) as $rate) {
            $line = $lines[$rate] ?? new WC_Order_Item_Tax();
            $line->set_props(WC_Tax::get_rate($rate) + ['tax_total' => $sums['cart'][$rate] ?? '0', 'shipping_tax_total' => $sums['shipping'][$rate] ?? '0']);
            isset($lines[$rate]) ? $line->save() : $this->add_item($line);
        }
        $this->set_props(['shipping_tax' => stand_in_sum($sums['shipping']), 'cart_tax' => stand_in_sum($sums['cart'])]);
        $this->save();
    }
    /** Saves the order, twice with taxes. */
    public function calculate_totals(bool $and_taxes = true): string {
        $places = wc_get_price_decimals();
        $sum = fn(string $of, string $prop): string => stand_in_sum(array_map(static fn(WC_Order_Item $item): string => stand_in_round($item->get_all()[$prop], $places), $this->get_items($of)));
        $taxes = fn(string $kind): string => stand_in_sum(array_map(static fn(WC_Order_Item $item): string => stand_in_sum($item->get_taxes()[$kind]), $this->get_items()));
        $total = $sum('line_item', 'total');
        $this->set_shipping_total($sum('shipping', 'total'));
        if ($and_taxes) {
            $country = ($this->get_all()['shipping_country'] ?: $this->get_all()['billing_country']) ?: WC()->base_country();
            foreach ($this->get_items(['line_item', 'fee', 'shipping']) as $item) {
                $item->calculate_taxes(WC_Tax::get_rates($item->is_type('shipping') ? '' : $item->get_tax_class(), $country));
            }
            $this->update_taxes();
        }
        $this->set_discount_total(stand_in_round(bcsub($sum('line_item', 'subtotal'), $total, 12), $places));
        $this->set_discount_tax(wc_round_tax_total(bcsub($taxes('subtotal'), $taxes('total'), 12)));
        $fees = array_map(static fn(WC_Order_Item_Fee $fee): string => $fee->get_total(), $this->get_items('fee'));
        $this->set_total(stand_in_round(stand_in_sum([$total, ...$fees, $this->get_shipping_total(), $this->get_cart_tax(), $this->get_shipping_tax()]), $places));
        $this->save();
        return $this->get_total();
    }
    public function delete(bool $force = false): bool {
        $check = apply_filters("woocommerce_pre_delete_{$this->object_type}", null, $this, $force);
        $check === null && $this->store->delete($this, $force);
        $this->id = $check === null ? 0 : $this->id;
        return (bool) ($check ?? true);
    }
    protected function meta_rows(): array { return stand_in_rows('SELECT id, meta_key, meta_value FROM {wc_orders_meta} WHERE order_id = %d ORDER BY id', $this->id); }
    /** Meta data saved by itself dates the order, unless it is dated this second already. */
    protected function write_meta(WC_Meta_Data $meta): void {
        if ($meta->value === null) {
            stand_in_run('DELETE FROM {wc_orders_meta} WHERE id = %d', $meta->id);
        } else {
            stand_in_put('wc_orders_meta', ['id' => $meta->id ?: null, 'order_id' => $this->id, 'meta_key' => $meta->key, 'meta_value' => maybe_serialize($meta->value)]);
            $meta->id = $meta->id ?: stand_in_db()->insert_id;
        }
        $meta->apply_changes();
        $is_late = $this->changes === [] && $this->get_date_modified()?->getTimestamp() < time();
        if (apply_filters('woocommerce_orders_table_datastore_should_save_after_meta_change', $is_late)) {
            $this->set_date_modified(current_time('mysql'));
            $this->save();
        }
    }
}

class WC_Order extends WC_Abstract_Order {
    protected const PROPS = self::SHARED . ' customer_id:int order_key payment_method payment_method_title transaction_id customer_ip_address customer_user_agent created_via customer_note '
        . 'date_completed:date date_paid:date cart_hash order_stock_reduced:bool download_permissions_granted:bool new_order_email_sent:bool recorded_sales:bool recorded_coupon_usage_counts:bool '
        . 'billing_first_name billing_last_name billing_company billing_address_1 billing_address_2 billing_city billing_state billing_postcode billing_country billing_email billing_phone '
        . 'shipping_first_name shipping_last_name shipping_company shipping_address_1 shipping_address_2 shipping_city shipping_state shipping_postcode shipping_country shipping_phone';
    protected string $object_type = 'order';
    private ?array $transition = null;
    public function get_type(): string { return 'shop_order'; }
    public function get_order_number(): string { return (string) apply_filters('woocommerce_order_number', $this->id, $this); }
    public function has_status(array|string $status): bool { return in_array($this->get_status(), (array) $status, true); }
    /** @return list<WC_Order_Refund> the newest first */
    public function get_refunds(): array { return wc_get_orders(['type' => 'shop_order_refund', 'parent' => $this->id, 'limit' => -1]); }
    /** @return array<string, string> */
    public function get_address(string $kind = 'billing'): array {
        $fields = array_filter(WC_Data_Store::ADDRESS, fn(string $field): bool => isset($this->data["{$kind}_{$field}"]));
        return array_combine($fields, array_map(fn(string $field): string => $this->get_prop("{$kind}_{$field}"), $fields));
    }
    public function set_address(array $address, string $kind): void { $this->set_props(array_combine(preg_filter('/^/', "{$kind}_", array_keys($address)), $address)); }
    public function write_own_meta(): void {
        foreach (['billing', 'shipping'] as $kind) {
            $is_due = preg_grep("/^{$kind}_/", array_keys($this->changes)) !== [] || $this->get_meta("_{$kind}_address_index") === '';
            $is_due && $this->update_meta_data("_{$kind}_address_index", implode(' ', $this->get_address($kind)));
        }
    }
    /** What being paid makes of it; a way of paying may say otherwise. */
    private function paid_status(): string {
        $products = array_filter(array_map(static fn(WC_Order_Item_Product $item) => $item->get_product(), $this->get_items()));
        $to_do = array_filter($products, static fn(WC_Product $product): bool => !($product->is_virtual() && $product->get_downloadable()));
        return apply_filters('woocommerce_payment_complete_order_status', $to_do === [] ? 'completed' : 'processing', $this->id, $this);
    }
    public function set_status(string $status, string|false $note = ''): void {
        $known = static fn(string $one): bool => isset(wc_get_order_statuses()["wc-{$one}"]) || $one === 'trash';
        $status = preg_replace('/^wc-/', '', $status);
        $status = $known($status) || $status === 'auto-draft' ? $status : 'pending';
        $from = $known($this->get_status()) ? $this->get_status() : 'pending';
        $this->set_prop('status', $status);
        if ($from !== $status) {
            $this->transition = ['from' => $this->transition['from'] ?? $from, 'to' => $status, 'note' => $note];
            $this->get_date_paid() === null && $this->has_status([$this->paid_status(), 'completed']) && $this->set_date_paid(time());
            $status === 'completed' && $this->set_date_completed(time());
        }
    }
    public function save(): int {
        parent::save();
        [$change, $this->transition] = [$this->transition, null];
        if ($change === null) {
            return $this->id;
        }
        ['from' => $from, 'to' => $to] = $change;
        do_action("woocommerce_order_status_{$to}", $this->id, $this, $change);
        if ($change['note'] !== false && !in_array($from, ['draft', 'auto-draft', 'checkout-draft'], true)) {
            $this->add_order_note(trim("{$change['note']} Order status changed from {$from} to {$to}."));
        }
        do_action("woocommerce_order_status_{$from}_to_{$to}", $this->id, $this);
        do_action('woocommerce_order_status_changed', $this->id, $from, $to, $this);
        if (in_array($from, ['pending', 'failed'], true) && in_array($to, ['processing', 'completed'], true)) {
            do_action('woocommerce_order_payment_status_changed', $this->id, $this);
        }
        return $this->id;
    }
    public function update_status(string $status, string $note = ''): bool { $this->set_status($status, $note); return $this->save() > 0; }
    public function payment_complete(string $transaction_id = ''): bool {
        if ($this->has_status(['pending', 'on-hold', 'failed', 'cancelled'])) {
            $transaction_id === '' || $this->set_transaction_id($transaction_id);
            $this->get_date_paid() ?? $this->set_date_paid(time());
            $this->set_status($this->paid_status(), false);
            $this->add_order_note('Payment complete.');
            $this->save();
            do_action('woocommerce_payment_complete', $this->id, $this->get_transaction_id());
        }
        return true;
    }
    public function add_order_note(string $note): int {
        $id = wp_insert_comment(['comment_post_ID' => $this->id, 'comment_author' => 'WooCommerce', 'comment_agent' => 'WooCommerce', 'comment_content' => $note, 'comment_type' => 'order_note']);
        do_action('woocommerce_order_note_added', $id, $this);
        return $id;
    }
}
