<?php

declare(strict_types=1);

namespace Counterfoil\Fingerprints;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * The fingerprint of one order state: which recipe it was made by and which reading it belongs to. An empty fingerprint
 * says the order was gone when it was looked at.
 */
final class KnownState
{
    public function __construct(
        public readonly int $orderId,
        public readonly string $recipe,
        public readonly string $fingerprint,
        public readonly int $readNumber,
        /** UTC as the database writes it; null: not kept yet. */
        public readonly ?string $keptAt = null,
    ) {}

    /** Two hours before it was kept, say, in the form of an order's dates. */
    public function keptAtLess(int $seconds): string
    {
        return $this->keptAt === null ? '' : gmdate('Y-m-d H:i:s', (int) strtotime($this->keptAt . ' UTC') - $seconds);
    }
}
