<?php

declare(strict_types=1);

namespace Counterfoil\Resources;

if (!defined('ABSPATH')) {
    exit;
}

/** The lines of an order in the contract's form. */
final class OrderLines
{
    private const META_PER_LINE = 50;
    private const MOST = ['lines' => 2000, 'shippingLines' => 100, 'feeLines' => 200, 'couponLines' => 200, 'taxLines' => 100];

    public function __construct(private readonly ProductFacts $products) {}

    /**
     * @return array{lines: list<array<string, mixed>>, shippingLines: list<array<string, mixed>>,
     *   feeLines: list<array<string, mixed>>, couponLines: list<array<string, mixed>>,
     *   taxLines: list<array<string, mixed>>}
     * @throws UnreadableOrder
     */
    public function of(\WC_Order $order): array
    {
        $said = ['lines' => [], 'shippingLines' => [], 'feeLines' => [], 'couponLines' => [], 'taxLines' => []];
        foreach (StoredItem::of($order) as $item) {
            match ($item->type) {
                'line_item' => $said['lines'][] = $this->product($item),
                'shipping' => $said['shippingLines'][] = $this->shipping($item),
                'fee' => $said['feeLines'][] = $this->fee($item),
                'coupon' => $said['couponLines'][] = $this->coupon($item),
                'tax' => $said['taxLines'][] = $this->tax($item),
                default => null, // a plugin's own kind; whether the order adds up without it is asked of the whole
            };
        }
        foreach (self::MOST as $kind => $most) {
            if (count($said[$kind]) > $most) {
                throw new UnreadableOrder(sprintf('Order %d has %d %s, at most %d can be sent', $order->get_id(), count($said[$kind]), $kind, $most));
            }
        }
        return $said;
    }

    /**
     * One entry per rate that has an amount.
     *
     * @param mixed $stored `['total' => [rate id => amount], 'subtotal' => …]`; in very old orders something else,
     *   which says no rate
     * @return list<array{rateId: int, total: string, subtotal: string|null}>
     */
    public static function taxes(mixed $stored, bool $withSubtotal, bool $negate = false): array
    {
        $totals = is_array($stored) && is_array($stored['total'] ?? null) ? $stored['total'] : [];
        $subtotals = is_array($stored) && is_array($stored['subtotal'] ?? null) ? $stored['subtotal'] : [];
        $taxes = [];
        foreach ($totals as $rateId => $total) {
            if ($total === '' || $total === null) {
                continue; // the rate applied to another line of the order
            }
            $subtotal = $withSubtotal ? DecimalText::of($subtotals[$rateId] ?? $total) : null;
            $taxes[] = [
                'rateId' => ShopId::of($rateId),
                'total' => $negate ? DecimalText::negated($total) : DecimalText::of($total),
                'subtotal' => $subtotal !== null && $negate ? DecimalText::negated($subtotal) : $subtotal,
            ];
        }
        return array_slice($taxes, 0, 50);
    }

    /** @return array<string, mixed> */
    private function product(StoredItem $item): array
    {
        [$productId, $variationId, $facts] = $this->soldProduct($item);
        return [
            'id' => $item->id,
            'productId' => $productId,
            'variationId' => $variationId,
            'sku' => $facts['sku'] ?? '',
            'name' => ShopText::plain($item->name, 1000),
            'quantity' => DecimalText::of($item->get('_qty')),
            'subtotal' => DecimalText::of($item->get('_line_subtotal')),
            'subtotalTax' => DecimalText::of($item->get('_line_subtotal_tax')),
            'total' => DecimalText::of($item->get('_line_total')),
            'totalTax' => DecimalText::of($item->get('_line_tax')),
            'taxClass' => ShopText::cut($item->get('_tax_class'), 200),
            'taxes' => self::taxes($item->get('_line_tax_data'), true),
            'virtual' => $facts['virtual'] ?? false,
            'reducedStock' => self::zeroOrMore($item->get('_reduced_stock')),
            'meta' => self::meta($item),
        ];
    }

    /** @return array<string, mixed> */
    private function shipping(StoredItem $item): array
    {
        $taxes = self::taxes($item->get('taxes'), false);
        return [
            'id' => $item->id,
            'methodId' => ShopText::cut($item->get('method_id'), 200),
            'instanceId' => ShopText::cut($item->get('instance_id'), 50),
            'name' => ShopText::plain($item->name, 1000),
            'total' => DecimalText::of($item->get('cost')),
            'totalTax' => $item->get('total_tax') === null ? DecimalText::sum(array_column($taxes, 'total')) : DecimalText::of($item->get('total_tax')),
            'taxes' => $taxes,
        ];
    }

    /** @return array<string, mixed> */
    private function fee(StoredItem $item): array
    {
        return [
            'id' => $item->id,
            'name' => ShopText::plain($item->name, 1000),
            'total' => DecimalText::of($item->get('_line_total')),
            'totalTax' => DecimalText::of($item->get('_line_tax')),
            'taxClass' => ShopText::cut($item->get('_tax_class'), 200),
            'taxes' => self::taxes($item->get('_line_tax_data'), false),
        ];
    }

    /** @return array<string, mixed> */
    private function coupon(StoredItem $item): array
    {
        return [
            'id' => $item->id,
            'code' => ShopText::cut($item->name, 255),
            'discount' => DecimalText::of($item->get('discount_amount')),
            'discountTax' => DecimalText::of($item->get('discount_amount_tax')),
        ];
    }

    /** @return array<string, mixed> `percent` null: the order does not say. WooCommerce's object would say 0. */
    private function tax(StoredItem $item): array
    {
        return [
            'id' => $item->id,
            'rateId' => ShopId::of($item->get('rate_id')),
            'rateCode' => ShopText::cut($item->name, 200),
            'label' => ShopText::plain($item->get('label'), 200),
            'percent' => self::zeroOrMore($item->get('rate_percent')),
            'compound' => in_array($item->get('compound'), ['1', 'yes', 'true'], true),
            'total' => DecimalText::of($item->get('tax_amount')),
            'shippingTotal' => DecimalText::of($item->get('shipping_tax_amount')),
        ];
    }

    /** @return array{int, int, array{sku: string, virtual: bool}|null} 0 for what is gone */
    private function soldProduct(StoredItem $item): array
    {
        [$productId, $variationId] = array_map(ShopId::of(...), [$item->get('_product_id'), $item->get('_variation_id')]);
        $variation = $this->products->of($variationId);
        if ($variation !== null) {
            return [$productId, $variationId, $variation];
        }
        $product = $this->products->of($productId);
        // A variable product alone was never sold: its variation is gone, and with it the SKU.
        return [$product === null ? 0 : $productId, 0, $variationId > 0 ? null : $product];
    }

    /** Null: the order does not say, or says what can't be. */
    private static function zeroOrMore(mixed $stored): ?string
    {
        $value = DecimalText::ofNullable($stored);
        return $value === null || $value[0] === '-' ? null : $value;
    }

    /** @return list<array{key: string, value: string}> what the shop shows of a line: size, colour, engraving */
    private static function meta(StoredItem $item): array
    {
        $shown = [];
        foreach (array_slice($item->shown(), 0, self::META_PER_LINE) as $key => $value) {
            $shown[] = ['key' => ShopText::cut((string) $key, 255), 'value' => ShopText::plain($value, 1000)];
        }
        return $shown;
    }
}
