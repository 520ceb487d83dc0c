<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Rest;

use Counterfoil\Oversight\AlertsTable;
use Counterfoil\Oversight\JourneyState;
use Counterfoil\Oversight\ListJourneys;

/** A connector that came back from a backup counts fewer confirmations than the shop has seen. */
final class RestoredAgentTest extends AgentTestCase
{
    public function testWhatItConfirmedSinceItsBackupIsOfferedAgain(): void
    {
        $agent = $this->pairedAgent();
        $orders = [$this->recordedOrder()->get_id(), $this->recordedOrder()->get_id(), $this->recordedOrder()->get_id()];
        $events = $this->call($agent, 'events', $this->eventsRequest())->eventIds();
        $this->call($agent, 'events', $this->eventsRequest([$events[0]], 1));
        $this->settle($agent, $events[0], $orders[0], 1);
        $this->call($agent, 'events', $this->eventsRequest([$events[1]], 2));
        $this->settle($agent, $events[1], $orders[1], 2);
        self::assertSame([], $this->call($agent, 'events', $this->eventsRequest([$events[2]], 3))->eventIds());

        // The backup was made after the first of them; the third was kept and never settled.
        $behind = $this->call($agent, 'events', $this->eventsRequest([], 1));
        self::assertSame(['agent_behind', 3], [$behind->refusal(), $behind->body->whole('data', 'highestConfirmationCount')]);
        $again = $this->call($agent, 'events', $this->eventsRequest([], 3));
        self::assertSame([$events[1], $events[2]], $again->eventIds());
        self::assertSame('offered_again', $again->body->text('events', 0, 'data', 'reason'));
    }

    public function testItIsToldAgainUntilItShowsThatItKnows(): void
    {
        $agent = $this->pairedAgent();
        $this->call($agent, 'events', $this->eventsRequest([], 5));
        foreach ([4, 4, 0] as $count) {
            self::assertSame('agent_behind', $this->call($agent, 'events', $this->eventsRequest([], $count))->refusal());
        }
        self::assertSame('', $this->call($agent, 'events', $this->eventsRequest([], 5))->refusal());
        self::assertSame('', $this->call($agent, 'events', $this->eventsRequest([], 6))->refusal());
    }

    public function testACallOfItsHolderThatWasHeldUpOnItsWayIsNoBackup(): void
    {
        $agent = $this->pairedAgent();
        self::assertSame('', $this->call($agent, 'events', $this->eventsRequest([], 4))->refusal());
        self::assertSame('', $this->call($agent, 'receipts', $this->receiptsRequest(['confirmationCount' => 6]))->refusal());
        self::assertSame('', $this->call($agent, 'events', $this->eventsRequest([], 5, 1))->refusal());
        self::assertSame('', $this->call($agent, 'receipts', $this->receiptsRequest(['confirmationCount' => 5]))->refusal());
        self::assertSame([], AlertsTable::ofThisSite()->open());
        // What it said counts all the same for whoever comes next.
        self::assertSame(6, $this->call($agent, 'events', $this->eventsRequest([], 5))->body->whole('data', 'highestConfirmationCount'));
    }

    public function testAPersonIsToldOnceHoweverOftenItAsks(): void
    {
        $agent = $this->pairedAgent();
        $this->call($agent, 'events', $this->eventsRequest([], 5));
        $this->call($agent, 'events', $this->eventsRequest([], 2));
        $this->call($agent, 'events', $this->eventsRequest([], 2));
        $alerts = AlertsTable::ofThisSite()->open();
        self::assertCount(1, $alerts);
        self::assertSame(['agent_restored', ['seen' => 5, 'now' => 2], 2], [$alerts[0]->code, $alerts[0]->values, $alerts[0]->times]);
        self::assertTrue(AlertsTable::ofThisSite()->acknowledge($alerts[0]->id, 1));
        self::assertSame([], AlertsTable::ofThisSite()->open());
    }

    public function testWhatItSaysOfJourneysAndEventsAfterwardsCountsThoughItsVersionsBeganAnew(): void
    {
        $agent = $this->pairedAgent();
        $order = $this->recordedOrder()->get_id();
        $event = $this->call($agent, 'events', $this->eventsRequest())->eventIds()[0];
        $this->call($agent, 'events', $this->eventsRequest([$event], 1));
        $this->settle($agent, $event, $order, 1, 9);
        $this->call($agent, 'events', $this->eventsRequest([], 0));
        self::assertSame([$event], $this->call($agent, 'events', $this->eventsRequest([], 1))->eventIds());
        $this->settle($agent, $event, $order, 1, 1, 'held');
        self::assertSame(JourneyState::Held, ListJourneys::ofThisSite()->one($order)?->state);
        self::assertSame(['settled', 'held'], [$this->rows($order)[0]['state'], $this->rows($order)[0]['outcome']]);
    }

