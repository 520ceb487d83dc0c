<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

if (!defined('ABSPATH')) {
    exit;
}

/** One line of an order's journey. `at` is UTC, `2026-11-23T10:02:11.000Z`. */
final class JourneyStep
{
    /** @param array<string, string|int|Reason|list<Change>> $values */
    public function __construct(
        /** A random UUID, by which it is added once only. */
        public readonly string $id,
        public readonly int $orderId,
        public readonly string $at,
        public readonly string $code,
        public readonly array $values,
        /** Of the order that it happened to; null: not known. */
        public readonly ?string $check = null,
        /** Which of the order's documents it is about; null: the order itself. */
        public readonly ?DocumentKey $about = null,
    ) {}
}
