<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Rest;

use Counterfoil\Pairing\ConfirmPairing;
use Counterfoil\Pairing\PairingCode;
use Counterfoil\Rest\SignedHeaders;
use PHPUnit\Framework\Attributes\DataProvider;

final class AgentAuthenticationTest extends AgentTestCase
{
    public function testASignedCallOfAConfirmedConnectorIsAnswered(): void
    {
        self::assertSame(200, $this->call($this->pairedAgent(), 'events', $this->eventsRequest())->status);
    }

    /** @return iterable<string, array{string, string, string}> header, value, refusal */
    public static function tampering(): iterable
    {
        yield 'another route' => ['Counterfoil-Route', '/counterfoil/v1/receipts', 'signature_wrong'];
        yield 'another tenant' => ['Counterfoil-Tenant', 'evil', 'signature_wrong'];
        yield 'another instance' => ['Counterfoil-Instance', '00000000-0000-4000-8000-000000000000', 'signature_wrong'];
        yield 'another digest' => ['Content-Digest', SignedHeaders::digestOf('{}'), 'digest_wrong'];
        yield 'a digest of another kind' => ['Content-Digest', 'sha-512=:AAAA:', 'signature_missing'];
        yield 'a signature of zeros' => ['Signature', 'counterfoil=:' . str_repeat('A', 86) . '==:', 'signature_wrong'];
        yield 'a second signature' => ['Signature', 'counterfoil=:' . str_repeat('A', 86) . '==:, other=:AAAA:', 'signature_missing'];
        yield 'a signature under another label' => ['Signature', 'sig1=:' . str_repeat('A', 86) . '==:', 'signature_missing'];
        yield 'no tenant' => ['Counterfoil-Tenant', '', 'signature_missing'];
        yield 'a tenant with a newline' => ['Counterfoil-Tenant', "acme\n", 'signature_missing'];
    }

    #[DataProvider('tampering')]
    public function testARequestThatIsNotTheOneSignedIsRefused(string $header, string $value, string $refusal): void
    {
        $signed = $this->pairedAgent()->sign('events', $this->eventsRequest());
        $signed['headers'][$header] = $value;
        self::assertSame($refusal, $this->dispatch('events', $signed)->refusal());
    }

    /** @return iterable<string, array{string, string, string}> pattern, replacement, refusal */
    public static function inputTampering(): iterable
    {
        yield 'another time' => ['/created=\d/', 'created=9', 'signature_wrong'];
        yield 'another nonce' => ['/nonce="./', 'nonce="Z', 'signature_wrong'];
        yield 'another key' => ['/keyid="[^"]+"/', 'keyid="AAAAAAAAAAAAAAAA"', 'key_unknown'];
        yield 'another algorithm' => ['/ed25519/', 'hmac-sha256', 'signature_missing'];
        yield 'a component left out' => ['/ "counterfoil-tenant"/', '', 'signature_missing'];
        yield 'components in another order' => ['/"@method" "content-digest"/', '"content-digest" "@method"', 'signature_missing'];
        yield 'one parameter more' => ['/$/', ';expires=9999999999', 'signature_missing'];
        yield 'two signatures' => ['/$/', ', other=("@method")', 'signature_missing'];
        yield 'a blank more' => ['/;nonce/', '; nonce', 'signature_missing'];
    }

    #[DataProvider('inputTampering')]
    public function testOnlyTheOneFixedSignatureInputIsTaken(string $pattern, string $replacement, string $refusal): void
    {
        $signed = $this->pairedAgent()->sign('events', $this->eventsRequest(), 'AAAAAAAAAAAAAAAAAAAAAA');
        $tampered = (string) preg_replace($pattern, $replacement, $signed['headers']['Signature-Input']);
        self::assertNotSame($signed['headers']['Signature-Input'], $tampered);
        $signed['headers']['Signature-Input'] = $tampered;
        self::assertSame($refusal, $this->dispatch('events', $signed)->refusal());
    }

    public function testABodyThatWasChangedOnTheWayIsRefused(): void
    {
        $signed = $this->pairedAgent()->sign('events', $this->eventsRequest());
        $signed['body'] .= ' ';
        self::assertSame('digest_wrong', $this->dispatch('events', $signed)->refusal());
    }

    public function testARequestSignedForOneCallIsRefusedAtAnother(): void
    {
        $signed = $this->pairedAgent()->sign('events', $this->eventsRequest());
        self::assertSame('signature_wrong', $this->dispatch('receipts', $signed)->refusal());
    }

    public function testAReplayIsRefusedAndTheNextRequestIsNot(): void
    {
        $agent = $this->pairedAgent();
        $signed = $agent->sign('events', $this->eventsRequest());
        self::assertSame('', $this->dispatch('events', $signed)->refusal());
        self::assertSame('nonce_used', $this->dispatch('events', $signed)->refusal());
        self::assertSame('', $this->call($agent, 'events', $this->eventsRequest())->refusal());
    }

    public function testTheSameNonceOfAnotherKeyIsNoReplay(): void
    {
        $old = $this->pairedAgent();
        $new = $this->pairedAgent();
        self::assertSame('', $this->dispatch('events', $old->sign('events', $this->eventsRequest(), 'AAAAAAAAAAAAAAAAAAAAAA'))->refusal());
        self::assertSame('', $this->dispatch('events', $new->sign('events', $this->eventsRequest(), 'AAAAAAAAAAAAAAAAAAAAAA'))->refusal());
    }

