<?php

declare(strict_types=1);

namespace Counterfoil\Sweep;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * What looking at some orders brought: how many were looked at, how many had changed without an event, how many
 * vanished untold.
 */
final class SweepResult
{
    public function __construct(
        public readonly int $lookedAt = 0,
        public readonly int $found = 0,
        public readonly int $vanished = 0,
    ) {}

    public function and(self $other): self
    {
        return new self($this->lookedAt + $other->lookedAt, $this->found + $other->found, $this->vanished + $other->vanished);
    }
}
