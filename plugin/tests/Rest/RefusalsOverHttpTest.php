<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Rest;

use Counterfoil\Outbox\ReadingLock;
use Counterfoil\Pairing\ConfirmPairing;
use Counterfoil\Pairing\PairingCode;
use Counterfoil\Pairing\PairingTable;
use Counterfoil\Rest\ErrorCode;
use PHPUnit\Framework\Attributes\DataProvider;

/**
 * Every refusal of the contract, through the web server: its status, its code, and an answer that holds to the schema
 * and may not be cached.
 */
final class RefusalsOverHttpTest extends AgentTestCase
{
    private SigningAgent $agent;

    protected function setUp(): void
    {
        parent::setUp();
        $this->agent = $this->pairedAgent();
    }

    /** @return iterable<string, array{ErrorCode}> */
    public static function codes(): iterable
    {
        foreach (ErrorCode::cases() as $code) {
            yield $code->value => [$code];
        }
    }

    #[DataProvider('codes')]
    public function testItReachesTheConnector(ErrorCode $code): void
    {
        $answer = $this->provoke($code);
        self::assertSame([$code->value, $code->status()], [$answer->refusal(), $answer->status]);
        self::assertSame($code->status(), $answer->body->whole('data', 'status'));
        self::assertSame('no-store, private', $answer->headers['cache-control'] ?? '');
        self::assertNotSame('', $answer->body->text('message'));
    }

    private function provoke(ErrorCode $code): Answer
    {
        return match ($code) {
            ErrorCode::SignatureMissing => $this->events(without: 'Signature'),
            ErrorCode::SignatureWrong => $this->events(headers: ['Counterfoil-Tenant' => 'other']),
            ErrorCode::DigestWrong => $this->events(body: '{}'),
            ErrorCode::ClockSkewed => $this->events(created: time() - 3600),
            ErrorCode::NonceUsed => $this->events(nonce: str_repeat('A', 22), times: 2),
            ErrorCode::KeyUnknown => $this->http(new SigningAgent(), 'events', $this->eventsRequest()),
            ErrorCode::KeyRevoked => $this->withKeyRevoked(),
            ErrorCode::TenantDiffers => $this->ofAnother('tenant', 'other'),
            ErrorCode::InstanceDiffers => $this->ofAnother('instance', self::OTHER_HOLDER),
            ErrorCode::NotConfirmed => $this->ofAnUnconfirmedKey(),
            ErrorCode::InsecureTransport => $this->events(headers: ['X-Forwarded-For' => '203.0.113.9']),
            ErrorCode::CodeWrong => $this->pairWrongly(),
            ErrorCode::CodeExpired => $this->pair($this->expired(PairingCode::create(1))),
            ErrorCode::CodeUsedUp => $this->usedUp(PairingCode::create(1)),
            ErrorCode::AlreadyPaired => $this->asAnotherTenant(PairingCode::create(1)),
            ErrorCode::VersionUnknown => $this->http($this->agent, 'events', ['contractVersion' => 999] + $this->eventsRequest()),
            ErrorCode::MessageInvalid => $this->http($this->agent, 'events', ['limit' => 'many'] + $this->eventsRequest()),
            ErrorCode::FenceOutdated => $this->withFenceOutdated(),
            ErrorCode::LeaseElsewhere => $this->http($this->agent, 'receipts', $this->receiptsRequest(['fence' => 7])),
            ErrorCode::AgentBehind => $this->behind(),
            ErrorCode::Busy => $this->whileAnotherReads(),
            ErrorCode::StorageFailed => $this->withoutTheOutbox(),
        };
    }

    /** @param array<string, string> $headers that differ from the signed ones */
    private function events(array $headers = [], string $without = '', ?string $body = null, ?string $nonce = null, ?int $created = null, int $times = 1): Answer
    {
        $signed = $this->agent->sign('events', $this->eventsRequest(), $nonce, $created);
        $headers += $signed['headers'];
        unset($headers[$without]);
        $handle = curl_init(home_url('/wp-json/counterfoil/v1/events'));
        self::assertInstanceOf(\CurlHandle::class, $handle);
        curl_setopt_array($handle, [CURLOPT_POSTFIELDS => $body ?? $signed['body'], CURLOPT_RETURNTRANSFER => true, CURLOPT_HEADER => true, CURLOPT_TIMEOUT => 60]);
        curl_setopt($handle, CURLOPT_HTTPHEADER, ['Content-Type: application/json', ...array_map(static fn(string $name, string $value): string => "{$name}: {$value}", array_keys($headers), $headers)]);
        do {
            $text = curl_exec($handle);
        } while (--$times > 0);
        return $this->httpAnswer('events', $handle, is_string($text) ? $text : '');
    }

