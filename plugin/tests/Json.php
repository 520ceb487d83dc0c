<?php

declare(strict_types=1);

namespace Counterfoil\Tests;

use PHPUnit\Framework\Assert;

/**
 * A decoded JSON value that a test reads by path; what is not there, or of another type, fails the test and names the
 * path.
 */
final class Json
{
    public function __construct(
        public readonly mixed $value,
        private readonly string $path = '$',
    ) {}

    public static function parse(string $text): self
    {
        return new self(json_decode($text, false, 512, JSON_THROW_ON_ERROR));
    }

    /** As it would travel. */
    public static function of(mixed $value): self
    {
        return self::parse((string) json_encode($value, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR));
    }

    public function at(string|int ...$steps): self
    {
        $here = $this;
        foreach ($steps as $step) {
            $here = $here->step($step);
        }
        return $here;
    }

    public function has(string|int $step): bool
    {
        return $this->value instanceof \stdClass ? property_exists($this->value, (string) $step) : is_array($this->value) && array_key_exists($step, $this->value);
    }

    public function text(string|int ...$steps): string
    {
        $value = $this->at(...$steps)->value;
        return is_string($value) ? $value : self::fail($this->at(...$steps), 'text');
    }

    public function whole(string|int ...$steps): int
    {
        $value = $this->at(...$steps)->value;
        return is_int($value) ? $value : self::fail($this->at(...$steps), 'a whole number');
    }

    public function raw(string|int ...$steps): mixed
    {
        return $this->at(...$steps)->value;
    }

    /** @return list<self> */
    public function each(string|int ...$steps): array
    {
        $list = $this->at(...$steps);
        $value = is_array($list->value) ? $list->value : self::fail($list, 'a list');
        return array_map(static fn(int $index): self => $list->step($index), array_keys(array_values($value)));
    }

    /** @return list<string> */
    public function texts(string|int ...$steps): array
    {
        return array_map(static fn(self $one): string => $one->text(), $this->each(...$steps));
    }

    /** @return array<string, mixed> */
    public function fields(string|int ...$steps): array
    {
        $object = $this->at(...$steps);
        $value = $object->value instanceof \stdClass ? $object->value : self::fail($object, 'an object');
        $fields = [];
        foreach (get_object_vars($value) as $name => $field) {
            $fields[(string) $name] = $field;
        }
        return $fields;
    }

    private function step(string|int $step): self
    {
        $has = $this->has($step);
        // Told only where it is missing: of a large message it takes longer than all else.
        Assert::assertTrue($has, $has ? '' : "{$this->path} has no {$step}: " . substr((string) json_encode($this->value), 0, 300));
        $value = $this->value;
        $inner = $value instanceof \stdClass ? $value->{$step} : (is_array($value) ? $value[$step] : null);
        return new self($inner, is_int($step) ? "{$this->path}[{$step}]" : "{$this->path}.{$step}");
    }

    private static function fail(self $here, string $wanted): never
    {
        Assert::fail("{$here->path} is not {$wanted}: " . substr((string) json_encode($here->value), 0, 200));
    }
}
