<?php

declare(strict_types=1);

namespace Counterfoil\Resources;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * One order as the shop has it now, in the contract's form (shared-types/src/order-snapshot.ts): the same for HPOS and
 * legacy storage. Values are read in WooCommerce's edit context, past what display filters make of them; only the order
 * number is what the shop displays.
 */
final class OrderSnapshot
{
    /**
     * Where plugins for VAT numbers keep them; the first that is filled counts. The filter `counterfoil_vat_number` has
     * the last word.
     */
    private const VAT_NUMBERS = ['_billing_vat_number', '_vat_number', '_billing_eu_vat_number', '_billing_vat', '_billing_vat_id', 'vat_number', '_eu_vat_number'];

    /** All that is read of what plugins keep with an order. */
    public const META = [...self::VAT_NUMBERS, '_anonymized'];

    private readonly OrderLines $lines;
    private readonly int $priceDecimals;

    /**
     * @param int $readNumber of the page it is read in
     * @param array<int, true> $refundsSeenMade by the refund's id
     * @param array<int, string|null> $accountTimes of the page that was read
     * @param int $now unix seconds by the database's clock
     */
    public function __construct(
        private readonly int $readNumber,
        private readonly array $refundsSeenMade,
        private readonly array $accountTimes,
        private readonly int $now,
        ProductFacts $products,
    ) {
        $this->lines = new OrderLines($products);
        $this->priceDecimals = min(8, max(0, wc_get_price_decimals()));
    }

    /**
     * @param list<\WC_Order_Refund> $refunds
     * @return array<string, mixed>
     * @throws \Throwable what a filter of another plugin throws, or UnreadableOrder
     */
    public function of(\WC_Order $order, array $refunds): array
    {
        $lines = $this->lines->of($order);
        [$vatNumber, $anonymized] = self::meta($order);
        $refundsSaid = array_map(fn(\WC_Order_Refund $refund): array => RefundSnapshot::of($refund, $order->get_order_key('edit'), isset($this->refundsSeenMade[$refund->get_id()]), $this->now), $refunds);
        $total = DecimalText::of($order->get_total('edit'));
        $taxTotal = DecimalText::sum([DecimalText::of($order->get_cart_tax('edit')), DecimalText::of($order->get_shipping_tax('edit'))]);
        return [
            'id' => $order->get_id(),
            'readNumber' => $this->readNumber,
            'number' => self::number($order),
            'check' => OrderCheck::of($order->get_order_key('edit')),
            'status' => ShopText::cut($order->get_status('edit'), 20),
            'createdVia' => ShopText::cut($order->get_created_via('edit'), 100),
            'currency' => self::currency($order),
            'priceDecimals' => $this->priceDecimals,
            'pricesIncludeTax' => (bool) $order->get_prices_include_tax('edit'),
            'createdAt' => OrderTime::of($order->get_date_created('edit')),
            'modifiedAt' => OrderTime::of($order->get_date_modified('edit')),
            'paidAt' => OrderTime::of($order->get_date_paid('edit')),
            'completedAt' => OrderTime::of($order->get_date_completed('edit')),
            ...$this->customer($order),
            'email' => ShopText::cut($order->get_billing_email('edit'), 320),
            ...OrderAddress::both($order),
            'vatNumber' => $vatNumber,
            'customerNote' => ShopText::cut($order->get_customer_note('edit'), 10000),
            'paymentMethod' => ShopText::cut($order->get_payment_method('edit'), 100),
            'paymentMethodTitle' => ShopText::plain($order->get_payment_method_title('edit'), 255),
            'transactionId' => ShopText::cut($order->get_transaction_id('edit'), 255),
            ...$lines,
            'discountTotal' => DecimalText::of($order->get_discount_total('edit')),
            'discountTax' => DecimalText::of($order->get_discount_tax('edit')),
            'shippingTotal' => DecimalText::of($order->get_shipping_total('edit')),
            'shippingTax' => DecimalText::of($order->get_shipping_tax('edit')),
            'taxTotal' => $taxTotal,
            'total' => $total,
            'refundedTotal' => DecimalText::sum(array_map(static fn(\WC_Order_Refund $refund): string => DecimalText::of($refund->get_amount('edit')), $refunds)),
            'refunds' => array_slice($refundsSaid, 0, 500),
            'addsUp' => OrderSum::addsUp($lines, $taxTotal, $total, $this->priceDecimals),
            'anonymized' => $anonymized,
        ];
    }

    /** @return array{customerId: int|null, customerSince: string|null} who deleted the account buys as a guest */
    private function customer(\WC_Order $order): array
    {
        $id = ShopId::of($order->get_customer_id('edit'));
        return ['customerId' => array_key_exists($id, $this->accountTimes) ? $id : null, 'customerSince' => $this->accountTimes[$id] ?? null];
    }

    private static function number(\WC_Order $order): string
    {
        $number = ShopText::plain($order->get_order_number(), 100);
        return $number === '' ? (string) $order->get_id() : $number;
    }

    private static function currency(\WC_Order $order): string
    {
        $currency = strtoupper(ShopText::cut($order->get_currency('edit'), 10));
        if (preg_match('/^[A-Z]{3}$/D', $currency) !== 1) {
            throw new UnreadableOrder("\"{$currency}\" is not a currency");
        }
        return $currency;
    }

    /**
     * @return array{string, bool} the VAT number, and whether WordPress erased the person; in one pass over what
     *   plugins store
     */
    private static function meta(\WC_Order $order): array
    {
        $found = [];
        foreach ($order->get_meta_data() as $meta) {
            ['key' => $key, 'value' => $value] = ($meta instanceof \WC_Meta_Data ? $meta->get_data() : []) + ['key' => null, 'value' => null];
            if (is_string($key) && is_string($value)) {
                $found[$key] ??= trim($value);
            }
        }
        $numbers = array_filter(array_map(static fn(string $key): string => $found[$key] ?? '', self::VAT_NUMBERS));
        $number = apply_filters('counterfoil_vat_number', reset($numbers) ?: '', $order);
        return [ShopText::cut($number, 50), ($found['_anonymized'] ?? '') === 'yes'];
    }
}
