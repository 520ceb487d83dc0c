<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

if (!defined('ABSPATH')) {
    exit;
}

/** The ERP's document that stands for an order. `url` opens it in the ERP's own client. */
final class ErpDocument
{
    public function __construct(
        public readonly string $id,
        public readonly string $number,
        public readonly ?string $url,
        /** draft, quoted, confirmed, processed, done or cancelled */
        public readonly string $state,
    ) {}
}
