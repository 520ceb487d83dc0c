<?php

declare(strict_types=1);

namespace Counterfoil\Outbox;

if (!defined('ABSPATH')) {
    exit;
}

/** What a person asked for in wp-admin: who, and the reason they wrote (at most 2,000 characters, may be empty). */
final class Command
{
    public readonly string $note;

    public function __construct(public readonly int $userId, string $note)
    {
        $this->note = mb_substr($note, 0, 2000);
    }
}
