<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Pairing;

use Counterfoil\Pairing\ConfirmPairing;
use Counterfoil\Pairing\Instance;
use Counterfoil\Pairing\KeysTable;
use Counterfoil\Pairing\KeyState;
use Counterfoil\Pairing\PairingCode;
use Counterfoil\Tests\Rest\AgentTestCase;
use Counterfoil\Tests\Rest\Answer;
use Counterfoil\Tests\Rest\SigningAgent;

final class PairTest extends AgentTestCase
{
    public function testACodeHas65RandomBitsInAnAlphabetThatNobodyMisreads(): void
    {
        $codes = [];
        for ($index = 0; $index < 50; $index++) {
            $codes[] = PairingCode::create(1);
        }
        self::assertCount(50, array_unique($codes));
        foreach ($codes as $code) {
            self::assertMatchesRegularExpression('/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{3}$/D', $code);
        }
    }

    public function testOnlyTheHashOfACodeIsKept(): void
    {
        $code = PairingCode::create(1);
        $kept = $this->content('pairing');
        self::assertStringNotContainsString($code, $kept);
        self::assertStringNotContainsString(str_replace('-', '', $code), $kept);
    }

    public function testPairingTellsTheShopsFactsAndWaitsForThePersonWhoComparesTheFingerprint(): void
    {
        $agent = new SigningAgent();
        $answer = $this->call($agent, 'pair', $agent->pairing(PairingCode::create(1)));
        self::assertSame(200, $answer->status);
        self::assertSame('awaiting_confirmation', $answer->body->text('state'));
        self::assertNull($answer->body->raw('cutover'));
        self::assertSame(Instance::id(), $answer->body->text('instance'));
        self::assertSame($this->onHpos() ? 'hpos' : 'legacy', $answer->body->text('shop', 'storage'));
        self::assertSame(get_woocommerce_currency(), $answer->body->text('shop', 'currency'));
        self::assertStringStartsWith('http', $answer->body->text('doorbellUrl'));
        $key = KeysTable::ofThisSite()->find($agent->keyId);
        self::assertNotNull($key);
        self::assertSame(['PC-OFFICE', 'Practice ERP', KeyState::AwaitingConfirmation], [$key->connector->name, $key->connector->erpName, $key->state]);
    }

    public function testTheSameCodeWithTheSameKeyGetsTheSameAnswerAgain(): void
    {
        $agent = new SigningAgent();
        $code = PairingCode::create(1);
        $first = $this->pair($agent, $code);
        $again = $this->pair($agent, $code);
        foreach (['instance', 'state', 'doorbellUrl', 'shop'] as $field) {
            self::assertEquals($first->body->raw($field), $again->body->raw($field), $field);
        }
        self::assertCount(1, KeysTable::ofThisSite()->all());
        ConfirmPairing::confirm($agent->keyId, 1);
        self::assertSame('confirmed', $this->pair($agent, $code)->body->text('state'));
    }

    public function testTheSameCodeWithAnotherKeyIsUsedUp(): void
    {
        $code = PairingCode::create(1);
        $this->pair(new SigningAgent(), $code);
        self::assertSame('code_used_up', $this->pair(new SigningAgent(), $code)->refusal());
    }

    public function testAStrangersWrongCodesAreCountedAndDoNotKeepTheOwnerOut(): void
    {
        $code = PairingCode::create(1);
        for ($try = 0; $try < 10; $try++) {
            self::assertSame('code_wrong', $this->pair(new SigningAgent(), self::another($code))->refusal());
            $this->aSecondPasses();
        }
        self::assertSame(10, PairingCode::open()?->wrongTries);
        self::assertSame('', $this->pair(new SigningAgent(), $code)->refusal());
    }

    public function testOfWrongCodesInOneSecondOneCountsSoThatAFloodCantCloseACode(): void
    {
        $code = PairingCode::create(1);
        $this->db->query("UPDATE {$this->db->prefix}counterfoil_pairing SET wrong_tries = 1, last_wrong_at = UTC_TIMESTAMP(3) + INTERVAL 10 MINUTE");
        for ($try = 0; $try < 5; $try++) {
            $this->pair(new SigningAgent(), self::another($code));
        }
        self::assertSame(1, PairingCode::open()?->wrongTries);
    }

    public function testAfter1000WrongCodesTheRightOneIsNotTakenEither(): void
    {
        $code = PairingCode::create(1);
        $this->db->query("UPDATE {$this->db->prefix}counterfoil_pairing SET wrong_tries = 998");
        self::assertSame('code_wrong', $this->pair(new SigningAgent(), self::another($code))->refusal());
        self::assertSame([999, false], [PairingCode::open()?->wrongTries, PairingCode::wasTriedOut()]);
        $this->aSecondPasses();
        self::assertSame('code_wrong', $this->pair(new SigningAgent(), self::another($code))->refusal());
        self::assertSame([null, true], [PairingCode::open(), PairingCode::wasTriedOut()]);
        self::assertSame('code_used_up', $this->pair(new SigningAgent(), $code)->refusal(), 'who has it is told why');
        self::assertSame([], KeysTable::ofThisSite()->all());
    }

