<?php

/**
 * What order number plugins do: shows another number than the id. On when the option holds a pattern with {id}, for
 * example "SHOP-{id}/A".
 */

declare(strict_types=1);

defined('ABSPATH') || exit;

add_filter('woocommerce_order_number', static function ($number, $order) {
    $pattern = get_option('counterfoil_sandbox_order_numbers', '');
    return $pattern === '' ? $number : str_replace('{id}', (string) $order->get_id(), $pattern);
}, 10, 2);
