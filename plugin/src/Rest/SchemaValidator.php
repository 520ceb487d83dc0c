<?php

declare(strict_types=1);

namespace Counterfoil\Rest;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Checks a decoded message (objects as stdClass) against the JSON Schema that shared-types generates: draft 4, nothing
 * referenced, and only the words below. Strict where WordPress's own validator is not: "1" is no integer, 1.0 neither,
 * a list is no object. Says what zod says of the same message (tests/Contract/SchemaValidatorTest.php). An unknown word
 * is a defect of ours, never passed over.
 */
final class SchemaValidator
{
    private const WORDS = [
        '$schema', 'type', 'properties', 'required', 'additionalProperties', 'patternProperties', 'items', 'minItems', 'maxItems',
        'enum', 'anyOf', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum',
    ];

    /** Null: the message is right. */
    public function firstError(mixed $value, \stdClass $schema, string $field = ''): ?SchemaError
    {
        $words = get_object_vars($schema);
        $unknown = array_diff(array_keys($words), self::WORDS);
        if ($unknown !== []) {
            throw new \LogicException('The validator does not know the word ' . implode(', ', $unknown));
        }
        if (isset($schema->anyOf) && is_array($schema->anyOf)) {
            return $this->anyOf($value, array_values(array_filter($schema->anyOf, static fn(mixed $one): bool => $one instanceof \stdClass)), $field);
        }
        return match ($schema->type ?? null) {
            'object' => $value instanceof \stdClass ? $this->inObject($value, $schema, $field) : self::wrongType($value, 'an object', $field),
            'array' => is_array($value) ? $this->inList(array_values($value), $schema, $field) : self::wrongType($value, 'a list', $field),
            'string' => is_string($value) ? $this->inText($value, $schema, $field) : self::wrongType($value, 'text', $field),
            'integer' => is_int($value) ? $this->inNumber($value, $schema, $field) : self::wrongType($value, 'a whole number', $field),
            'boolean' => is_bool($value) ? null : self::wrongType($value, 'true or false', $field),
            'null' => $value === null ? null : self::wrongType($value, 'null', $field),
            null => $words === [] ? null : throw new \LogicException('A schema without a type must be empty'),
            default => throw new \LogicException('The validator does not know this type'),
        };
    }

    /** @param list<\stdClass> $schemas */
    private function anyOf(mixed $value, array $schemas, string $field): ?SchemaError
    {
        $errors = [];
        foreach ($schemas as $schema) {
            $error = $this->firstError($value, $schema, $field);
            if ($error === null) {
                return null;
            }
            if (($schema->type ?? null) !== 'null') {
                $errors[] = $error;
            }
        }
        // "or null" is said by the one other form; of several forms none is the one that was meant.
        return count($errors) === 1 ? $errors[0] : new SchemaError($field, self::show($value) . ' has none of the forms allowed here');
    }

    private function inObject(\stdClass $value, \stdClass $schema, string $field): ?SchemaError
    {
        $known = self::schemasIn($schema->properties ?? null);
        $given = get_object_vars($value);
        foreach ($known as $name => $inner) {
            $path = $field === '' ? $name : "{$field}.{$name}";
            if (array_key_exists($name, $given)) {
                $error = $this->firstError($given[$name], $inner, $path);
                if ($error !== null) {
                    return $error;
                }
            } elseif (is_array($schema->required ?? null) && in_array($name, $schema->required, true)) {
                return new SchemaError($path, 'is missing');
            }
        }
        return $this->otherKeys(array_diff_key($given, $known), $schema, $field);
    }

    /** @param array<array-key, mixed> $given keys that `properties` does not name */
    private function otherKeys(array $given, \stdClass $schema, string $field): ?SchemaError
    {
        $patterns = self::schemasIn($schema->patternProperties ?? null);
        foreach ($given as $name => $inner) {
            $path = $field === '' ? (string) $name : "{$field}.{$name}";
            $fitting = array_filter($patterns, static fn(int|string $pattern): bool => self::matches((string) $pattern, (string) $name), ARRAY_FILTER_USE_KEY);
            if ($fitting === [] && ($schema->additionalProperties ?? null) === false) {
                return new SchemaError($path, 'is not a known name here');
            }
            foreach ($fitting as $other) {
                $error = $this->firstError($inner, $other, $path);
                if ($error !== null) {
                    return $error;
                }
            }
        }
        return null;
    }

    /** @param list<mixed> $values */
    private function inList(array $values, \stdClass $schema, string $field): ?SchemaError
    {
        if (is_int($schema->maxItems ?? null) && count($values) > $schema->maxItems) {
            return new SchemaError($field, sprintf('has %d entries, at most %d are allowed', count($values), $schema->maxItems));
        }
        if (is_int($schema->minItems ?? null) && count($values) < $schema->minItems) {
            return new SchemaError($field, sprintf('has %d entries, at least %d are needed', count($values), $schema->minItems));
        }
        $items = $schema->items ?? null;
        if (!$items instanceof \stdClass) {
            return null;
        }
        foreach ($values as $index => $value) {
            $error = $this->firstError($value, $items, "{$field}[{$index}]");
            if ($error !== null) {
                return $error;
            }
        }
        return null;
    }

    private function inText(string $value, \stdClass $schema, string $field): ?SchemaError
    {
        $length = mb_strlen($value, 'UTF-8');
        if (is_int($schema->maxLength ?? null) && $length > $schema->maxLength) {
            return new SchemaError($field, sprintf('has %d characters, at most %d are allowed', $length, $schema->maxLength));
        }
        if (is_int($schema->minLength ?? null) && $length < $schema->minLength) {
            return new SchemaError($field, sprintf('has %d characters, at least %d are needed', $length, $schema->minLength));
        }
        if (is_string($schema->pattern ?? null) && !self::matches($schema->pattern, $value)) {
            return new SchemaError($field, self::show($value) . " does not look like {$schema->pattern}");
        }
        if (is_array($schema->enum ?? null) && !in_array($value, $schema->enum, true)) {
            return new SchemaError($field, self::show($value) . ' is not one of the words allowed here');
        }
        return null;
    }

    private function inNumber(int $value, \stdClass $schema, string $field): ?SchemaError
    {
        if (is_int($schema->minimum ?? null) && $value < $schema->minimum) {
            return new SchemaError($field, "{$value} is below {$schema->minimum}");
        }
        if (is_int($schema->maximum ?? null) && $value > $schema->maximum) {
            return new SchemaError($field, "{$value} is above {$schema->maximum}");
        }
        return null;
    }

    /** @return array<array-key, \stdClass> */
    private static function schemasIn(mixed $schemas): array
    {
        $found = [];
        foreach ($schemas instanceof \stdClass ? get_object_vars($schemas) : [] as $name => $schema) {
            $found[$name] = $schema instanceof \stdClass ? $schema : throw new \LogicException("No schema stands under {$name}");
        }
        return $found;
    }

    /** As JavaScript matches it: `$` is the very end, `\d` is 0 to 9. */
    private static function matches(string $pattern, string $value): bool
    {
        return preg_match('~' . str_replace('~', '\~', $pattern) . '~D', $value) === 1;
    }

    private static function wrongType(mixed $value, string $wanted, string $field): SchemaError
    {
        return new SchemaError($field, self::show($value) . " is not {$wanted}");
    }

    private static function show(mixed $value): string
    {
        return match (true) {
            is_string($value) => '"' . mb_substr($value, 0, 60, 'UTF-8') . '"',
            is_array($value) => 'a list',
            $value instanceof \stdClass => 'an object',
            default => (string) json_encode($value),
        };
    }
}
