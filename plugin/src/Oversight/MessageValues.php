<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * The values of a code, kept as JSON: text, whole numbers, reasons or lists of changes by name. A value of another
 * form, which a newer connector may send, stays in the table and is not shown.
 */
final class MessageValues
{
    /** @param array<string, string|int|Reason|list<Change>> $values */
    public static function encode(array $values): string
    {
        return (string) json_encode((object) $values, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE);
    }

    /** @return array<string, string|int|Reason|list<Change>> */
    public static function decode(string $json): array
    {
        $values = [];
        foreach ((array) json_decode($json, true) as $name => $value) {
            $known = is_string($value) || is_int($value) ? $value : Reason::fromDecoded($value) ?? Change::listFromDecoded($value);
            if (is_string($name) && $known !== null) {
                $values[$name] = $known;
            }
        }
        return $values;
    }
}
