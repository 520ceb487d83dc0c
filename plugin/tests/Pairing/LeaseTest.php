<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Pairing;

use Counterfoil\Pairing\ConfirmPairing;
use Counterfoil\Tests\Rest\AgentTestCase;
use Counterfoil\Tests\Rest\Answer;
use Counterfoil\Tests\Rest\SigningAgent;

/** Two processes never write for one tenant at once: one holder, a rising fence, by the database's clock. */
final class LeaseTest extends AgentTestCase
{
    private SigningAgent $agent;

    protected function begin(): void
    {
        parent::begin();
        $this->agent = $this->pairedAgent();
    }

    public function testTheFirstWhoAsksGetsItCleanlyForAMinuteAndAHalf(): void
    {
        $lease = $this->ask(self::HOLDER);
        self::assertSame([true, 1, true], [$lease->body->raw('lease', 'granted'), $lease->body->whole('lease', 'fence'), $lease->body->raw('lease', 'cleanHandOver')]);
        self::assertEqualsWithDelta(90_000, $lease->body->whole('lease', 'expiresInMs'), 2_000);
    }

    /** An idle connector asks once a minute: a second one that asks just before finds the lease held. */
    public function testAMinuteAfterItWasExtendedAnotherStillWaitsAndTheIdleHolderGoesOn(): void
    {
        $this->ask(self::HOLDER);
        $this->db->query("UPDATE {$this->table()} SET expires_at = expires_at - INTERVAL 60 SECOND");
        self::assertFalse($this->ask(self::OTHER_HOLDER)->body->raw('lease', 'granted'));
        self::assertTrue($this->ask(self::HOLDER, 1)->body->raw('lease', 'granted'));
    }

    public function testItsHolderExtendsItAndTheFenceStays(): void
    {
        $this->ask(self::HOLDER);
        $this->db->query("UPDATE {$this->table()} SET expires_at = UTC_TIMESTAMP(3) + INTERVAL 5 SECOND");
        $lease = $this->ask(self::HOLDER, 1);
        self::assertSame([true, 1], [$lease->body->raw('lease', 'granted'), $lease->body->whole('lease', 'fence')]);
        self::assertGreaterThan(85_000, $lease->body->whole('lease', 'expiresInMs'));
    }

    public function testAnotherIsNotGrantedItAndGetsNoOrders(): void
    {
        $this->recordedOrder();
        self::assertNotSame([], $this->ask(self::HOLDER)->orderIds());
        $other = $this->ask(self::OTHER_HOLDER);
        self::assertSame([false, 1, 0], [$other->body->raw('lease', 'granted'), $other->body->whole('lease', 'fence'), $other->body->whole('lease', 'expiresInMs')]);
        self::assertSame([], $other->orderIds());
    }

    public function testWhatAnotherSaysItKeptIsNotBelieved(): void
    {
        $this->recordedOrder();
        $events = $this->ask(self::HOLDER)->eventIds();
        $other = $this->call($this->agent, 'events', $this->eventsRequest($events, 1, null, self::OTHER_HOLDER));
        self::assertSame(0, $other->body->whole('keptCount'));
        self::assertSame($events, $this->call($this->agent, 'events', $this->eventsRequest([], 1))->eventIds());
    }

    public function testAfterACrashTheNextGetsItOnceItRanOutAndNotCleanly(): void
    {
        $this->ask(self::HOLDER);
        $this->runOut();
        $next = $this->ask(self::OTHER_HOLDER);
        self::assertSame([true, 2, false], [$next->body->raw('lease', 'granted'), $next->body->whole('lease', 'fence'), $next->body->raw('lease', 'cleanHandOver')]);
    }

    public function testWhoComesBackWithAnOlderFenceIsToldToStop(): void
    {
        $this->ask(self::HOLDER);
        $this->runOut();
        $this->ask(self::OTHER_HOLDER);
        self::assertSame('fence_outdated', $this->ask(self::HOLDER, 1)->refusal());
        self::assertSame('fence_outdated', $this->call($this->agent, 'receipts', $this->receiptsRequest(['fence' => 1]))->refusal());
        self::assertSame('', $this->call($this->agent, 'receipts', $this->receiptsRequest(['fence' => 2]))->refusal());
    }

    public function testAHolderThatWasOnlySlowGoesOnWithItsFence(): void
    {
        $this->ask(self::HOLDER);
        $this->runOut();
        self::assertSame(1, $this->ask(self::HOLDER, 1)->body->whole('lease', 'fence'));
    }

    public function testAHolderThatLostTheAnswerToItsFirstRequestGetsTheSameGrantAgain(): void
    {
        $this->ask(self::HOLDER);
        $again = $this->ask(self::HOLDER);
        self::assertSame([true, 1, true], [$again->body->raw('lease', 'granted'), $again->body->whole('lease', 'fence'), $again->body->raw('lease', 'cleanHandOver')]);
    }

    public function testAGracefulStopConfirmsWhatWasKeptAndHandsOverCleanlyAtOnce(): void
    {
        $this->recordedOrder();
        $events = $this->ask(self::HOLDER)->eventIds();
        $released = $this->call($this->agent, 'events', $this->eventsRequest($events, 1, 1, self::HOLDER, 'release', 0));
        self::assertSame([false, count($events)], [$released->body->raw('lease', 'granted'), $released->body->whole('keptCount')]);
        $next = $this->call($this->agent, 'events', $this->eventsRequest([], 1, null, self::OTHER_HOLDER));
        self::assertSame([true, 2, true], [$next->body->raw('lease', 'granted'), $next->body->whole('lease', 'fence'), $next->body->raw('lease', 'cleanHandOver')]);
        // Not settled yet: the next process may work from another database.
        self::assertSame($events, $next->eventIds());
    }

