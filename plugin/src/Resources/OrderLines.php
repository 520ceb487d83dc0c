<?php

declare(strict_types=1);

namespace Counterfoil\Resources;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * The lines of an order in the contract's form. Amounts come from the stored values, not from WooCommerce's objects: those compute a line's tax
 * anew, in floats and by today's rounding settings, whenever they are read.
 */
final class OrderLines
{
    private const META_PER_LINE = 50;

    public function __construct(private readonly ProductFacts $products) {}

    /** @return array<string, mixed> */
    public function product(\WC_Order_Item_Product $item): array
    {
        $stored = self::stored($item);
        [$productId, $variationId, $facts] = $this->soldProduct($item);
        return [
            'id' => $item->get_id(),
            'productId' => $productId,
            'variationId' => $variationId,
            'sku' => $facts['sku'] ?? '',
            'name' => ShopText::plain($item->get_name('edit'), 1000),
            'quantity' => DecimalText::of($stored->get('_qty')),
            'subtotal' => DecimalText::of($stored->get('_line_subtotal')),
            'subtotalTax' => DecimalText::of($stored->get('_line_subtotal_tax')),
            'total' => DecimalText::of($stored->get('_line_total')),
            'totalTax' => DecimalText::of($stored->get('_line_tax')),
            'taxClass' => ShopText::cut($stored->get('_tax_class'), 200),
            'taxes' => self::taxes($stored->get('_line_tax_data'), true),
            'virtual' => $facts['virtual'] ?? false,
            'reducedStock' => self::reducedStock($stored->get('_reduced_stock')),
            'meta' => self::meta($item),
        ];
    }

    /** @return array<string, mixed> */
    public function shipping(\WC_Order_Item_Shipping $item): array
    {
        $stored = self::stored($item);
        return [
            'id' => $item->get_id(),
            'methodId' => ShopText::cut($stored->get('method_id'), 200),
            'instanceId' => ShopText::cut($stored->get('instance_id'), 50),
            'name' => ShopText::plain($item->get_name('edit'), 1000),
            'total' => DecimalText::of($stored->get('cost')),
            'totalTax' => DecimalText::of($stored->get('total_tax') ?? $item->get_total_tax('edit')),
            'taxes' => self::taxes($stored->get('taxes'), false),
        ];
    }

    /** @return array<string, mixed> */
    public function fee(\WC_Order_Item_Fee $item): array
    {
        $stored = self::stored($item);
        return [
            'id' => $item->get_id(),
            'name' => ShopText::plain($item->get_name('edit'), 1000),
            'total' => DecimalText::of($stored->get('_line_total')),
            'totalTax' => DecimalText::of($stored->get('_line_tax')),
            'taxClass' => ShopText::cut($stored->get('_tax_class'), 200),
            'taxes' => self::taxes($stored->get('_line_tax_data'), false),
        ];
    }

    /** @return array<string, mixed> */
    public function coupon(\WC_Order_Item_Coupon $item): array
    {
        $stored = self::stored($item);
        return [
            'id' => $item->get_id(),
            'code' => ShopText::cut($item->get_code('edit'), 255),
            'discount' => DecimalText::of($stored->get('discount_amount')),
            'discountTax' => DecimalText::of($stored->get('discount_amount_tax')),
        ];
    }

    /** @return array<string, mixed> `percent` null: the order does not say. WooCommerce's object would say 0. */
    public function tax(\WC_Order_Item_Tax $item): array
    {
        $stored = self::stored($item);
        $percent = DecimalText::ofNullable($stored->get('rate_percent'));
        return [
            'id' => $item->get_id(),
            'rateId' => max(0, $item->get_rate_id('edit')),
            'rateCode' => ShopText::cut($item->get_rate_code('edit'), 200),
            'label' => ShopText::plain($item->get_label('edit'), 200),
            'percent' => $percent !== null && str_starts_with($percent, '-') ? null : $percent,
            'compound' => (bool) $item->get_compound('edit'),
            'total' => DecimalText::of($stored->get('tax_amount')),
            'shippingTotal' => DecimalText::of($stored->get('shipping_tax_amount')),
        ];
    }

    public static function stored(\WC_Order_Item $item): StoredValues
    {
        return StoredValues::ofItem($item->get_id());
    }

    /**
     * One entry per rate that has an amount.
     *
     * @param mixed $stored `['total' => [rate id => amount], 'subtotal' => …]`; in very old orders something else, which says no rate
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
                'rateId' => is_int($rateId) ? max(0, $rateId) : 0,
                'total' => $negate ? DecimalText::negated($total) : DecimalText::of($total),
                'subtotal' => $subtotal !== null && $negate ? DecimalText::negated($subtotal) : $subtotal,
            ];
        }
        return array_slice($taxes, 0, 50);
    }

    /** @return array{int, int, array{sku: string, virtual: bool}|null} 0 for what is gone */
    private function soldProduct(\WC_Order_Item_Product $item): array
    {
        $productId = $item->get_product_id('edit');
        $variationId = $item->get_variation_id('edit');
        $variation = $this->products->of($variationId);
        if ($variation !== null) {
            return [$productId, $variationId, $variation];
        }
        $product = $this->products->of($productId);
        // A variable product alone was never sold: its variation is gone, and with it the SKU.
        return [$product === null ? 0 : $productId, 0, $variationId > 0 ? null : $product];
    }

    private static function reducedStock(mixed $stored): ?string
    {
        $taken = DecimalText::ofNullable($stored);
        return $taken === null || str_starts_with($taken, '-') ? null : $taken;
    }

    /** @return list<array{key: string, value: string}> what the shop shows of a line: size, colour, engraving */
    private static function meta(\WC_Order_Item $item): array
    {
        $shown = [];
        foreach ($item->get_meta_data() as $meta) {
            ['key' => $key, 'value' => $value] = $meta->get_data() + ['key' => '', 'value' => ''];
            if (is_string($key) && $key !== '' && $key[0] !== '_' && is_scalar($value)) {
                $shown[] = ['key' => ShopText::cut($key, 255), 'value' => ShopText::plain($value, 1000)];
            }
        }
        return array_slice($shown, 0, self::META_PER_LINE);
    }
}
