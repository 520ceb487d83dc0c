<?php declare(strict_types=1); /** Refunds: orders of their own with amounts below zero. */

class WC_Order_Refund extends WC_Abstract_Order {
    protected const PROPS = self::SHARED . ' amount:amount:_refund_amount refunded_by:int:_refunded_by refunded_payment:bool:_refunded_payment reason::_refund_reason';
    protected const START = ['status' => 'completed'];
    protected string $object_type = 'order_refund';
    public function get_type(): string { return 'shop_order_refund'; }
    public function write_own_meta(): void {
        stand_in_run("DELETE FROM {wc_orders_meta} WHERE order_id = %d AND meta_key IN ('" . implode("', '", array_keys($this->keys)) . "')", $this->id);
        foreach ($this->keys as $key => $prop) {
            stand_in_put('wc_orders_meta', ['order_id' => $this->id, 'meta_key' => $key, 'meta_value' => (string) $this->get_prop($prop)]);
        }
    }
}

/** $args: amount, reason, order_id, restock_items, line_items {item id: {qty, refund_total, refund_tax {rate: …}}} */
function wc_create_refund(array $args): WC_Order_Refund|WP_Error {
    $args += ['amount' => 0, 'reason' => null, 'line_items' => [], 'refund_payment' => false, 'restock_items' => false];
    $order = wc_get_order($args['order_id']);
    $amount = wc_format_decimal($args['amount']);
    $refunded = $order ? array_map(static fn(WC_Order_Refund $refund): string => $refund->get_amount(), $order->get_refunds()) : [];
    $left = $order ? bcsub($order->get_total(), stand_in_sum($refunded), 8) : '0';
    if (!$order || $args['refund_payment'] || bccomp($amount, '0', 8) < 0 || bccomp($amount, $left, 8) > 0) {
        return new WP_Error('error', $args['refund_payment'] ? 'The stand-in for WooCommerce pays nothing back' : ($order ? 'Invalid refund amount.' : 'Invalid order ID.'));
    }
    $refund = WC_Order_Refund::with(['currency' => $order->get_currency(), 'amount' => $amount, 'parent_id' => $order->get_id(), 'refunded_by' => get_current_user_id() ?: 1,
        'prices_include_tax' => $order->get_prices_include_tax(), 'reason' => $args['reason']]);
    array_map(static fn(int $id, WC_Order_Item $item) => isset($args['line_items'][$id]) && $refund->add_item(stand_in_refund_line($id, $item, $args['line_items'][$id])),
        array_keys($order->get_items(['line_item', 'fee', 'shipping'])), $order->get_items(['line_item', 'fee', 'shipping']));
    $refund->update_taxes();
    $refund->calculate_totals(false);
    $refund->set_total(bcmul($amount, '-1', 8));
    do_action('woocommerce_create_refund', $refund, $args);
    $refund->save();
    $args['restock_items'] && stand_in_restock($order, $args['line_items']);
    do_action('woocommerce_order_' . (bccomp($left, $amount, 8) > 0 ? 'partially' : 'fully') . '_refunded', $order->get_id(), $refund->get_id());
    bccomp($left, $amount, 8) > 0 || $order->update_status('refunded');
    $order->set_date_modified(time());
    $order->save();
    do_action('woocommerce_refund_created', $refund->get_id(), $args);
    do_action('woocommerce_order_refunded', $order->get_id(), $refund->get_id());
    return $refund;
}

function stand_in_refund_line(int $id, WC_Order_Item $item, array $of): WC_Order_Item {
    $negative = static fn(mixed $value): string => stand_in_sum([bcmul(wc_format_decimal($value) ?: '0', '-1', 6)]);
    $line = new ($item::class)();
    $line->set_props(array_diff_key($item->get_all(), ['quantity' => 1, 'subtotal' => 1, 'subtotal_tax' => 1, 'total' => 1, 'total_tax' => 1, 'taxes' => 1]));
    $line->add_meta_data('_refunded_item_id', $id, true);
    $item->is_type('line_item') && $line->set_props(['subtotal' => $negative($of['refund_total']), 'quantity' => -($of['qty'] ?? 0)]);
    $line->set_total($negative($of['refund_total']));
    $taxes = array_map($negative, array_filter($of['refund_tax'] ?? []));
    $line->set_taxes(['total' => $taxes, 'subtotal' => $taxes]);
    return $line;
}