    /** `counterfoil doctor` on any machine that has the connector's key, whatever its database says, or without one. */
    public function testAQuestionOfAProcessThatHoldsNothingMovesNothing(): void
    {
        $this->recordedOrder();
        $events = $this->ask(self::HOLDER)->eventIds();
        $this->call($this->agent, 'events', $this->eventsRequest($events, 5, 1));
        $this->runOut();
        $this->db->query("UPDATE {$this->db->prefix}counterfoil_keys SET last_seen_at = NULL");
        $before = $this->state();
        $asked = $this->call($this->agent, 'events', $this->eventsRequest([], 0, null, self::OTHER_HOLDER, 'release', 0));
        self::assertSame(['', false, []], [$asked->refusal(), $asked->body->raw('lease', 'granted'), $asked->orderIds()]);
        self::assertSame($before, $this->state());
        self::assertSame('', $this->ask(self::HOLDER, 1)->refusal(), 'the holder that was only slow goes on');
    }

    public function testAfterACrashAQuestionMakesNoCleanHandOver(): void
    {
        $this->ask(self::HOLDER);
        $this->runOut();
        $third = '9d1c5a77-20c5-4a8e-bb0f-5b0a5c2f7e02';
        $this->call($this->agent, 'events', $this->eventsRequest([], 0, null, $third, 'release', 0));
        self::assertFalse($this->ask(self::OTHER_HOLDER)->body->raw('lease', 'cleanHandOver'));
    }

    public function testNobodyReleasesAnothersLease(): void
    {
        $this->ask(self::HOLDER);
        $this->call($this->agent, 'events', $this->eventsRequest([], 0, null, self::OTHER_HOLDER, 'release', 0));
        self::assertFalse($this->ask(self::OTHER_HOLDER)->body->raw('lease', 'granted'));
    }

    public function testAShopThatCameBackFromABackupPassesTheFenceTheConnectorKnows(): void
    {
        $this->ask(self::HOLDER);
        self::assertSame('lease_elsewhere', $this->call($this->agent, 'receipts', $this->receiptsRequest(['fence' => 41]))->refusal());
        $lease = $this->ask(self::HOLDER, 41);
        self::assertSame([true, 42], [$lease->body->raw('lease', 'granted'), $lease->body->whole('lease', 'fence')]);
    }

    public function testAfterDisconnectingTheNextHolderWaitsForTheLeaseAndDoesNotCountOnAStandstill(): void
    {
        $this->ask(self::HOLDER);
        ConfirmPairing::revoke($this->agent->keyId, 1);
        $this->agent = $this->pairedAgent();
        self::assertFalse($this->ask(self::OTHER_HOLDER)->body->raw('lease', 'granted'));
        $this->runOut();
        $next = $this->ask(self::OTHER_HOLDER);
        self::assertSame([true, false], [$next->body->raw('lease', 'granted'), $next->body->raw('lease', 'cleanHandOver')]);
        self::assertGreaterThan(1, $next->body->whole('lease', 'fence'));
    }

    public function testAnotherTenantGetsItAtOnceAboveEachFenceOfTheOneBeforeAndDoesNotCountOnAStandstill(): void
    {
        $this->ask(self::HOLDER);
        ConfirmPairing::revoke($this->agent->keyId, 1);
        $this->agent = $this->pairedAgent('beta');
        self::assertSame('2', $this->db->get_var("SELECT fence FROM {$this->table()}"), 'from the confirmation on nobody holds it');
        $next = $this->ask(self::OTHER_HOLDER);
        self::assertSame([true, 3, false], [$next->body->raw('lease', 'granted'), $next->body->whole('lease', 'fence'), $next->body->raw('lease', 'cleanHandOver')]);
    }

    public function testOfManyThatAskAtTheSameMomentOneIsGrantedIt(): void
    {
        $many = curl_multi_init();
        $handles = [];
        for ($index = 0; $index < 8; $index++) {
            $holder = sprintf('%08d-0000-4000-8000-000000000000', $index);
            $handles[] = $handle = $this->request($this->agent, 'events', $this->eventsRequest([], 0, null, $holder, 'hold', 0));
            curl_multi_add_handle($many, $handle);
        }
        do {
            curl_multi_exec($many, $running);
            curl_multi_select($many, 0.1);
        } while ($running > 0);
        $granted = [];
        foreach ($handles as $index => $handle) {
            $answer = $this->httpAnswer('events', $handle, (string) curl_multi_getcontent($handle));
            self::assertSame(200, $answer->status);
            self::assertSame(1, $answer->body->whole('lease', 'fence'));
            if ($answer->body->raw('lease', 'granted') === true) {
                $granted[] = $index;
            }
        }
        self::assertCount(1, $granted);
    }

    private function ask(string $holder, ?int $fence = null): Answer
    {
        return $this->call($this->agent, 'events', $this->eventsRequest([], 0, $fence, $holder));
    }

    /** @return array<string, mixed> all that a call may move, but for the count of calls itself and its nonce */
    private function state(): array
    {
        $state = [];
        foreach (['lease', 'outbox', 'journeys', 'alerts', 'keys', 'instance'] as $table) {
            $state[$table] = $this->db->get_results("SELECT * FROM {$this->db->prefix}counterfoil_{$table}", ARRAY_A);
        }
        return $state + ['counters' => $this->db->get_results("SELECT * FROM {$this->db->prefix}counterfoil_counters WHERE name <> 'read_count'", ARRAY_A)];
    }

    private function runOut(): void
    {
        $this->db->query("UPDATE {$this->table()} SET expires_at = UTC_TIMESTAMP(3)");
    }

    private function table(): string
    {
        return "{$this->db->prefix}counterfoil_lease";
    }
}
