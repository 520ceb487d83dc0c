<?php declare(strict_types=1); /** Finding orders, and what they take from the stock and give back. */

function wc_get_order_statuses(): array {
    return apply_filters('wc_order_statuses', ['wc-pending' => 'Pending payment', 'wc-processing' => 'Processing', 'wc-on-hold' => 'On hold', 'wc-completed' => 'Completed',
        'wc-cancelled' => 'Cancelled', 'wc-refunded' => 'Refunded', 'wc-failed' => 'Failed', 'wc-checkout-draft' => 'Draft']);
}
function wc_get_order_status_name(string $status): string { return wc_get_order_statuses()[str_starts_with($status, 'wc-') ? $status : "wc-{$status}"] ?? $status; }

function wc_get_order(mixed $order): WC_Abstract_Order|false {
    $id = $order instanceof WC_Abstract_Order ? $order->get_id() : (is_numeric($order) ? (int) $order : 0);
    $type = Automattic\WooCommerce\Utilities\OrderUtil::get_order_type($id);
    $class = ['shop_order' => WC_Order::class, 'shop_order_refund' => WC_Order_Refund::class][$type] ?? null;
    return $class === null ? false : new (apply_filters('woocommerce_order_class', $class, $type, $id))($id);
}

/** @return list<WC_Abstract_Order|int> the newest first */
function wc_get_orders(array $args = []): array {
    $columns = ['post__in' => 'id', 'parent' => 'parent_order_id', 'post_parent__in' => 'parent_order_id'] + array_combine($same = ['type', 'status', 'customer_id', 'billing_email'], $same);
    $unknown = array_diff_key($args, $columns, ['limit' => 1, 'return' => 1, 'orderby' => 1]);
    $unknown === [] || throw new InvalidArgumentException('The stand-in for WooCommerce has no wc_get_orders by ' . implode(', ', array_keys($unknown)));
    $args += ['status' => array_keys(wc_get_order_statuses()), 'limit' => 10, 'return' => 'objects'];
    $args['status'] = array_map(static fn(string $one): string => isset(wc_get_order_statuses()["wc-{$one}"]) ? "wc-{$one}" : $one, (array) $args['status']);
    [$sql, $values] = ['SELECT id FROM {wc_orders} WHERE 1', []];
    foreach (array_intersect_key($columns, $args['status'] === ['any'] ? array_diff_key($args, ['status' => 1]) : $args) as $name => $column) {
        $places = implode(', ', array_fill(0, count((array) $args[$name]), '%s'));
        $sql .= $places === '' ? ' AND 0' : " AND {$column} IN ({$places})";
        array_push($values, ...array_values((array) $args[$name]));
    }
    $sql .= ' ORDER BY date_created_gmt DESC, id DESC' . ($args['limit'] < 0 ? '' : ' LIMIT ' . (int) $args['limit']);
    $ids = array_map('intval', array_column(stand_in_rows($sql, ...$values), 'id'));
    return $args['return'] === 'ids' ? $ids : array_map('wc_get_order', $ids);
}

function wc_maybe_reduce_stock_levels(int $order_id): void { stand_in_move_stock($order_id, true); }
function wc_maybe_increase_stock_levels(int $order_id): void { stand_in_move_stock($order_id, false); }

/** Each line once, in either direction: its `_reduced_stock` says what it holds. */
function stand_in_move_stock(int $order_id, bool $take): void {
    $order = wc_get_order($order_id);
    if (!$order || $order->get_order_stock_reduced() === $take) {
        return;
    }
    $moved = [];
    foreach ($order->get_items() as $item) {
        [$product, $taken] = [$item->get_product(), $item->get_meta('_reduced_stock')];
        if ((bool) $taken === $take || !$product || !$product->managing_stock()) {
            continue;
        }
        $quantity = $take ? $item->get_quantity() : (int) $taken;
        $new = wc_update_product_stock($product, $quantity, $take ? 'decrease' : 'increase');
        $old = $take ? $new + $quantity : $new - $quantity;
        $take ? $item->add_meta_data('_reduced_stock', $quantity, true) : $item->delete_meta_data('_reduced_stock');
        $item->save();
        $moved[] = "{$product->get_name()} ({$old}→{$new})";
        $take ? do_action('woocommerce_reduce_order_item_stock', $item, ['product' => $product, 'from' => $old, 'to' => $new], $order)
            : do_action('woocommerce_restore_order_item_stock', $item, $new, $old, $order);
    }
    $moved === [] || $order->add_order_note('Stock levels ' . ($take ? 'reduced: ' : 'increased: ') . implode(', ', $moved));
    do_action($take ? 'woocommerce_reduce_order_stock' : 'woocommerce_restore_order_stock', $order);
    $order = wc_get_order($order_id);
    $order->set_order_stock_reduced($take);
    $order->save();
}

function stand_in_restock(WC_Order $order, array $line_items): void {
    foreach (array_intersect_key($order->get_items(), $line_items) as $id => $item) {
        [$product, $taken, $quantity] = [$item->get_product(), $item->get_meta('_reduced_stock'), $line_items[$id]['qty'] ?? 0];
        if ($taken && $quantity && $product && $product->managing_stock()) {
            $new = wc_update_product_stock($product, $quantity, 'increase');
            $item->update_meta_data('_reduced_stock', $taken - $quantity);
            $item->update_meta_data('_restock_refunded_items', $quantity + (int) $item->get_meta('_restock_refunded_items'));
            $order->add_order_note("Item #{$product->get_id()} stock increased to {$new}.");
            $item->save();
            do_action('woocommerce_restock_refunded_item', $product->get_id(), $new - $quantity, $new, $order, $product);
        }
    }
}

array_map(static fn(string $when) => add_action("woocommerce_{$when}", 'wc_maybe_reduce_stock_levels'), ['order_status_completed', 'order_status_processing', 'order_status_on-hold', 'payment_complete']);
array_map(static fn(string $when) => add_action("woocommerce_{$when}", 'wc_maybe_increase_stock_levels'), ['order_status_cancelled', 'order_status_pending', 'order_status_failed']);
