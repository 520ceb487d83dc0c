<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Rest;

/** A paired connector that asks for events. */
abstract class EventsTestCase extends AgentTestCase
{
    protected SigningAgent $agent;

    protected function begin(): void
    {
        parent::begin();
        $this->agent = $this->pairedAgent();
    }

    protected function poll(int $count = 0): Answer
    {
        return $this->call($this->agent, 'events', $this->eventsRequest([], $count));
    }
}