    public function testAStrangerHearsTheSameWhetherACodeIsOpenUsedUpTriedOutRunOutOrAbsentOrTheShopACopy(): void
    {
        $this->pairedAgent('acme');
        $states = [
            'absent' => static fn(): null => null,
            'open' => static fn(): string => PairingCode::create(1),
            'used' => fn(): string => $this->used(PairingCode::create(1)),
            'tried out' => fn(): string => $this->with(PairingCode::create(1), 'wrong_tries = 1000'),
            'run out' => fn(): string => $this->with(PairingCode::create(1), 'expires_at = UTC_TIMESTAMP(3)'),
            'a copy' => static function (): string {
                add_filter('option_home', static fn(): string => 'https://staging.example/shop');
                return PairingCode::create(1);
            },
        ];
        $heard = [];
        try {
            foreach ($states as $name => $make) {
                $make();
                $stranger = new SigningAgent();
                $stranger->tenant = 'acme';
                $answer = $this->pair($stranger, 'ZZZZZ-ZZZZZ-ZZZ');
                $said = [$answer->status, $answer->body->text('code'), $answer->body->text('message'), array_keys((array) $answer->body->raw('data'))];
                $heard[(string) json_encode($said)][] = $name;
            }
        } finally {
            remove_all_filters('option_home');
        }
        self::assertCount(1, $heard, (string) json_encode($heard, JSON_PRETTY_PRINT));
        self::assertStringContainsString('code_wrong', (string) array_key_first($heard));
    }

    public function testACodeRunsOutAfter30Minutes(): void
    {
        $code = PairingCode::create(1);
        $left = $this->db->get_var("SELECT TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(3), expires_at) FROM {$this->db->prefix}counterfoil_pairing");
        self::assertEqualsWithDelta(1800, (int) $left, 5);
        $this->db->query("UPDATE {$this->db->prefix}counterfoil_pairing SET expires_at = UTC_TIMESTAMP(3)");
        self::assertNull(PairingCode::open());
        self::assertSame('code_expired', $this->pair(new SigningAgent(), $code)->refusal());
    }

    public function testANewCodeTakesThePlaceOfTheOneBefore(): void
    {
        $old = PairingCode::create(1);
        $new = PairingCode::create(1);
        self::assertSame('code_wrong', $this->pair(new SigningAgent(), $old)->refusal());
        self::assertSame('', $this->pair(new SigningAgent(), $new)->refusal());
    }

    public function testWithoutAnOpenCodeEveryCodeIsWrongAndNothingIsStored(): void
    {
        self::assertSame('code_wrong', $this->pair(new SigningAgent(), '00000-00000-000')->refusal());
        self::assertSame('0', $this->db->get_var("SELECT COUNT(*) FROM {$this->db->prefix}counterfoil_nonces"));
    }

    public function testARequestThatIsNotSignedByTheKeyItBringsIsRefusedAndCostsNoTry(): void
    {
        $code = PairingCode::create(1);
        $agent = new SigningAgent();
        $stolen = new SigningAgent();
        self::assertSame('signature_wrong', $this->call($agent, 'pair', $stolen->pairing($code))->refusal());
        self::assertSame(0, PairingCode::open()?->wrongTries);
    }

    public function testTheFirstConfirmationIsTheCutoverAndRepairingKeepsIt(): void
    {
        $before = time();
        $agent = $this->pairedAgent();
        $cutover = Instance::cutover();
        self::assertNotNull($cutover);
        self::assertContains(strtotime($cutover), range($before, time()));
        $this->db->query("UPDATE {$this->db->prefix}counterfoil_instance SET cutover = '2026-01-02 03:04:05.678'");
        $this->pairedAgent();
        Instance::forget();
        self::assertSame('2026-01-02T03:04:05.678Z', Instance::cutover());
        self::assertSame('2026-01-02T03:04:05.678Z', $this->call($agent, 'events', $this->eventsRequest())->body->text('cutover'));
    }

    public function testDuringARenewalOldAndNewKeyMaySpeakAndAThirdEndsTheOldest(): void
    {
        [$first, $second] = [$this->pairedAgent(), $this->pairedAgent()];
        self::assertSame('', $this->call($first, 'events', $this->eventsRequest())->refusal());
        self::assertSame('', $this->call($second, 'events', $this->eventsRequest())->refusal());
        $third = $this->pairedAgent();
        self::assertSame('key_revoked', $this->call($first, 'events', $this->eventsRequest())->refusal());
        self::assertSame('', $this->call($second, 'events', $this->eventsRequest())->refusal());
        self::assertSame('', $this->call($third, 'events', $this->eventsRequest())->refusal());
    }

