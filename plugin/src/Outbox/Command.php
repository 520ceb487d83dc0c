<?php

declare(strict_types=1);

namespace Counterfoil\Outbox;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * What a person asked for in wp-admin: who, the reason they wrote (at most 2,000 characters, may be empty), and what
 * they saw (null: no journey).
 */
final class Command
{
    public readonly string $note;

    public function __construct(public readonly int $userId, string $note, public readonly ?SeenJourney $seen = null)
    {
        $this->note = mb_substr($note, 0, 2000);
    }
}
