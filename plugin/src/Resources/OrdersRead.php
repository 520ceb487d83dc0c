<?php

declare(strict_types=1);

namespace Counterfoil\Resources;

if (!defined('ABSPATH')) {
    exit;
}

/** What reading a page of orders brought. Each id that was asked for is in exactly one of the three. */
final class OrdersRead
{
    /**
     * @param array<int, \WC_Order> $orders by id
     * @param array<int, list<\WC_Order_Refund>> $refunds by the order's id, oldest first
     * @param array<int, string|null> $accountTimes of the orders' customers, as AccountTimes says them
     * @param list<int> $gone no order of this id exists (any more)
     * @param array<int, \Throwable> $failed by id
     */
    public function __construct(
        public readonly array $orders,
        public readonly array $refunds,
        public readonly array $accountTimes,
        public readonly array $gone,
        public readonly array $failed,
    ) {}
}