    public function testAShopHasOneTenantAtATime(): void
    {
        $this->pairedAgent('acme');
        $other = new SigningAgent();
        $other->tenant = 'beta';
        $refused = $this->pair($other, PairingCode::create(1));
        self::assertSame('already_paired', $refused->refusal());
        self::assertStringContainsString('acme', $refused->body->text('message'));
    }

    public function testACodeThatMetAnotherTenantIsStillGoodOnceThatOneIsDisconnected(): void
    {
        $acme = $this->pairedAgent('acme');
        $other = new SigningAgent();
        $other->tenant = 'beta';
        $code = PairingCode::create(1);
        self::assertSame('already_paired', $this->pair($other, $code)->refusal());
        self::assertNotNull(PairingCode::open(), 'wp-admin still shows that a code is open');
        ConfirmPairing::revoke($acme->keyId, 1);
        self::assertSame('awaiting_confirmation', $this->pair($other, $code)->body->text('state'));
    }

    public function testACodeThatMetAnotherTenantIsGoodForThatTenantsNewKeyToo(): void
    {
        $this->pairedAgent('acme');
        $moved = new SigningAgent();
        $moved->tenant = 'beta';
        $code = PairingCode::create(1);
        self::assertSame('already_paired', $this->pair($moved, $code)->refusal());
        $moved = new SigningAgent();
        $moved->tenant = 'acme';
        self::assertSame('awaiting_confirmation', $this->pair($moved, $code)->body->text('state'));
    }

    public function testWhoBringsNoRightCodeIsNotToldWhoIsConnected(): void
    {
        $this->pairedAgent('acme');
        $stranger = new SigningAgent();
        $stranger->tenant = 'beta';
        $refused = $this->pair($stranger, '00000-00000-000');
        self::assertStringNotContainsString('acme', (string) json_encode($refused->body->value));
    }

    public function testAfterDisconnectingAnotherTenantStartsAnewWithItsOwnCutover(): void
    {
        $agent = $this->pairedAgent('acme');
        $this->call($agent, 'events', $this->eventsRequest([], 50));
        $this->db->query("UPDATE {$this->db->prefix}counterfoil_instance SET cutover = '2026-01-02 03:04:05.678'");
        ConfirmPairing::revoke($agent->keyId, 1);
        self::assertSame('key_revoked', $this->call($agent, 'events', $this->eventsRequest([], 50))->refusal());
        $other = $this->pairedAgent('beta');
        $answer = $this->call($other, 'events', $this->eventsRequest());
        self::assertSame('', $answer->refusal(), 'its count of confirmations begins at nothing');
        self::assertNotSame('2026-01-02T03:04:05.678Z', $answer->body->raw('cutover'));
    }

    public function testARevokedKeyIsNotTakenAgainWithAFreshCodeWhichIsAsGoodForAnotherKey(): void
    {
        $agent = $this->pairedAgent();
        ConfirmPairing::revoke($agent->keyId, 1);
        $code = PairingCode::create(1);
        self::assertSame('key_revoked', $this->pair($agent, $code)->refusal());
        self::assertSame('awaiting_confirmation', $this->pair(new SigningAgent(), $code)->body->text('state'));
    }

    public function testAKeyThatNobodyConfirmedGivesWayToTheNext(): void
    {
        [$first, $second] = [new SigningAgent(), new SigningAgent()];
        $this->pair($first, PairingCode::create(1));
        $this->pair($second, PairingCode::create(1));
        self::assertFalse(ConfirmPairing::confirm($first->keyId, 1));
        self::assertTrue(ConfirmPairing::confirm($second->keyId, 1));
    }

    private static function another(string $code): string
    {
        return $code[0] === '0' ? '1' . substr($code, 1) : '0' . substr($code, 1);
    }

    private function used(string $code): string
    {
        self::assertSame('', $this->pair(new SigningAgent(), $code)->refusal());
        return $code;
    }

    private function with(string $code, string $set): string
    {
        $this->db->query("UPDATE {$this->db->prefix}counterfoil_pairing SET {$set}");
        return $code;
    }

    private function aSecondPasses(): void
    {
        $this->db->query("UPDATE {$this->db->prefix}counterfoil_pairing SET last_wrong_at = last_wrong_at - INTERVAL 1 SECOND");
    }

    private function pair(SigningAgent $agent, string $code): Answer
    {
        $agent->instance = '-';
        return $this->call($agent, 'pair', $agent->pairing($code));
    }
}
