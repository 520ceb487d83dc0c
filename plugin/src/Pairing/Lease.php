<?php

declare(strict_types=1);

namespace Counterfoil\Pairing;

if (!defined('ABSPATH')) {
    exit;
}

/** The lease as it stands. `holder` is empty when nobody holds it; `clean` says how its holder got it. */
final class Lease
{
    public function __construct(
        public readonly string $holder,
        public readonly int $fence,
        public readonly bool $clean,
        public readonly int $expiresInMs,
    ) {}

    public function isHeldBy(string $holder): bool
    {
        return $this->holder === $holder;
    }
}
