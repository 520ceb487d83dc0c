<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * One thing that changed, or differs between shop and ERP (shared-types/src/catalogue/message.ts, `Change`): what, of
 * which line, before and after. The screens make words of it.
 */
final class Change implements \JsonSerializable
{
    private function __construct(
        public readonly string $what,
        public readonly ?string $line,
        public readonly ?string $before,
        public readonly ?string $after,
    ) {}

    /**
     * What has another form is left out of the list.
     *
     * @return list<self>|null null: no list stands there
     */
    public static function listFromDecoded(mixed $value): ?array
    {
        if (!is_array($value) || !array_is_list($value)) {
            return null;
        }
        return array_values(array_filter(array_map(self::fromDecoded(...), $value)));
    }

    private static function fromDecoded(mixed $value): ?self
    {
        $what = is_array($value) ? $value['what'] ?? null : null;
        if (!is_array($value) || !is_string($what)) {
            return null;
        }
        $text = static fn(string $name): ?string => is_string($value[$name] ?? null) ? $value[$name] : null;
        return new self($what, $text('line'), $text('before'), $text('after'));
    }

    /** @return array{what: string, line: string|null, before: string|null, after: string|null} */
    public function jsonSerialize(): array
    {
        return ['what' => $this->what, 'line' => $this->line, 'before' => $this->before, 'after' => $this->after];
    }
}
