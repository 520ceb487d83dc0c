<?php

declare(strict_types=1);

namespace Counterfoil\Resources;

if (!defined('ABSPATH')) {
    exit;
}

/** What the shop stores with one item of an order, as it was written: text, or the array that WordPress unpacks. */
final class StoredValues
{
    /** @param array<array-key, mixed> $values lists of raw values by key */
    private function __construct(private readonly array $values) {}

    public static function ofItem(int $itemId): self
    {
        $values = get_metadata('order_item', $itemId);
        return new self(is_array($values) ? $values : []);
    }

    /** Null: nothing is stored under this key. */
    public function get(string $key): mixed
    {
        $stored = $this->values[$key] ?? null;
        return is_array($stored) && array_key_exists(0, $stored) ? maybe_unserialize($stored[0]) : null;
    }
}
