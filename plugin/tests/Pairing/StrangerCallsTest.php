<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Pairing;

use Counterfoil\Pairing\ConfirmPairing;
use Counterfoil\Pairing\KeysTable;
use Counterfoil\Pairing\PairingCode;
use Counterfoil\Pairing\StrangerCallsTable;
use Counterfoil\Setup\SiteHealth;
use Counterfoil\Tests\Rest\AgentTestCase;
use Counterfoil\Tests\Rest\SigningAgent;

/** Who was turned away is counted, a little at most, and a person sees it. */
final class StrangerCallsTest extends AgentTestCase
{
    public function testEachKindOfStrangerIsCounted(): void
    {
        $agent = $this->pairedAgent();
        $this->call(new SigningAgent(), 'events', $this->eventsRequest());
        $stranger = new SigningAgent();
        $this->call($stranger, 'pair', $stranger->pairing('00000-00000-000'));
        $signed = $agent->sign('events', $this->eventsRequest());
        $this->dispatch('events', $signed);
        $this->dispatch('events', $signed);
        ConfirmPairing::revoke($agent->keyId, 1);
        $this->call($agent, 'events', $this->eventsRequest());
        self::assertSame(['disconnected' => 1, 'repeated' => 1, 'unsigned' => 1, 'wrong_code' => 1], $this->counted());
    }

    public function testACallWithoutAnySignatureIsCountedAsTamperingIs(): void
    {
        $this->dispatch('events', ['body' => '{}', 'headers' => []]);
        $this->aSecondPasses();
        $signed = $this->pairedAgent()->sign('events', $this->eventsRequest());
        $signed['body'] .= ' ';
        $this->dispatch('events', $signed);
        self::assertSame(['unsigned' => 2], $this->counted());
    }

    public function testWhatTheConnectorItselfRunsIntoIsNotCounted(): void
    {
        $agent = $this->pairedAgent();
        $this->call($agent, 'events', ['limit' => 'many'] + $this->eventsRequest());
        $this->call($agent, 'receipts', $this->receiptsRequest(['fence' => 7]));
        $agent->clockAhead = 3600;
        $this->call($agent, 'events', $this->eventsRequest());
        self::assertSame([], $this->counted());
    }

    public function testOfAFloodOneASecondIsWrittenAndTheTableHoldsOneRowADayAndKind(): void
    {
        $this->call(new SigningAgent(), 'events', $this->eventsRequest());
        $this->db->query("UPDATE {$this->table()} SET last_at = UTC_TIMESTAMP(3) + INTERVAL 10 MINUTE");
        $written = $this->ownStatements(function (): void {
            for ($call = 0; $call < 5; $call++) {
                $this->call(new SigningAgent(), 'events', $this->eventsRequest());
            }
        });
        self::assertSame([], array_filter($written, static fn(string $sql): bool => preg_match('/^(INSERT|UPDATE|DELETE|REPLACE)/', $sql) === 1));
        $this->db->query("UPDATE {$this->table()} SET last_at = UTC_TIMESTAMP(3) - INTERVAL 2 SECOND");
        $this->call(new SigningAgent(), 'events', $this->eventsRequest());
        self::assertSame([['1', '2']], $this->db->get_results("SELECT COUNT(*), SUM(times) FROM {$this->table()}", 'ARRAY_N'));
    }

    public function testCountsAreKept30Days(): void
    {
        foreach ([29 => 5, 30 => 7, 200 => 9] as $days => $times) {
            $this->db->query("INSERT INTO {$this->table()} (day, kind, times, last_at) VALUES (UTC_DATE() - INTERVAL {$days} DAY, 'unsigned', {$times}, UTC_TIMESTAMP(3) - INTERVAL {$days} DAY)");
        }
        self::assertSame(['unsigned' => 5], $this->counted());
        $this->call(new SigningAgent(), 'events', $this->eventsRequest());
        self::assertSame('2', $this->db->get_var("SELECT COUNT(*) FROM {$this->table()}"), 'today and 29 days ago');
    }

    public function testWhereTheyCantBeCountedTheAnswerIsTheSame(): void
    {
        $this->db->query("RENAME TABLE {$this->table()} TO {$this->table()}_away");
        try {
            self::assertSame('key_unknown', $this->call(new SigningAgent(), 'events', $this->eventsRequest())->refusal());
        } finally {
            $this->db->query("RENAME TABLE {$this->table()}_away TO {$this->table()}");
        }
    }

    public function testWhoConfirmedAndWhoDisconnectedIsNotedWithTheTime(): void
    {
        $agent = $this->pairedAgent();
        ConfirmPairing::revoke($agent->keyId, 7);
        $key = KeysTable::ofThisSite()->find($agent->keyId);
        self::assertSame([1, 7], [$key?->confirmedBy, $key?->revokedBy]);
        self::assertEqualsWithDelta(time(), strtotime((string) $key?->revokedAt), 10);
    }

    public function testAKeyThatAnotherTookThePlaceOfWasDisconnectedByNobody(): void
    {
        [$first, $second] = [new SigningAgent(), new SigningAgent()];
        $this->call($first, 'pair', $first->pairing(PairingCode::create(1)));
        $this->call($second, 'pair', $second->pairing(PairingCode::create(1)));
        $key = KeysTable::ofThisSite()->find($first->keyId);
        self::assertNotNull($key?->revokedAt);
        self::assertNull($key->revokedBy);
    }

    public function testSiteHealthSaysHowManyWereTurnedAwayAndWhoDisconnectedWhom(): void
    {
        $this->asAdmin();
        $agent = $this->pairedAgent();
        $this->call(new SigningAgent(), 'events', $this->eventsRequest());
        ConfirmPairing::revoke($agent->keyId, get_current_user_id());
        $info = (string) json_encode(SiteHealth::addInfo([]));
        self::assertStringContainsString('1 calls not signed by a connected connector, 0 wrong codes', $info);
        self::assertMatchesRegularExpression('/PC-OFFICE, [A-Z2-7-]{19}/', $info);
        self::assertMatchesRegularExpression('/disconnected \d{4}-\d\d-\d\d \d\d:\d\d \(UTC\) by ' . preg_quote(wp_get_current_user()->display_name, '/') . '/', $info);
    }

    private function table(): string
    {
        return StrangerCallsTable::name($this->db->prefix);
    }

    private function aSecondPasses(): void
    {
        $this->db->query("UPDATE {$this->table()} SET last_at = last_at - INTERVAL 1 SECOND");
    }

    /** @return array<string, int> */
    private function counted(): array
    {
        return array_column(StrangerCallsTable::ofThisSite()->lately(), 'times', 'kind');
    }
}
