<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

if (!defined('ABSPATH')) {
    exit;
}

/** What a person must know: a code of the catalogue with its values. Times are UTC, `2026-11-23T10:02:11.000Z`. */
final class Alert
{
    /** @param array<string, string|int|Reason|list<Change>> $values */
    public function __construct(
        public readonly int $id,
        public readonly string $code,
        public readonly array $values,
        public readonly string $firstAt,
        public readonly string $lastAt,
        public readonly int $times,
    ) {}
}
