<?php

declare(strict_types=1);

namespace Counterfoil\Resources;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Money and quantities as the contract writes them: "119.99", "-12", "0.333333". WooCommerce keeps them as text, with
 * decimals that depend on the storage ("62.00", "62.00000000"); here they lose their trailing zeros, so that both
 * storages say the same. More than 8 decimals are rounded half away from zero. Sums go through whole units of 10^-8,
 * never through a float.
 */
final class DecimalText
{
    public const DECIMALS = 8;

    /** Ten thousand million, in units of 10^-8. */
    private const LARGEST_UNITS = 10 ** 18;

    /**
     * @param mixed $value text, integer or float as found in the shop; empty and null are zero
     * @throws UnreadableOrder when it is no number, or too large to be exact
     */
    public static function of(mixed $value): string
    {
        if (is_string($value) && preg_match('/^-?(?:0|[1-9]\d{0,9})(?:\.(\d{1,8}))?$/D', $value, $plain) === 1) {
            $text = isset($plain[1]) ? rtrim(rtrim($value, '0'), '.') : $value;
            return $text === '-0' ? '0' : $text;
        }
        if (is_float($value)) {
            // Seventeen digits tell any two floats apart; the shortest text that does is what was meant: 0.1, not
            // 0.1000000000000000055.
            $value = is_finite($value) ? (string) json_encode($value) : throw new UnreadableOrder("{$value} is not a number");
        }
        $text = is_int($value) || is_string($value) ? trim((string) $value) : '';
        if ($text === '' || $value === null) {
            return '0';
        }
        if (preg_match('/^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/D', $text, $parts) !== 1 || $parts[2] . ($parts[3] ?? '') === '') {
            throw new UnreadableOrder('"' . mb_substr($text, 0, 40) . '" is not a number');
        }
        [$whole, $fraction] = self::shifted($parts[2], $parts[3] ?? '', (int) ($parts[4] ?? 0));
        return self::fromUnits(self::units($whole, $fraction, $parts[1] === '-'));
    }

    /** Null stays null: the shop does not say. */
    public static function ofNullable(mixed $value): ?string
    {
        return $value === null || $value === '' || $value === false ? null : self::of($value);
    }

    public static function negated(mixed $value): string
    {
        return self::fromUnits(-self::toUnits(self::of($value)));
    }

    /** @param list<string> $values each from `of` */
    public static function sum(array $values): string
    {
        $total = 0;
        foreach ($values as $value) {
            $total += self::toUnits($value);
            if (abs($total) >= self::LARGEST_UNITS) { // so the next addition can't overflow
                throw new UnreadableOrder('A sum is too large to be exact');
            }
        }
        return self::fromUnits($total);
    }

    /** The whole number of 10^-decimals nearest to the value, half away from zero. */
    public static function rounded(string $value, int $decimals): int
    {
        $step = 10 ** (self::DECIMALS - $decimals);
        $units = self::toUnits($value);
        return intdiv($units + ($units < 0 ? -1 : 1) * intdiv($step, 2), $step);
    }

    /** @param string $value from `of` */
    private static function toUnits(string $value): int
    {
        [$whole, $fraction] = explode('.', $value, 2) + ['', ''];
        if (strlen($whole) > 10) {
            return self::units(ltrim($whole, '-'), $fraction, $value[0] === '-');
        }
        return (int) ($whole . str_pad($fraction, self::DECIMALS, '0'));
    }

    private static function fromUnits(int $units): string
    {
        $digits = str_pad((string) abs($units), self::DECIMALS + 1, '0', STR_PAD_LEFT);
        $text = rtrim(rtrim(substr($digits, 0, -self::DECIMALS) . '.' . substr($digits, -self::DECIMALS), '0'), '.');
        return $units < 0 ? "-{$text}" : $text;
    }

    private static function units(string $whole, string $fraction, bool $negative): int
    {
        $fraction = str_pad($fraction, self::DECIMALS, '0');
        $digits = ltrim($whole . substr($fraction, 0, self::DECIMALS), '0');
        if (strlen($digits) > 18) {
            throw new UnreadableOrder("\"{$whole}.{$fraction}\" is too large to be exact");
        }
        $units = (int) $digits + (substr($fraction, self::DECIMALS, 1) >= '5' ? 1 : 0);
        return $negative ? -$units : $units;
    }

    /** @return array{string, string} the digits before and after the point, once it is moved */
    private static function shifted(string $whole, string $fraction, int $exponent): array
    {
        if ($exponent > 0) {
            $fraction = str_pad($fraction, $exponent, '0');
            return [$whole . substr($fraction, 0, $exponent), substr($fraction, $exponent)];
        }
        if ($exponent < 0) {
            $whole = str_pad($whole, -$exponent, '0', STR_PAD_LEFT);
            return [substr($whole, 0, $exponent), substr($whole, $exponent) . $fraction];
        }
        return [$whole, $fraction];
    }
}
