<?php

/**
 * Makes one order as code of other plugins and wp-admin do, with the public API, and saves it in its status at the end.
 * {status, lines: [{id, quantity, total?}], fees?, shipping?, coupons?, email?, customerId?, country?, exempt?,
 * currency?, payment?}
 */

declare(strict_types=1);

return static function (array $args): array {
    $order = new WC_Order();
    if (isset($args['currency'])) {
        $order->set_currency($args['currency']);
    }
    $country = $args['country'] ?? 'FR';
    $address = ['first_name' => 'Zoë', 'last_name' => "d'Été", 'address_1' => '1 rue des Lilas', 'postcode' => '75011', 'city' => 'Paris', 'country' => $country];
    $order->set_address($address + ['email' => $args['email'] ?? 'made@example.test'], 'billing');
    $order->set_address($address, 'shipping');
    $order->set_customer_id($args['customerId'] ?? 0);
    $order->set_payment_method($args['payment'] ?? 'cod');
    foreach ($args['lines'] ?? [] as $line) {
        $product = wc_get_product($line['id']);
        $prices = isset($line['total']) ? ['subtotal' => $line['total'], 'total' => $line['total']] : [];
        $order->add_product($product, $line['quantity'], $prices);
    }
    foreach ($args['shipping'] ?? [] as $row) {
        $item = new WC_Order_Item_Shipping();
        $item->set_props(['name' => $row['title'] ?? 'Parcel', 'method_id' => $row['method'] ?? 'flat_rate', 'instance_id' => '1', 'total' => $row['total']]);
        $order->add_item($item);
    }
    foreach ($args['fees'] ?? [] as $row) {
        $item = new WC_Order_Item_Fee();
        $item->set_props(['name' => $row['name'], 'amount' => $row['total'], 'total' => $row['total'], 'tax_class' => $row['taxClass'] ?? '', 'tax_status' => $row['taxStatus'] ?? 'taxable']);
        $order->add_item($item);
    }
    if ($args['exempt'] ?? false) {
        $order->add_meta_data('is_vat_exempt', 'yes', true);
    }
    $order->calculate_totals(true);
    foreach ($args['coupons'] ?? [] as $code) {
        $applied = $order->apply_coupon($code);
        if (is_wp_error($applied)) {
            throw new RuntimeException($applied->get_error_message());
        }
    }
    $order->set_status($args['status'] ?? 'processing');
    $order->save();
    return ['id' => $order->get_id(), 'total' => $order->get_total()];
};
