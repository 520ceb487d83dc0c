<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

if (!defined('ABSPATH')) {
    exit;
}

/** The values of a code, kept as JSON: text or whole numbers by name. */
final class MessageValues
{
    /** @param array<string, string|int> $values */
    public static function encode(array $values): string
    {
        return (string) json_encode((object) $values, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE);
    }

    /** @return array<string, string|int> */
    public static function decode(string $json): array
    {
        $values = [];
        foreach ((array) json_decode($json, true) as $name => $value) {
            if (is_string($name) && (is_string($value) || is_int($value))) {
                $values[$name] = $value;
            }
        }
        return $values;
    }
}
