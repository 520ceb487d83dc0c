<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Outbox;

/**
 * What WooCommerce Subscriptions and its like build on orders: a type of its own, and orders' items, hooks and totals.
 */
final class Subscription extends \WC_Order
{
    public const TYPE = 'shop_subscription';

    public static function register(): void
    {
        if (post_type_exists(self::TYPE)) {
            return;
        }
        wc_register_order_type(self::TYPE, [
            'class_name' => self::class,
            'exclude_from_orders_screen' => true,
            'exclude_from_order_count' => true,
            'exclude_from_order_views' => true,
            'exclude_from_order_reports' => true,
        ]);
    }

    #[\Override]
    public function get_type(): string
    {
        return self::TYPE;
    }
}