    public function testNoncesThatAreTooOldToMatterArePruned(): void
    {
        $agent = $this->pairedAgent();
        $this->call($agent, 'events', $this->eventsRequest());
        $this->db->query("UPDATE {$this->db->prefix}counterfoil_nonces SET seen_at = seen_at - INTERVAL 1000 SECOND");
        $this->call($agent, 'events', $this->eventsRequest());
        self::assertSame('1', $this->db->get_var("SELECT COUNT(*) FROM {$this->db->prefix}counterfoil_nonces"));
    }

    /** @return iterable<string, array{int, string}> */
    public static function clocks(): iterable
    {
        yield '298 s ahead' => [298, ''];
        yield '298 s behind' => [-298, ''];
        yield '310 s ahead' => [310, 'clock_skewed'];
        yield '310 s behind' => [-310, 'clock_skewed'];
        yield 'a year ahead' => [31_536_000, 'clock_skewed'];
    }

    #[DataProvider('clocks')]
    public function testAClockMayBeFiveMinutesOffEitherWay(int $ahead, string $refusal): void
    {
        $agent = $this->pairedAgent();
        $agent->clockAhead = $ahead;
        self::assertSame($refusal, $this->call($agent, 'events', $this->eventsRequest())->refusal());
    }

    public function testASkewedClockIsToldTheShopsTimeByWhichItsNextRequestIsTaken(): void
    {
        $agent = $this->pairedAgent();
        $agent->clockAhead = -4000;
        $refused = $this->call($agent, 'events', $this->eventsRequest());
        self::assertSame('clock_skewed', $refused->refusal());
        $agent->clockAhead = (int) strtotime($refused->body->text('data', 'serverTime')) - time();
        self::assertSame('', $this->call($agent, 'events', $this->eventsRequest())->refusal());
    }

    public function testAStrangersSkewedClockIsToldNothingButThatItsKeyIsUnknown(): void
    {
        $this->pairedAgent();
        $stranger = new SigningAgent();
        $stranger->clockAhead = 4000;
        self::assertSame('key_unknown', $this->call($stranger, 'events', $this->eventsRequest())->refusal());
    }

    public function testARevokedKeyIsRefusedAtOnce(): void
    {
        $agent = $this->pairedAgent();
        self::assertSame('', $this->call($agent, 'events', $this->eventsRequest())->refusal());
        self::assertTrue(ConfirmPairing::revoke($agent->keyId, 1));
        self::assertSame('key_revoked', $this->call($agent, 'events', $this->eventsRequest())->refusal());
    }

    public function testNothingIsServedBeforeAPersonConfirmedTheFingerprint(): void
    {
        $agent = new SigningAgent();
        $agent->instance = $this->call($agent, 'pair', $agent->pairing(PairingCode::create(1)))->body->text('instance');
        self::assertSame('not_confirmed', $this->call($agent, 'events', $this->eventsRequest())->refusal());
        self::assertSame('not_confirmed', $this->call($agent, 'receipts', $this->receiptsRequest())->refusal());
        ConfirmPairing::confirm($agent->keyId, 1);
        self::assertSame('', $this->call($agent, 'events', $this->eventsRequest())->refusal());
    }

    public function testATenantOrInstanceThatIsNotTheKeysIsRefusedThoughItSignedItself(): void
    {
        $agent = $this->pairedAgent();
        $agent->tenant = 'other';
        self::assertSame('tenant_differs', $this->call($agent, 'events', $this->eventsRequest())->refusal());
        $agent->tenant = 'acme';
        $agent->instance = '00000000-0000-4000-8000-000000000000';
        self::assertSame('instance_differs', $this->call($agent, 'events', $this->eventsRequest())->refusal());
    }

    public function testPlainHttpFromElsewhereIsRefused(): void
    {
        $agent = $this->pairedAgent();
        $_SERVER['REMOTE_ADDR'] = '203.0.113.7';
        $_SERVER['HTTP_HOST'] = 'shop.example';
        self::assertSame('insecure_transport', $this->call($agent, 'events', $this->eventsRequest())->refusal());
    }

    public function testAMessageThatBreaksItsSchemaIsRefusedInTheFieldThatIsWrong(): void
    {
        $agent = $this->pairedAgent();
        $body = $this->eventsRequest();
        $body['lease'] = ['holder' => self::HOLDER, 'want' => 'hold', 'fence' => '7'];
        $refused = $this->call($agent, 'events', $body);
        self::assertSame(['message_invalid', 'lease.fence'], [$refused->refusal(), $refused->body->text('data', 'field')]);
        self::assertStringContainsString('"7" is not a whole number', $refused->body->text('message'));
    }

    public function testAVersionThatIsNotServedIsRefusedWithThoseThatAre(): void
    {
        $agent = $this->pairedAgent();
        $refused = $this->call($agent, 'events', ['contractVersion' => 9] + $this->eventsRequest());
        self::assertSame('version_unknown', $refused->refusal());
        self::assertSame([2], $refused->body->raw('data', 'contractVersions'));
    }

    public function testEachCallOfAKnownConnectorIsCountedRefusedOnesToo(): void
    {
        $agent = $this->pairedAgent();
        $first = $this->call($agent, 'events', $this->eventsRequest())->body->whole('readCount');
        $refused = $this->call($agent, 'events', ['contractVersion' => 9] + $this->eventsRequest());
        self::assertSame($first + 1, $refused->body->whole('data', 'readCount'));
        self::assertSame($first + 2, $this->call($agent, 'receipts', $this->receiptsRequest())->body->whole('readCount'));
        self::assertFalse($this->call(new SigningAgent(), 'events', $this->eventsRequest())->body->at('data')->has('readCount'));
    }
}
