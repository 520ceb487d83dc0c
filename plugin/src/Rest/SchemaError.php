<?php

declare(strict_types=1);

namespace Counterfoil\Rest;

if (!defined('ABSPATH')) {
    exit;
}

/** Where a message breaks its schema, `kept[3]` or `lease.fence` (empty: the message itself), and why. */
final class SchemaError
{
    public function __construct(
        public readonly string $field,
        public readonly string $reason,
    ) {}
}
