<?php

declare(strict_types=1);

namespace Counterfoil\Rest;

use Counterfoil\Database\CountersTable;

if (!defined('ABSPATH')) {
    exit;
}

/** The shop's count of signed calls: +1 for each call whose caller is known, and in each answer to it, refusals too. */
final class CallCount
{
    private ?int $present = null;

    public function __construct(private readonly CountersTable $counters) {}

    public function next(): int
    {
        return $this->present ??= $this->counters->next(CountersTable::READ_COUNT);
    }

    /** Null: the caller is not known. */
    public function present(): ?int
    {
        return $this->present;
    }
}
