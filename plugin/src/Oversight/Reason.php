<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Why, inside another sentence, in words of ours: a code of the catalogue with its values, said in the reader's
 * language.
 */
final class Reason implements \JsonSerializable
{
    /** @param array<string, string|int> $values */
    public function __construct(
        public readonly string $code,
        public readonly array $values,
    ) {}

    /** Null: something else stands there. */
    public static function fromDecoded(mixed $value): ?self
    {
        $code = is_array($value) ? $value['code'] ?? null : null;
        if (!is_string($code) || !is_array($value)) {
            return null;
        }
        $values = [];
        foreach (is_array($value['values'] ?? null) ? $value['values'] : [] as $name => $inner) {
            if (is_string($name) && (is_string($inner) || is_int($inner))) {
                $values[$name] = $inner;
            }
        }
        return new self($code, $values);
    }

    /** @return array{code: string, values: object} */
    public function jsonSerialize(): array
    {
        return ['code' => $this->code, 'values' => (object) $this->values];
    }
}
