<?php
/**
 * Plays the life of an order and notes what another reader of the database sees at each hook: on WooCommerce and on the
 * stand-in alike, so that the two can be compared. Mails, downloads, sales and coupon counts are taken off first: the
 * stand-in has none. `args.products` are ids of products with managed stock: {simple, variation}. Returns lines of
 * text: "## step", each hook with the numbers of rows there are when it fires, then the rows that this step put (+) and
 * took (-). Ids stand as #1, #2, … in the order of their making.
 */

declare(strict_types=1);

return static function (array $args): array {
    global $wpdb, $wp_filter;

    foreach ($wp_filter as $name => $hook) {
        if (!preg_match('/^woocommerce_(order_status_|payment_complete$|order_(fully|partially)_refunded$|order_refunded$|new_order$|update_order$|trash_order$|delete_order$|untrash_order$)/', $name)) {
            continue;
        }
        foreach ($hook->callbacks as $priority => $callbacks) {
            foreach ($callbacks as $callback) {
                if (!in_array($callback['function'], ['wc_maybe_reduce_stock_levels', 'wc_maybe_increase_stock_levels'], true)) {
                    remove_filter($name, $callback['function'], $priority);
                }
            }
        }
    }

    // Whether meta data saved by itself saves the order once more depends on the second it happens in.
    add_filter('woocommerce_orders_table_datastore_should_save_after_meta_change', '__return_false');

    $watched = '/^(woocommerce_(before|after)_order(_refund)?_object_save|woocommerce_orders_table_datastore_extra_db_rows_for_order|woocommerce_(new|update)_order(_refund)?'
        . '|woocommerce_(new|update|before_delete|delete)_order_item|(added|updated|deleted)_order_(item_)?meta|woocommerce_order_status_.*|woocommerce_order_payment_status_changed'
        . '|woocommerce_payment_complete|woocommerce_create_refund|woocommerce_refund_created|woocommerce_order_(fully_|partially_)?refunded|woocommerce_pre_delete_order(_refund)?'
        . '|woocommerce_(before_)?(trash|delete)_order|woocommerce_untrash_order|woocommerce_removed_order_items|woocommerce_order_note_added'
        . '|woocommerce_(product|variation)_(before_)?set_stock|woocommerce_updated_product_stock|woocommerce_update_product(_variation)?|woocommerce_restock_refunded_item'
        . '|woocommerce_(reduce|restore)_order_(item_)?stock|woocommerce_store_api_checkout_(order_created|update_order_meta|update_order_from_request|order_processed))$/';
    $firstPost = (int) $wpdb->get_var("SELECT MAX(ID) FROM {$wpdb->posts}");
    $firstItem = (int) $wpdb->get_var("SELECT MAX(order_item_id) FROM {$wpdb->prefix}woocommerce_order_items");
    $rowsNow = static function () use ($wpdb, $firstPost, $firstItem): string {
        $count = static fn(string $table, string $where): string => $wpdb->get_var("SELECT COUNT(*) FROM {$table} WHERE {$where}");
        return sprintf(
            'post %s, order %s, operational %s, address %s, meta %s, item %s, itemmeta %s: %s',
            $count($wpdb->posts, "post_type = 'shop_order_placehold' AND ID > {$firstPost}"),
            $count("{$wpdb->prefix}wc_orders", "id > {$firstPost}"),
            $count("{$wpdb->prefix}wc_order_operational_data", "order_id > {$firstPost}"),
            $count("{$wpdb->prefix}wc_order_addresses", "order_id > {$firstPost}"),
            $count("{$wpdb->prefix}wc_orders_meta", "order_id > {$firstPost}"),
            $count("{$wpdb->prefix}woocommerce_order_items", "order_item_id > {$firstItem}"),
            $count("{$wpdb->prefix}woocommerce_order_itemmeta", "order_item_id > {$firstItem}"),
            $wpdb->get_var("SELECT GROUP_CONCAT(status ORDER BY id) FROM {$wpdb->prefix}wc_orders WHERE id > {$firstPost}") ?? 'no order',
        );
    };

    $lines = [];
    $step = null;
    $looking = false;
    add_filter('all', static function (string $name) use (&$lines, &$step, &$looking, $watched, $rowsNow): void {
        if ($step === null || $looking || !preg_match($watched, $name)) {
            return;
        }
        $looking = true;
        $lines[] = "{$name} | {$rowsNow()}";
        $looking = false;
    });

    $numbers = ['order' => [], 'item' => []];
    $number = static function (string $kind, $id) use (&$numbers): string {
        return (int) $id === 0 ? '0' : '#' . ($numbers[$kind][(int) $id] ??= count($numbers[$kind]) + 1);
    };
    $products = $args['products'] + ['parent of the variation' => wp_get_post_parent_id($args['products']['variation'])];
    $tablesNow = static function () use ($wpdb, $firstPost, $firstItem, $number, $products): array {
        $rows = [];
        $read = static function (string $table, string $order, array $drop) use ($wpdb, $firstPost, $firstItem, $number, $products, &$rows): void {
            $key = ['wc_orders' => 'id', 'woocommerce_order_items' => 'order_item_id', 'woocommerce_order_itemmeta' => 'order_item_id'][$table] ?? 'order_id';
            $first = $key === 'order_item_id' ? $firstItem : $firstPost;
            foreach ($wpdb->get_results("SELECT * FROM {$wpdb->prefix}{$table} WHERE {$key} > {$first} ORDER BY {$order}", ARRAY_A) as $row) {
                $row = array_diff_key($row, array_flip($drop));
                foreach ($row as $column => $value) {
                    $row[$column] = match (true) {
                        $value === null => null,
                        in_array($column, ['order_id', 'parent_order_id'], true) || ($table === 'wc_orders' && $column === 'id') => $number('order', $value),
                        $column === 'order_item_id' || ($row['meta_key'] ?? '') === '_refunded_item_id' && $column === 'meta_value' => $number('item', $value),
                        in_array($row['meta_key'] ?? '', ['_product_id', '_variation_id'], true) && $column === 'meta_value' => (string) (array_search((int) $value, $products, true) ?: $value),
                        str_ends_with($column, '_gmt') => 'time',
                        $column === 'order_key' => preg_replace('/^wc_order_\w{13}$/', 'key', $value),
                        $column === 'meta_value' && ($row['meta_key'] ?? '') === '_wp_trash_meta_time' => 'time',
                        default => $value,
                    };
                }
                $rows[] = "{$table}: " . implode(' | ', array_map(static fn($name, $value) => "{$name}=" . ($value ?? 'NULL'), array_keys($row), $row));
            }
        };
        $read('wc_orders', 'id', ['ip_address', 'user_agent']);
        $read('wc_order_operational_data', 'order_id', ['id', 'woocommerce_version']);
        $read('wc_order_addresses', 'order_id, address_type', ['id']);
        $read('wc_orders_meta', 'order_id, meta_key', ['id']);
        $read('woocommerce_order_items', 'order_item_id', []);
        $read('woocommerce_order_itemmeta', 'order_item_id, meta_key, meta_id', ['meta_id']);
        return $rows;
    };

    $before = [];
    $play = static function (string $name, callable $work) use (&$lines, &$before, &$step, $tablesNow) {
        $lines[] = "## {$name}";
        $step = $name;
        $result = $work();
        $step = null;
        wp_cache_flush();
        $after = $tablesNow();
        array_push($lines, ...preg_filter('/^/', '- ', array_values(array_diff($before, $after))), ...preg_filter('/^/', '+ ', array_values(array_diff($after, $before))));
        $before = $after;
        return $result;
    };

    $id = $play('create', static function () use ($args): int {
        $order = new WC_Order();
        $order->set_created_via('probe');
        $order->set_currency('EUR');
        $order->set_billing_first_name('Zoé');
        $order->set_billing_last_name("O'Neill");
        $order->set_billing_email('zoe@example.test');
        $order->set_billing_country('FR');
        $order->set_shipping_country('FR');
        $order->set_shipping_city('Lyon');
        $order->set_payment_method('cod');
        $order->set_payment_method_title('Cash on delivery');
        $order->update_meta_data('_probe', ['a' => "b'c"]);
        foreach ([[$args['products']['simple'], 3, '8.33', '24.99'], [$args['products']['variation'], 1, '16.658333', '15']] as [$product, $quantity, $subtotal, $total]) {
            $item = new WC_Order_Item_Product();
            $item->set_product(wc_get_product($product));
            $item->set_quantity($quantity);
            $item->set_subtotal($subtotal * $quantity);
            $item->set_total($total);
            $order->add_item($item);
        }
        $shipping = new WC_Order_Item_Shipping();
        $shipping->set_name('Parcel');
        $shipping->set_method_id('flat_rate');
        $shipping->set_instance_id('1');
        $shipping->set_total('4.90');
        $order->add_item($shipping);
        $fee = new WC_Order_Item_Fee();
        $fee->set_name('Gift wrap');
        $fee->set_amount('2.5');
        $fee->set_total('2.5');
        $order->add_item($fee);
        $coupon = new WC_Order_Item_Coupon();
        $coupon->set_name('ten-percent');
        $coupon->set_discount('1.66');
        $coupon->set_discount_tax('0.33');
        $order->add_item($coupon);
        $order->set_status('pending');
        return $order->save();
    });
    $play('calculate', static fn() => wc_get_order($id)->calculate_totals());
    $play('address', static function () use ($id): void {
        $order = wc_get_order($id);
        $order->set_billing_city('Paris');
        $order->update_meta_data('_probe', 'changed');
        $order->add_meta_data('_added', '1');
        $order->save();
    });
    $play('save without a change', static fn() => wc_get_order($id)->save());
    $play('pay', static fn() => wc_get_order($id)->payment_complete('T-1'));
    $play('item by itself', static function () use ($id): void {
        $item = array_values(wc_get_order($id)->get_items())[0];
        $item->set_name('Renamed');
        $item->add_meta_data('Engraving', 'Zoé');
        $item->save();
    });
    $play('item removed and added', static function () use ($id): void {
        $order = wc_get_order($id);
        $order->remove_item(array_key_first($order->get_items('fee')));
        $fee = new WC_Order_Item_Fee();
        $fee->set_name('Another fee');
        $fee->set_total('1');
        $order->add_item($fee);
        $order->save();
    });
    $refundId = $play('refund a part', static function () use ($id): int {
        $order = wc_get_order($id);
        $itemId = array_key_first($order->get_items());
        $rate = (int) array_values($order->get_items('tax'))[0]->get_rate_id();
        $lines = [$itemId => ['qty' => 1, 'refund_total' => '8.33', 'refund_tax' => [$rate => '1.67']]];
        $refund = wc_create_refund(['order_id' => $id, 'amount' => '10.00', 'reason' => 'Broken', 'line_items' => $lines, 'restock_items' => true]);
        return $refund->get_id();
    });
    $play('delete the refund', static fn() => wc_get_order($refundId)->delete(true));
    $play('refund all', static fn() => wc_create_refund(['order_id' => $id, 'amount' => wc_get_order($id)->get_total()])->get_id());
    $play('cancel', static fn() => wc_get_order($id)->update_status('cancelled', 'Changed their mind'));
    $play('trash', static fn() => wc_get_order($id)->delete(false));
    $play('untrash', static function () use ($id): void {
        $order = wc_get_order($id);
        $order->get_data_store()->untrash_order($order);
    });
    $play('delete for good', static fn() => wc_get_order($id)->delete(true));
    $draftId = $play('draft', static function () use ($args): int {
        $order = new WC_Order();
        $order->set_status('checkout-draft');
        $order->add_product(wc_get_product($args['products']['simple']), 2);
        $order->calculate_totals();
        return $order->get_id();
    });
    $play('draft becomes real', static fn() => wc_get_order($draftId)->update_status('pending'));
    $play('delete a pending order', static fn() => wc_get_order($draftId)->delete(true));

    // WooCommerce saves an order of the checkout block 18 times, the stand-in less often: compared is what comes first
    // of each kind.
    $lines[] = '## checkout';
    $checkOut = static function () use ($args, $wpdb, $watched): array {
        [$firstPost, $firstItem] = [(int) $wpdb->get_var("SELECT MAX(ID) FROM {$wpdb->posts}"), (int) $wpdb->get_var("SELECT MAX(order_item_id) FROM {$wpdb->prefix}woocommerce_order_items")];
        $seen = [];
        $looking = false;
        $look = static function (string $name) use (&$seen, &$looking, $watched, $wpdb, $firstPost, $firstItem): void {
            if ($looking || !preg_match($watched, $name) || preg_match('/item|meta$|note|extra_db_rows|product|variation/', $name)) {
                return;
            }
            $looking = true;
            $status = $wpdb->get_var("SELECT status FROM {$wpdb->prefix}wc_orders WHERE id > {$firstPost}") ?? 'no order';
            $items = $wpdb->get_var("SELECT COUNT(*) FROM {$wpdb->prefix}woocommerce_order_items WHERE order_item_id > {$firstItem} AND order_id > 0");
            $seen["{$name} | item {$items}: {$status}"] = true;
            $looking = false;
        };
        $ask = static function (string $route, array $body): array {
            $request = new WP_REST_Request('POST', "/wc/store/v1/{$route}");
            $request->set_header('Content-Type', 'application/json');
            $request->set_body(wp_json_encode($body));
            $response = rest_do_request($request);
            if ($response->get_status() >= 300) {
                throw new RuntimeException("{$route}: " . wp_json_encode($response->get_data()));
            }
            return $response->get_data();
        };
        add_filter('woocommerce_store_api_disable_nonce_check', '__return_true');
        wc_load_cart();
        WC()->cart->add_to_cart($args['products']['simple'], 3);
        WC()->cart->add_to_cart($args['products']['variation'], 1);
        $address = ['first_name' => 'Zoé', 'last_name' => "O'Neill", 'address_1' => '1 rue Neuve', 'city' => 'Lyon', 'postcode' => '69001', 'country' => 'FR', 'phone' => '0470000000'];
        $both = ['billing_address' => $address + ['email' => 'zoe@example.test'], 'shipping_address' => $address];
        $ask('cart/update-customer', $both);
        $ask('cart/apply-coupon', ['code' => 'five-off']);
        add_filter('all', $look);
        $answer = $ask('checkout', $both + ['payment_method' => 'cod', 'payment_data' => []]);
        remove_filter('all', $look);
        return array_keys($seen);
    };

    return [...$lines, ...$checkOut()];
};
