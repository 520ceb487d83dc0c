<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

if (!defined('ABSPATH')) {
    exit;
}

/** The ERP's document that stands for an order. `url` opens it in the ERP's own client. */
final class ErpDocument
{
    public readonly ?string $url;

    public function __construct(
        public readonly string $id,
        public readonly string $number,
        ?string $url,
        /** draft, quoted, confirmed, processed, done or cancelled */
        public readonly string $state,
    ) {
        // The contract says so too. Once more here, because the screens make a link of whatever stands in the table.
        $this->url = $url !== null && preg_match('~^https?://[A-Za-z0-9._\~%:[\]-]+([/?#][!#-;=?-[\]-\~]*)?$~D', $url) === 1 ? $url : null;
    }
}
