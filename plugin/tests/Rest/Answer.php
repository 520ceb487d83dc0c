<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Rest;

use Counterfoil\Tests\Json;

/** What the shop answered to one call. */
final class Answer
{
    /** @param array<string, string> $headers by name in lower case; none when the call did not go over HTTP */
    public function __construct(
        public readonly int $status,
        public readonly Json $body,
        public readonly array $headers = [],
    ) {}

    /** The refusal's code; empty: no refusal. */
    public function refusal(): string
    {
        return $this->status === 200 ? '' : $this->body->text('code');
    }

    /** @return list<int> orders of the events, in their order */
    public function orderIds(): array
    {
        return array_map(static fn(Json $event): int => $event->whole('data', 'orderId'), $this->body->each('events'));
    }

    /** @return list<string> */
    public function eventIds(): array
    {
        return array_map(static fn(Json $event): string => $event->text('id'), $this->body->each('events'));
    }
}
