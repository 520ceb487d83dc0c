<?php

declare(strict_types=1);

namespace Counterfoil\Resources;

if (!defined('ABSPATH')) {
    exit;
}

/** What an order line says of its product today. Each product is looked at once per page of orders. */
final class ProductFacts
{
    /** @var array<int, array{sku: string, virtual: bool}|null> by product or variation id; null: it is gone */
    private array $known = [];

    /** @return array{sku: string, virtual: bool}|null null: there is no such product any more */
    public function of(int $id): ?array
    {
        if (!array_key_exists($id, $this->known)) {
            $product = $id > 0 ? wc_get_product($id) : null;
            // A deleted variation whose type is still cached is an object that was never read.
            $this->known[$id] = $product instanceof \WC_Product && $product->get_object_read() ? ['sku' => ShopText::cut($product->get_sku(), 100), 'virtual' => $product->is_virtual()] : null;
        }
        return $this->known[$id];
    }
}
