<?php

declare(strict_types=1);

namespace Counterfoil\Resources;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * One item of an order or refund as the shop stores it: text, or the array that WordPress unpacks. Not WooCommerce's
 * item object: that one computes a line's tax anew, in floats and by today's rounding settings, whenever it is read,
 * and costs 0.2 ms each (half of a page's whole time).
 */
final class StoredItem
{
    /** @param array<array-key, mixed> $values lists of raw values by key */
    private function __construct(
        public readonly int $id,
        /** line_item, shipping, fee, coupon, tax, or what a plugin adds */
        public readonly string $type,
        public readonly string $name,
        private readonly array $values,
    ) {}

    /** @return list<self> by their ids, rising */
    public static function of(\WC_Abstract_Order $order): array
    {
        $items = [];
        foreach (self::rows($order) as [$id, $type, $name]) {
            $values = get_metadata('order_item', $id);
            $items[$id] = new self($id, $type, $name, is_array($values) ? $values : []);
        }
        ksort($items);
        return array_values($items);
    }

    /** Null: nothing is stored under this key. */
    public function get(string $key): mixed
    {
        $list = $this->values[$key] ?? null;
        $stored = is_array($list) ? $list[0] ?? null : null;
        return is_string($stored) && isset($stored[1]) && $stored[1] === ':' ? maybe_unserialize($stored) : $stored;
    }

    /**
     * @return array<string, string> what plugins store with it for people to see: keys without an underscore in front
     */
    public function shown(): array
    {
        $shown = [];
        foreach ($this->values as $key => $stored) {
            $value = is_array($stored) ? $stored[0] ?? null : null;
            if (is_string($key) && $key !== '' && $key[0] !== '_' && is_string($value) && !is_serialized($value)) {
                $shown[$key] = $value;
            }
        }
        return $shown;
    }

    /**
     * WooCommerce has read the rows of a page's items at once and keeps them for this request; where it has not, its
     * objects say the same.
     *
     * @return iterable<array{int, string, string}>
     */
    private static function rows(\WC_Abstract_Order $order): iterable
    {
        $primed = wp_cache_get('order-items-' . $order->get_id(), 'orders');
        if (!is_array($primed)) {
            foreach ($order->get_items(['line_item', 'shipping', 'fee', 'coupon', 'tax']) as $item) {
                yield [$item->get_id(), $item->get_type(), $item->get_name('edit')];
            }
            return;
        }
        foreach ($primed as $row) {
            if ($row instanceof \stdClass && is_numeric($row->order_item_id ?? null) && is_string($row->order_item_type ?? null)) {
                yield [(int) $row->order_item_id, $row->order_item_type, is_string($row->order_item_name ?? null) ? $row->order_item_name : ''];
            }
        }
    }
}