    public function testAFreshConnectorWithoutAnyStateIsOfferedWhatWasKept(): void
    {
        $old = $this->pairedAgent();
        $this->recordedOrder();
        $events = $this->call($old, 'events', $this->eventsRequest())->eventIds();
        $this->call($old, 'events', $this->eventsRequest($events, 1));
        $fresh = $this->pairedAgent();
        $this->db->query("UPDATE {$this->db->prefix}counterfoil_lease SET expires_at = UTC_TIMESTAMP(3)");
        self::assertSame('agent_behind', $this->call($fresh, 'events', $this->eventsRequest([], 0, null, self::OTHER_HOLDER))->refusal());
        self::assertSame($events, $this->call($fresh, 'events', $this->eventsRequest([], 1, null, self::OTHER_HOLDER))->eventIds());
    }

    public function testACopyThatWaitsForTheLeaseHasNothingOfferedAgainAndIsMeasuredOnceItGetsIt(): void
    {
        $agent = $this->pairedAgent();
        $this->recordedOrder();
        $events = $this->call($agent, 'events', $this->eventsRequest())->eventIds();
        $this->call($agent, 'events', $this->eventsRequest($events, 1));
        foreach ([0, 9] as $count) {
            self::assertSame('', $this->call($agent, 'events', $this->eventsRequest([], $count, null, self::OTHER_HOLDER))->refusal());
        }
        self::assertSame([], $this->call($agent, 'events', $this->eventsRequest([], 1, 1))->eventIds());
        self::assertSame([], AlertsTable::ofThisSite()->open());
        // The holder dies with the row that only it has.
        $this->db->query("UPDATE {$this->db->prefix}counterfoil_lease SET expires_at = UTC_TIMESTAMP(3)");
        self::assertSame('agent_behind', $this->call($agent, 'events', $this->eventsRequest([], 0, null, self::OTHER_HOLDER))->refusal());
        self::assertSame($events, $this->call($agent, 'events', $this->eventsRequest([], 1, null, self::OTHER_HOLDER))->eventIds());
    }

    public function testWhatAnotherProcessKeptAndNeverSettledIsOfferedToTheNextWhateverItCounts(): void
    {
        $agent = $this->pairedAgent();
        $orders = [$this->recordedOrder()->get_id(), $this->recordedOrder()->get_id()];
        $events = $this->call($agent, 'events', $this->eventsRequest())->eventIds();
        $this->call($agent, 'events', $this->eventsRequest($events, 2, 1));
        $this->settle($agent, $events[0], $orders[0], 2);
        self::assertSame([], $this->call($agent, 'events', $this->eventsRequest([], 2, 1))->eventIds());
        $this->db->query("UPDATE {$this->db->prefix}counterfoil_lease SET expires_at = UTC_TIMESTAMP(3)");
        $next = $this->call($agent, 'events', $this->eventsRequest([], 2, null, self::OTHER_HOLDER));
        self::assertSame([$events[1]], $next->eventIds());
        self::assertSame([], AlertsTable::ofThisSite()->open());
    }

    private function settle(SigningAgent $agent, string $event, int $order, int $count, int $version = 1, string $state = 'delivered'): void
    {
        $at = '2026-11-23T10:02:14.500Z';
        $answer = $this->call($agent, 'receipts', $this->receiptsRequest([
            'confirmationCount' => $count,
            'receipts' => [['eventId' => $event, 'orderId' => $order, 'version' => $version, 'outcome' => $state, 'code' => 'order_delivered', 'values' => ['erp' => 'T', 'document' => 'S'], 'at' => $at]],
            'journeys' => [['orderId' => $order, 'check' => null, 'version' => $version, 'state' => $state, 'code' => 'order_delivered', 'values' => ['erp' => 'T', 'document' => 'S'], 'documents' => [], 'total' => null, 'currency' => null, 'since' => $at]],
        ]));
        self::assertSame('', $answer->refusal());
    }
}
