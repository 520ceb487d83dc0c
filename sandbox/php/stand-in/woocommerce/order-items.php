<?php declare(strict_types=1); /** The lines of an order: a row in woocommerce_order_items each, their values in woocommerce_order_itemmeta. */

abstract class WC_Order_Item extends WC_Data {
    public const TYPE = '';
    protected const META_TYPE = 'order_item';
    /** WooCommerce writes all values of these kinds at each save, of the others only what changed. */
    protected const WRITES_ALL = false;
    protected string $object_type = 'order_item';
    public function __construct(int $id = 0) {
        parent::__construct();
        $this->id = $id;
        if ($id > 0) {
            $row = stand_in_rows('SELECT * FROM {woocommerce_order_items} WHERE order_item_id = %d', $id)[0] ?? throw new Exception("There is no order item {$id}");
            $this->read_keys(['subtotal_tax', 'total_tax']);
            [$this->data['order_id'], $this->data['name']] = [(int) $row['order_id'], $row['order_item_name']];
        }
    }
    public function get_type(): string { return static::TYPE; }
    public function is_type(string $type): bool { return static::TYPE === $type; }
    /** @param mixed $taxes ['total' => [rate id => amount], 'subtotal' => …], or nothing */
    public function set_taxes(mixed $taxes): void {
        $kinds = array_key_exists('subtotal', $this->data) ? ['total', 'subtotal'] : ['total'];
        $of = static fn(string $kind): array => array_map(static fn(mixed $tax): string => wc_format_decimal($tax), empty($taxes['total']) ? [] : $taxes[$kind]);
        $kept = array_combine($kinds, array_map($of, $kinds));
        $this->set_prop('taxes', $kept);
        array_map(fn(string $kind) => $this->set_prop("{$kind}_tax", stand_in_sum(array_map('wc_round_tax_total', $kept[$kind]))), $kinds);
    }
    public function calculate_taxes(array $rates): void {
        $of = static fn(string $amount): array => WC_Tax::calc_tax($amount, $rates, false);
        $this->set_taxes(['total' => $of($this->get_total()), 'subtotal' => $of($this->get_all()['subtotal'] ?? '0')]);
    }
    public function save(): int {
        $row = ['order_item_name' => $this->get_prop('name'), 'order_item_type' => static::TYPE, 'order_id' => $this->get_prop('order_id')];
        $is_new = $this->id === 0;
        if ($is_new || isset($this->changes['name']) || isset($this->changes['order_id'])) {
            stand_in_put('woocommerce_order_items', $row + ($is_new ? [] : ['order_item_id' => $this->id]));
            $this->id = $is_new ? stand_in_db()->insert_id : $this->id;
        }
        $this->write_keys(static::WRITES_ALL);
        $this->save_meta_data();
        $this->apply_changes();
        do_action($is_new ? 'woocommerce_new_order_item' : 'woocommerce_update_order_item', $this->id, $this, $row['order_id']);
        return $this->id;
    }
    public function delete(): void { wc_delete_order_item($this->id); }
}

class WC_Order_Item_Product extends WC_Order_Item {
    public const TYPE = 'line_item';
    protected const PROPS = 'order_id:int name product_id:int:_product_id variation_id:int:_variation_id quantity:any:_qty tax_class::_tax_class subtotal:decimal:_line_subtotal '
        . 'subtotal_tax:decimal:_line_subtotal_tax total:decimal:_line_total total_tax:decimal:_line_tax taxes:any:_line_tax_data';
    protected const START = ['quantity' => 1, 'taxes' => ['subtotal' => [], 'total' => []]];
    public function set_quantity(int|string $quantity): void { $this->set_prop('quantity', (int) $quantity); }
    public function get_product(): WC_Product|false { return wc_get_product($this->get_variation_id() ?: $this->get_product_id()); }
    public function set_total(mixed $total): void {
        $this->set_prop('total', $total);
        bccomp($this->get_subtotal(), $this->get_total(), 12) < 0 && $this->set_subtotal($total);
    }
    public function set_product(WC_Product $product): void {
        $variation = $product->is_type('variation');
        $this->set_props(['name' => $product->get_name(), 'tax_class' => $product->get_tax_class(), 'product_id' => $variation ? $product->get_parent_id() : $product->get_id(),
            'variation_id' => $variation ? $product->get_id() : 0]);
        foreach ($variation ? $product->get_attributes() : [] as $name => $value) {
            $this->add_meta_data($name, $value, true);
        }
    }
}

class WC_Order_Item_Shipping extends WC_Order_Item {
    public const TYPE = 'shipping';
    protected const PROPS = 'order_id:int name method_id::method_id instance_id::instance_id total:decimal:cost total_tax:decimal:total_tax taxes:any:taxes';
    protected const START = ['taxes' => ['total' => []]];
}

class WC_Order_Item_Fee extends WC_Order_Item {
    public const TYPE = 'fee';
    protected const PROPS = 'order_id:int name amount:amount:_fee_amount tax_class::_tax_class tax_status::_tax_status total:amount:_line_total total_tax:amount:_line_tax taxes:any:_line_tax_data';
    protected const START = ['tax_status' => 'taxable', 'taxes' => ['total' => []]];
    protected const WRITES_ALL = true;
}

class WC_Order_Item_Coupon extends WC_Order_Item {
    public const TYPE = 'coupon';
    protected const PROPS = 'order_id:int name discount:decimal:discount_amount discount_tax:decimal:discount_amount_tax';
    protected const WRITES_ALL = true;
}

class WC_Order_Item_Tax extends WC_Order_Item {
    public const TYPE = 'tax';
    protected const PROPS = 'order_id:int name rate_id:int:rate_id label::label compound:bool:compound tax_total:decimal:tax_amount shipping_tax_total:decimal:shipping_tax_amount '
        . 'rate_percent::rate_percent';
}

function wc_update_order_item_meta(int $id, string $key, mixed $value): bool { return (bool) update_metadata('order_item', $id, $key, wp_slash($value)); }
function wc_delete_order_item(int $id): void {
    do_action('woocommerce_before_delete_order_item', $id);
    stand_in_run('DELETE items, meta FROM {woocommerce_order_items} items LEFT JOIN {woocommerce_order_itemmeta} meta ON meta.order_item_id = items.order_item_id WHERE items.order_item_id = %d', $id);
    wp_cache_delete($id, 'order_item_meta');
    do_action('woocommerce_delete_order_item', $id);
}
