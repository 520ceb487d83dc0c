<?php

declare(strict_types=1);

namespace Counterfoil\Rest;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * How large an answer may grow and how long it may take: well under what cheap hosts allow (30 s, 128 MB, firewalls
 * that look at large answers).
 */
final class AnswerBudget
{
    public const JSON = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE;

    private const BYTES = 2_000_000;
    private const MS = 5_000;

    private readonly float $endsAt;

    public function __construct(private int $bytesLeft = self::BYTES, int $ms = self::MS)
    {
        $this->endsAt = hrtime(true) / 1e6 + $ms;
    }

    /** @param array<string, mixed> $snapshot */
    public function spend(array $snapshot): void
    {
        $this->bytesLeft -= strlen((string) json_encode($snapshot, self::JSON));
    }

    public function isSpent(): bool
    {
        return $this->bytesLeft <= 0 || hrtime(true) / 1e6 >= $this->endsAt;
    }
}
