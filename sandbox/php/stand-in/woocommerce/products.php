<?php declare(strict_types=1); /** Products and variations, as posts with WooCommerce's meta keys. */

class WC_Product extends WC_Data {
    public const KINDS = ['simple' => WC_Product_Simple::class, 'variable' => WC_Product_Variable::class, 'variation' => WC_Product_Variation::class];
    protected const PROPS = 'name slug status parent_id:int kind::_stand_in_kind sku::_sku price:amount:_price regular_price:amount:_regular_price sale_price:amount:_sale_price '
        . 'tax_class::_tax_class manage_stock:bool:_manage_stock stock_quantity:any:_stock stock_status::_stock_status backorders::_backorders virtual:bool:_virtual '
        . 'downloadable:bool:_downloadable weight::_weight attributes:any:_product_attributes';
    protected const START = ['kind' => 'simple', 'status' => 'publish', 'stock_status' => 'instock', 'backorders' => 'no', 'stock_quantity' => ''];
    protected string $object_type = 'product';
    public function __construct(int $id = 0) {
        parent::__construct();
        $this->id = $id;
        if ($id > 0) {
            $this->read_keys();
            $post = get_post($id);
            $this->data = ['name' => $post->post_title, 'slug' => $post->post_name, 'status' => $post->post_status, 'parent_id' => $post->post_parent] + $this->data;
        }
    }
    public function is_type(string $kind): bool { return $this->get_kind() === $kind; }
    public function is_virtual(): bool { return $this->get_virtual(); }
    /** The product whose stock counts: a variation without one of its own takes from its parent's. */
    public function with_stock(): self { return $this; }
    public function managing_stock(): bool { return $this->with_stock()->get_manage_stock() && get_option('woocommerce_manage_stock') === 'yes'; }
    public function get_stock_quantity(): ?int { return $this->get_prop('stock_quantity') === '' ? null : (int) $this->get_prop('stock_quantity'); }
    public function has_enough_stock(int $quantity): bool { return !$this->managing_stock() || ($of = $this->with_stock())->get_backorders() !== 'no' || $of->get_stock_quantity() >= $quantity; }
    public function net_price(int $quantity): string {
        $price = bcmul($this->get_price() ?: '0', (string) $quantity, 12);
        $taxes = wc_prices_include_tax() ? WC_Tax::calc_tax($price, WC_Tax::get_rates($this->get_tax_class(), WC()->base_country()), true) : [];
        return stand_in_sum([bcsub($price, stand_in_sum($taxes), 12)]);
    }
    public function save(): int {
        $this->set_price($this->get_sale_price() ?: $this->get_regular_price());
        $this->get_manage_stock() && $this->set_stock_status($this->get_stock_quantity() > 0 ? 'instock' : ($this->get_backorders() === 'no' ? 'outofstock' : 'onbackorder'));
        $type = $this->is_type('variation') ? 'product_variation' : 'product';
        $is_new = $this->id === 0;
        $this->id = wp_insert_post(['ID' => $this->id, 'post_type' => $type, 'post_title' => $this->get_name(), 'post_name' => $this->get_slug(), 'post_status' => $this->get_status(),
            'post_parent' => $this->get_parent_id()]);
        $this->write_keys();
        $this->apply_changes();
        do_action('woocommerce_' . ($is_new ? 'new' : 'update') . "_{$type}", $this->id, $this);
        return $this->id;
    }
}

class WC_Product_Simple extends WC_Product {}
class WC_Product_Variable extends WC_Product { protected const START = ['kind' => 'variable'] + parent::START; }

class WC_Product_Variation extends WC_Product {
    protected const START = ['kind' => 'variation'] + parent::START;
    private function parent(): WC_Product { return wc_get_product($this->get_parent_id()); }
    public function get_sku(): string { return $this->get_prop('sku') ?: $this->parent()->get_sku(); }
    public function get_tax_class(): string { return $this->get_prop('tax_class') === 'parent' ? $this->parent()->get_tax_class() : $this->get_prop('tax_class'); }
    public function with_stock(): WC_Product { return $this->get_manage_stock() ? $this : $this->parent(); }
    public function get_name(): string { return $this->parent()->get_name() . ' - ' . implode(', ', $this->get_attributes()); }
}

class WC_Product_Attribute extends WC_Data { protected const PROPS = 'name options:any visible:bool variation:bool'; }

function wc_get_product(mixed $product): WC_Product|false {
    $id = $product instanceof WC_Product ? $product->get_id() : (int) $product;
    $class = $id > 0 ? WC_Product::KINDS[get_post_meta($id, '_stand_in_kind', true)] ?? null : null;
    return $class === null ? false : new $class($id);
}

/** @param string $how set, increase or decrease */
function wc_update_product_stock(WC_Product $product, int $quantity, string $how = 'set'): int {
    $product = $product->with_stock();
    $kind = $product->is_type('variation') ? 'variation' : 'product';
    do_action("woocommerce_{$kind}_before_set_stock", $product);
    $how = ['set' => '', 'increase' => 'meta_value + ', 'decrease' => 'meta_value - '][$how];
    stand_in_run("UPDATE {postmeta} SET meta_value = {$how}%d WHERE post_id = %d AND meta_key = '_stock'", $quantity, $product->get_id());
    wp_cache_delete($product->get_id(), 'post_meta');
    do_action('woocommerce_updated_product_stock', $product->get_id());
    $product = wc_get_product($product->get_id());
    $product->save();
    do_action("woocommerce_{$kind}_set_stock", $product);
    return $product->get_stock_quantity();
}
