<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

use Counterfoil\Oversight\Change;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * One change as a person reads it: what (of which line), before and after. Money and quantities stay as the contract
 * has them; who shows it writes those.
 */
final class ReadableChange
{
    private function __construct(
        /** quantity (MUG-RED) */
        public readonly string $what,
        public readonly ?string $before,
        public readonly ?string $after,
    ) {}

    /**
     * @param array<string, mixed> $values of a code
     * @return list<self>
     */
    public static function listOf(array $values, Words $words): array
    {
        $changes = array_filter(array_merge(...array_values(array_filter($values, is_array(...)))), static fn(mixed $change): bool => $change instanceof Change);
        return array_values(array_map(static fn(Change $change): self => self::of($change, $words), $changes));
    }

    public static function of(Change $change, Words $words): self
    {
        $word = "screen_change_{$change->what}";
        $said = $words->has($word) ? $words->say($word) : $words->say('general_change', ['code' => $change->what]);
        return new self($said . ($change->line === null ? '' : " ({$change->line})"), self::side($change, $change->before), self::side($change, $change->after));
    }

    /** "quantity (MUG-RED): 2 → 1" with money and quantities as the shop writes them; of a person's data only what. */
    public function written(): string
    {
        return $this->before === null && $this->after === null ? $this->what : "{$this->what}: " . self::amount($this->before) . ' → ' . self::amount($this->after);
    }

    private static function side(Change $change, ?string $value): ?string
    {
        if ($value === null || $change->what !== 'status') {
            return $value;
        }
        $name = wc_get_order_status_name($value);
        return $name === '' ? $value : $name;
    }

    private static function amount(?string $value): string
    {
        return match (true) {
            $value === null => '–',
            preg_match('/^(-?\d+(?:\.\d+)?) ([A-Z]{3})$/D', $value, $money) === 1 => WrittenMoney::of($money[1], $money[2]),
            preg_match('/^-?\d+\.\d+$/D', $value) === 1 => str_replace('.', wc_get_price_decimal_separator(), $value),
            default => $value,
        };
    }
}
