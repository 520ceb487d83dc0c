<?php declare(strict_types=1); /** The calls of the Store API that a checkout makes: wc/store/v1. */

final class Stand_In_Store_Api {
    private const ROUTES = ['GET products', 'GET cart', 'DELETE cart/items', 'POST cart/add-item', 'POST cart/apply-coupon', 'POST cart/update-customer', 'POST cart/select-shipping-rate',
        'GET checkout', 'POST checkout'];
    public static function register(): void {
        foreach (self::ROUTES as $name) {
            [$method, $route] = explode(' ', $name);
            $answer = static fn(WP_REST_Request $request): WP_REST_Response|WP_Error => self::answer($request, strtolower(strtr($name, ' /-', '___')));
            register_rest_route('wc/store/v1', $route, ['methods' => $method, 'permission_callback' => '__return_true', 'callback' => $answer]);
        }
    }
    private static function answer(WP_REST_Request $request, string $work): WP_REST_Response|WP_Error {
        wc_load_cart();
        $reads = $request->get_method() === 'GET';
        try {
            $reads || wp_verify_nonce((string) $request->get_header('nonce'), 'wc_store_api') || apply_filters('woocommerce_store_api_disable_nonce_check', false)
                || throw new DomainException('Nonce is invalid.', 403);
            $data = self::$work($request);
        } catch (DomainException $refusal) {
            return new WP_Error("woocommerce_rest_{$work}_refused", $refusal->getMessage(), ['status' => $refusal->getCode()]);
        }
        $reads || WC()->session->save();
        return new WP_REST_Response($data, 200, ['Nonce' => wp_create_nonce('wc_store_api'), 'Cache-Control' => 'no-store']);
    }
    private static function get_products(WP_REST_Request $request): array {
        $ids = get_posts(['post_type' => 'product', 'fields' => 'ids', 'numberposts' => (int) ($request['per_page'] ?? 10)]);
        return array_map(static fn(int $id): array => ['id' => $id, 'name' => get_the_title($id)], $ids);
    }
    private static function get_cart(): array {
        $totals = WC()->cart->totals();
        $rates = array_map(static fn(string $id): array => ['rate_id' => $id, 'selected' => $id === $totals['rate']], array_keys($totals['rates']));
        return ['needs_shipping' => $totals['needs_shipping'], 'shipping_rates' => $rates === [] ? [] : [['package_id' => 0, 'shipping_rates' => $rates]],
            'totals' => ['total_price' => $totals['total'], 'currency_code' => get_woocommerce_currency(), 'currency_minor_unit' => wc_get_price_decimals()]];
    }
    private static function delete_cart_items(): array { WC()->cart->empty_cart(); return []; }
    private static function post_cart_add_item(WP_REST_Request $request): array {
        $product = wc_get_product($request['id']);
        !$product || $product->is_type('variable') ? throw new DomainException('This product cannot be added to the cart.', 400) : WC()->cart->add_to_cart($product->get_id(), (int) $request['quantity']);
        self::check_stock();
        return self::get_cart();
    }
    private static function check_stock(): void {
        foreach (WC()->cart->get_cart() as $id => $quantity) {
            $product = wc_get_product($id);
            $product->has_enough_stock($quantity) || throw new DomainException("There is not enough stock of \"{$product->get_name()}\".", 409);
        }
    }
    private static function post_cart_apply_coupon(WP_REST_Request $request): array {
        stand_in_coupon((string) $request['code']) ?? throw new DomainException("Coupon \"{$request['code']}\" does not exist!", 400);
        WC()->session->set('coupons', array_unique([...WC()->session->get('coupons', []), $request['code']]));
        return self::get_cart();
    }
    private static function post_cart_update_customer(WP_REST_Request $request): array {
        foreach (['billing_address', 'shipping_address'] as $name) {
            isset($request[$name]) && WC()->session->set($name, array_map('sanitize_text_field', $request[$name]));
        }
        return self::get_cart();
    }
    private static function post_cart_select_shipping_rate(WP_REST_Request $request): array {
        isset(WC()->cart->totals()['rates'][$request['rate_id']]) || throw new DomainException("Shipping \"{$request['rate_id']}\" is not offered.", 400);
        WC()->session->set('chosen_shipping_methods', [$request['rate_id']]);
        return self::get_cart();
    }
    private static function get_checkout(): array { return ['order_id' => 0, 'status' => 'checkout-draft']; }
    /** One shopper after the other, so that no two get the last piece. */
    private static function post_checkout(WP_REST_Request $request): array {
        self::post_cart_update_customer($request);
        WC()->cart->get_cart() === [] && throw new DomainException('Cannot create order from empty cart.', 400);
        is_email($request['billing_address']['email'] ?? '') || throw new DomainException('A valid email address is required', 400);
        in_array($request['payment_method'], ['cod', 'bacs', 'cheque'], true) || throw new DomainException('No payment method provided.', 400);
        stand_in_rows("SELECT GET_LOCK('stand_in_checkout', 30) AS got")[0]['got'] === '1' || throw new DomainException('The shop is busy.', 503);
        try {
            wp_cache_flush(); // the stock as the shopper before left it
            self::check_stock();
            $order = self::place_order($request);
        } finally {
            stand_in_rows("SELECT RELEASE_LOCK('stand_in_checkout')");
        }
        WC()->cart->empty_cart();
        return ['order_id' => $order->get_id(), 'order_number' => $order->get_order_number(), 'order_key' => $order->get_order_key(), 'status' => $order->get_status(),
            'payment_method' => $order->get_payment_method(), 'payment_result' => ['payment_status' => 'success', 'payment_details' => [], 'redirect_url' => home_url('/')]];
    }
    private static function place_order(WP_REST_Request $request): WC_Order {
        $method = $request['payment_method'];
        add_filter('woocommerce_payment_complete_order_status', static fn(string $status): string => $method === 'cod' ? 'completed' : $status);
        $order = self::draft_of_cart();
        do_action('woocommerce_store_api_checkout_order_created', $order);
        do_action('woocommerce_store_api_checkout_update_order_meta', $order);
        $order->set_props(['customer_note' => sanitize_textarea_field((string) $request['customer_note']), 'payment_method' => $method,
            'payment_method_title' => get_option("woocommerce_{$method}_settings")['title']]);
        do_action('woocommerce_store_api_checkout_update_order_from_request', $order, $request);
        $errors = new WP_Error();
        do_action('woocommerce_checkout_validate_order_before_payment', $order, $errors);
        $errors->has_errors() && throw new DomainException(implode(' ', $errors->get_error_messages()), 400);
        $order->update_status('pending');
        do_action('woocommerce_store_api_checkout_order_processed', $order);
        $is_download = static fn(WC_Order_Item_Product $item): bool => $item->get_product()->get_downloadable();
        $next = $method === 'cod' && array_filter($order->get_items(), $is_download) === [] ? 'processing' : 'on-hold';
        bccomp($order->get_total(), '0', 6) > 0 ? $order->update_status($next) : $order->payment_complete();
        return $order;
    }
    /** Saved, as a draft. */
    private static function draft_of_cart(): WC_Order {
        $totals = WC()->cart->totals();
        $order = new WC_Order();
        foreach ($totals['lines'] as $line) {
            $amounts = ['subtotal' => stand_in_from_minor($line['subtotal']), 'total' => stand_in_from_minor($line['total'])];
            $taxes = array_map(static fn(array $by_rate): array => array_map('stand_in_from_minor', $by_rate), $line['taxes']);
            $order->add_item(WC_Order_Item_Product::with(['product' => $line['product'], 'quantity' => $line['quantity']] + $amounts + ['taxes' => $taxes]));
        }
        if ($totals['rate'] !== null) {
            [$method, $instance] = explode(':', $totals['rate']);
            ['name' => $name, 'cost' => $cost] = $totals['rates'][$totals['rate']];
            $order->add_item(WC_Order_Item_Shipping::with(['name' => $name, 'method_id' => $method, 'instance_id' => $instance, 'total' => $cost]));
        }
        foreach ($totals['coupons'] as $code => $amounts) {
            $order->add_item(WC_Order_Item_Coupon::with(['name' => $code] + array_map('stand_in_from_minor', $amounts)));
        }
        foreach (['billing', 'shipping'] as $kind) {
            $order->set_address(array_intersect_key(WC()->session->get("{$kind}_address", []), array_flip(WC_Data_Store::ADDRESS)), $kind);
        }
        $order->set_props(['created_via' => 'store-api', 'prices_include_tax' => wc_prices_include_tax(), 'customer_id' => get_current_user_id(),
            'customer_ip_address' => $_SERVER['REMOTE_ADDR'] ?? '', 'customer_user_agent' => $_SERVER['HTTP_USER_AGENT'] ?? '']);
        $draft = static fn(): string => 'checkout-draft';
        add_filter('woocommerce_default_order_status', $draft);
        $order->set_status('checkout-draft'); // from the start, not a change
        remove_filter('woocommerce_default_order_status', $draft);
        $order->calculate_totals();
        return $order;
    }
}