    private function pair(string $code): Answer
    {
        $agent = new SigningAgent();
        return $this->http($agent, 'pair', $agent->pairing($code));
    }

    private function pairWrongly(): Answer
    {
        PairingCode::create(1);
        return $this->pair(str_repeat('0', 13));
    }

    private function expired(string $code): string
    {
        $this->db->query('UPDATE ' . PairingTable::name($this->db->prefix) . ' SET expires_at = UTC_TIMESTAMP(3) - INTERVAL 1 SECOND');
        return $code;
    }

    private function usedUp(string $code): Answer
    {
        self::assertSame(200, $this->pair($code)->status);
        return $this->pair($code);
    }

    private function asAnotherTenant(string $code): Answer
    {
        $agent = new SigningAgent();
        $agent->tenant = 'other';
        return $this->http($agent, 'pair', $agent->pairing($code));
    }

    private function withKeyRevoked(): Answer
    {
        ConfirmPairing::revoke($this->agent->keyId, 1);
        return $this->http($this->agent, 'events', $this->eventsRequest());
    }

    private function ofAnother(string $what, string $value): Answer
    {
        $this->agent->{$what} = $value;
        return $this->http($this->agent, 'events', $this->eventsRequest());
    }

    private function ofAnUnconfirmedKey(): Answer
    {
        $agent = new SigningAgent();
        $agent->instance = $this->http($agent, 'pair', $agent->pairing(PairingCode::create(1)))->body->text('instance');
        return $this->http($agent, 'events', $this->eventsRequest());
    }

    private function withFenceOutdated(): Answer
    {
        $this->http($this->agent, 'events', $this->eventsRequest());
        $this->http($this->agent, 'events', $this->eventsRequest(fence: 1, want: 'release'));
        $this->http($this->agent, 'events', $this->eventsRequest(holder: self::OTHER_HOLDER));
        return $this->http($this->agent, 'events', $this->eventsRequest(fence: 1));
    }

    private function behind(): Answer
    {
        $this->http($this->agent, 'events', $this->eventsRequest(count: 5));
        return $this->http($this->agent, 'events', $this->eventsRequest(count: 4));
    }

    private function whileAnotherReads(): Answer
    {
        $lock = new ReadingLock($this->db);
        self::assertTrue($lock->acquire());
        try {
            return $this->http($this->agent, 'events', $this->eventsRequest());
        } finally {
            $lock->release();
        }
    }

    private function withoutTheOutbox(): Answer
    {
        $table = "{$this->db->prefix}counterfoil_outbox";
        $this->db->query("RENAME TABLE {$table} TO {$table}_away");
        try {
            return $this->http($this->agent, 'events', $this->eventsRequest());
        } finally {
            $this->db->query("RENAME TABLE {$table}_away TO {$table}");
        }
    }

    public function testABodyThatAFirewallRefusedIsTakenAsBase64AndNothingElseIs(): void
    {
        $order = $this->recordedOrder();
        $text = (string) json_encode($this->eventsRequest());
        self::assertSame([$order->get_id()], $this->encoded(base64_encode($text), 'base64')->orderIds());
        self::assertSame('message_invalid', $this->encoded($text, 'base64')->refusal());
        self::assertSame('message_invalid', $this->encoded(base64_encode($text), 'gzip')->refusal());
    }

    private function encoded(string $body, string $encoding): Answer
    {
        $signed = $this->agent->sign('events', $body);
        $headers = ['Content-Type: text/plain', "Counterfoil-Encoding: {$encoding}"];
        foreach ($signed['headers'] as $name => $value) {
            $headers[] = "{$name}: {$value}";
        }
        $handle = curl_init(home_url('/wp-json/counterfoil/v1/events'));
        self::assertInstanceOf(\CurlHandle::class, $handle);
        curl_setopt_array($handle, [CURLOPT_POSTFIELDS => $body, CURLOPT_HTTPHEADER => $headers, CURLOPT_RETURNTRANSFER => true, CURLOPT_HEADER => true, CURLOPT_TIMEOUT => 60]);
        $answer = curl_exec($handle);
        return $this->httpAnswer('events', $handle, is_string($answer) ? $answer : '');
    }
}
