<?php

declare(strict_types=1);

namespace Counterfoil\Resources;

if (!defined('ABSPATH')) {
    exit;
}

/** An order's addresses in the contract's form. */
final class OrderAddress
{
    /**
     * @return array{billing: array<string, string>, shipping: array<string, string>|null} shipping null: none was
     *   given, or it is the billing address once more
     */
    public static function both(\WC_Order $order): array
    {
        $billing = self::fields($order->get_address('billing'));
        $shipping = self::fields($order->get_address('shipping'));
        return ['billing' => $billing, 'shipping' => self::saysSomething($shipping) && !self::isTheSame($shipping, $billing) ? $shipping : null];
    }

    /**
     * The checkout fills in a country even where nothing is delivered.
     *
     * @param array<string, string> $address
     */
    private static function saysSomething(array $address): bool
    {
        return implode('', array_diff_key($address, ['country' => 1, 'state' => 1, 'phone' => 1])) !== '';
    }

    /**
     * @param array<string, string> $shipping
     * @param array<string, string> $billing
     */
    private static function isTheSame(array $shipping, array $billing): bool
    {
        return $shipping === $billing || $shipping === array_replace($billing, ['phone' => '']);
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
