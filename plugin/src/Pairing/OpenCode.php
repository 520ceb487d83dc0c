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
        public readonly int $triesLeft,
        /** Whether using it also says that the shop moved here. */
        public readonly bool $moves,
    ) {}
}
