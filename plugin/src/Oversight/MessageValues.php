<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

if (!defined('ABSPATH')) {
    exit;
}

/** The values of a code, kept as JSON: text, whole numbers or reasons by name. */
final class MessageValues
{
    /** @param array<string, string|int|Reason> $values */
    public static function encode(array $values): string
    {
        return (string) json_encode((object) $values, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE);
    }

    /** @return array<string, string|int|Reason> */
    public static function decode(string $json): array
    {
        $values = [];
        foreach ((array) json_decode($json, true) as $name => $value) {
            $known = is_string($value) || is_int($value) ? $value : Reason::fromDecoded($value);
            if (is_string($name) && $known !== null) {
                $values[$name] = $known;
            }
        }
        return $values;
    }
}
