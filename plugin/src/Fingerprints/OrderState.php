<?php

declare(strict_types=1);

namespace Counterfoil\Fingerprints;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * One order as the database has it now, without its content. Times are UTC as the database writes them, `2026-11-23
 * 10:02:11`; null: none.
 */
final class OrderState
{
    public function __construct(
        public readonly string $fingerprint,
        /** With its `wc-` prefix. */
        public readonly string $status,
        public readonly ?string $createdAt,
        public readonly ?string $modifiedAt,
    ) {}
}
