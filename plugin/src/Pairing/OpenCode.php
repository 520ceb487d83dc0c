<?php

declare(strict_types=1);

namespace Counterfoil\Pairing;

if (!defined('ABSPATH')) {
    exit;
}

/** A pairing code that can still be used. The code itself is known to nobody but the person it was shown to. */
final class OpenCode
{
    public function __construct(
        public readonly string $expiresAt,
        /** How many wrong ones were brought since it was made; of those in one second one counts. */
        public readonly int $wrongTries,
    ) {}
}
