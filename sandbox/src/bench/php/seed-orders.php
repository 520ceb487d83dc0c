<?php

/**
 * Makes orders with the public API: 2 to 4 lines, two tax rates, shipping, an address each. {first, count, products:
 * [product id]} Gives their ids. No mails: rendering them is most of the time, and nobody reads them.
 */

declare(strict_types=1);

return static function (array $args): array {
    foreach (['new_order', 'customer_processing_order'] as $mail) {
        add_filter("woocommerce_email_enabled_{$mail}", '__return_false');
    }
    $products = array_map(wc_get_product(...), $args['products']);
    $ids = [];
    for ($index = $args['first']; $index < $args['first'] + $args['count']; $index++) {
        $order = new WC_Order();
        $address = [
            'first_name' => "Noé {$index}",
            'last_name' => 'Lefèvre',
            'address_1' => "{$index} rue de la Paix",
            'postcode' => '75002',
            'city' => 'Paris',
            'country' => 'FR',
            'phone' => '+33 1 23 45 67 89',
        ];
        $order->set_address($address + ['email' => "seeded-{$index}@example.test"], 'billing');
        $order->set_address($address, 'shipping');
        $order->set_payment_method('cod');
        $order->set_payment_method_title('Cash on delivery');
        $order->set_customer_ip_address('192.0.2.1');
        $order->set_customer_user_agent('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0');
        for ($line = 0; $line < 2 + $index % 3; $line++) {
            $order->add_product($products[($index + $line) % count($products)], 1 + ($index + $line) % 3);
        }
        $parcel = new WC_Order_Item_Shipping();
        $parcel->set_props(['method_title' => 'Parcel', 'method_id' => 'flat_rate', 'instance_id' => '1', 'total' => '4.08']);
        $order->add_item($parcel);
        $order->calculate_totals(true);
        $order->set_status('processing');
        $ids[] = $order->save();
    }
    return $ids;
};
