<?php

declare(strict_types=1);

namespace Counterfoil\Resources;

if (!defined('ABSPATH')) {
    exit;
}

/** An order's addresses in the contract's form. */
final class OrderAddress
{
    /** @return array<string, string> */
    public static function billing(\WC_Order $order): array
    {
        return self::fields($order->get_address('billing'));
    }

    /** @return array<string, string>|null null: none was given, or it is the billing address once more */
    public static function shipping(\WC_Order $order): ?array
    {
        $shipping = self::fields($order->get_address('shipping'));
        $place = array_diff_key($shipping, ['phone' => 1]);
        if (array_filter(array_diff_key($place, ['country' => 1, 'state' => 1])) === []) {
            return null; // the checkout fills in a country even where nothing is delivered
        }
        $billing = self::fields($order->get_address('billing'));
        return $place === array_diff_key($billing, ['phone' => 1]) && in_array($shipping['phone'], ['', $billing['phone']], true) ? null : $shipping;
    }

    /**
     * @param array<array-key, mixed> $address
     * @return array<string, string>
     */
    private static function fields(array $address): array
    {
        $country = strtoupper(ShopText::cut($address['country'] ?? '', 10));
        return [
            'firstName' => ShopText::cut($address['first_name'] ?? '', 255),
            'lastName' => ShopText::cut($address['last_name'] ?? '', 255),
            'company' => ShopText::cut($address['company'] ?? '', 255),
            'line1' => ShopText::cut($address['address_1'] ?? '', 500),
            'line2' => ShopText::cut($address['address_2'] ?? '', 500),
            'postcode' => ShopText::cut($address['postcode'] ?? '', 50),
            'city' => ShopText::cut($address['city'] ?? '', 255),
            'state' => ShopText::cut($address['state'] ?? '', 255),
            'country' => preg_match('/^[A-Z]{2}$/D', $country) === 1 ? $country : '',
            'phone' => ShopText::cut($address['phone'] ?? '', 100),
        ];
    }
}
