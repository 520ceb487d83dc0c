<?php

declare(strict_types=1);

namespace Counterfoil\Outbox;

if (!defined('ABSPATH')) {
    exit;
}

/** What a confirmation did: how many ids were confirmed for the first time, and which the shop does not know. */
final class KeptResult
{
    /** @param list<string> $unknown event ids */
    public function __construct(
        public readonly int $newlyKept,
        public readonly array $unknown,
    ) {}
}
