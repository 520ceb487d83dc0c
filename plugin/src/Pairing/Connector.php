<?php

declare(strict_types=1);

namespace Counterfoil\Pairing;

if (!defined('ABSPATH')) {
    exit;
}

/** What a connector says of itself at pairing: how the screens call it and its ERP. */
final class Connector
{
    public function __construct(
        /** Name of its machine: PC-OFFICE. */
        public readonly string $name,
        public readonly string $version,
        public readonly string $erpKind,
        /** The ERP's name on screen: Odoo, Tryton. */
        public readonly string $erpName,
        /** production, test or development */
        public readonly string $environment,
    ) {}
}
