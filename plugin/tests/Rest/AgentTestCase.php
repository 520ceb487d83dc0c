<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Rest;

use Counterfoil\Pairing\ConfirmPairing;
use Counterfoil\Pairing\Instance;
use Counterfoil\Pairing\PairingCode;
use Counterfoil\Rest\ContractVersion;
use Counterfoil\Rest\SchemaValidator;
use Counterfoil\Setup\Migrations;
use Counterfoil\Tests\CommittingTestCase;
use Counterfoil\Tests\Contract\Samples;
use Counterfoil\Tests\Json;

/**
 * Calls of a connector to the real shop, in this process or over HTTP. Each answer is held to its schema. All tables of
 * the plugin are empty at first.
 */
abstract class AgentTestCase extends CommittingTestCase
{
    protected const HOLDER = '0f8b6a0e-2a5d-4a57-8a43-8b6f6fb3b8a1';
    protected const OTHER_HOLDER = '5b4d7a3e-6f6c-4f0e-8d2a-2f5f6a1f9b10';

    /** @var array<array-key, mixed> */
    private array $serverBefore = [];

    /** @var list<string> */
    private array $muPlugins = [];

    protected function begin(): void
    {
        parent::begin();
        $this->serverBefore = $_SERVER;
        $this->emptyAllTables();
    }

    protected function end(): void
    {
        $_SERVER = $this->serverBefore;
        array_map(unlink(...), $this->muPlugins);
        $this->muPlugins = [];
        parent::end();
        $this->emptyAllTables();
    }

    private function emptyAllTables(): void
    {
        foreach (array_keys(Migrations::statements($this->db->prefix, '')) as $table) {
            $this->db->query("DELETE FROM {$table}");
        }
        Instance::forget();
    }

    /** A connector that may speak: its fingerprint was confirmed. */
    protected function pairedAgent(string $tenant = 'acme'): SigningAgent
    {
        $agent = new SigningAgent();
        $agent->tenant = $tenant;
        $code = PairingCode::create(1);
        $answer = $this->call($agent, 'pair', $agent->pairing($code));
        self::assertSame(200, $answer->status, (string) json_encode($answer->body->value));
        self::assertTrue(ConfirmPairing::confirm($agent->keyId, 1));
        $agent->instance = $answer->body->text('instance');
        return $agent;
    }

    /** @param array<string, mixed>|string $body */
    protected function call(SigningAgent $agent, string $call, array|string $body): Answer
    {
        return $this->dispatch($call, $agent->sign($call, $body));
    }

    /** @param array{body: string, headers: array<string, string>} $signed */
    protected function dispatch(string $call, array $signed): Answer
    {
        wp_cache_flush();
        Instance::forget();
        $request = new \WP_REST_Request('POST', "/counterfoil/v1/{$call}");
        $request->set_body($signed['body']);
        $request->set_header('Content-Type', 'application/json');
        foreach ($signed['headers'] as $name => $value) {
            $request->set_header($name, $value);
        }
        $response = rest_get_server()->dispatch($request);
        $this->assertNoTransactionIsOpen();
        return $this->held($call, new Answer($response->get_status(), Json::of($response->get_data())));
    }

    /**
     * Over HTTP, through the shop's web server and another PHP process.
     *
     * @param array<string, mixed> $body
     */
    protected function http(SigningAgent $agent, string $call, array $body, bool $prettyAddress = true): Answer
    {
        $handle = $this->request($agent, $call, $body, $prettyAddress);
        $text = curl_exec($handle);
        return $this->httpAnswer($call, $handle, is_string($text) ? $text : '');
    }

    /** @param array<string, mixed> $body */
    protected function request(SigningAgent $agent, string $call, array $body, bool $prettyAddress = true): \CurlHandle
    {
        $signed = $agent->sign($call, $body);
        $headers = ['Content-Type: application/json', 'Accept: application/json'];
        foreach ($signed['headers'] as $name => $value) {
            $headers[] = "{$name}: {$value}";
        }
        $handle = curl_init(home_url($prettyAddress ? "/wp-json/counterfoil/v1/{$call}" : "/?rest_route=/counterfoil/v1/{$call}"));
        self::assertInstanceOf(\CurlHandle::class, $handle);
        curl_setopt_array($handle, [CURLOPT_POST => true, CURLOPT_POSTFIELDS => $signed['body'], CURLOPT_HTTPHEADER => $headers, CURLOPT_RETURNTRANSFER => true, CURLOPT_HEADER => true, CURLOPT_TIMEOUT => 60]);
        return $handle;
    }

    protected function httpAnswer(string $call, \CurlHandle $handle, string $text): Answer
    {
        $size = curl_getinfo($handle, CURLINFO_HEADER_SIZE);
        $headers = [];
        foreach (explode("\r\n", substr($text, 0, $size)) as $line) {
            if (str_contains($line, ': ')) {
                [$name, $value] = explode(': ', $line, 2);
                $headers[strtolower($name)] = $value;
            }
        }
        $status = curl_getinfo($handle, CURLINFO_RESPONSE_CODE);
        $body = substr($text, $size);
        if ($status >= 500 && !str_starts_with($body, '{')) {
            return new Answer($status, new Json(null), $headers);
        }
        return $this->held($call, new Answer($status, Json::parse($body), $headers));
    }

    /**
     * @param list<string> $kept
     * @return array<string, mixed>
     */
    protected function eventsRequest(array $kept = [], int $count = 0, ?int $fence = null, string $holder = self::HOLDER, string $want = 'hold', int $limit = 100): array
    {
        return [
            'contractVersion' => 2, 'contractRevision' => ContractVersion::revision(),
            'confirmationCount' => $count,
            'kept' => $kept,
            'lease' => ['holder' => $holder, 'want' => $want, 'fence' => $fence],
            'limit' => $limit,
            'highestReadNumber' => 0,
        ];
    }

    /**
     * @param array<string, mixed> $with
     * @return array<string, mixed>
     */
    protected function receiptsRequest(array $with = []): array
    {
        return $with + ['contractVersion' => 2, 'contractRevision' => ContractVersion::revision(), 'confirmationCount' => 0, 'fence' => 1, 'receipts' => [], 'journeys' => [], 'steps' => [], 'heartbeat' => null];
    }

    /** Code that every other PHP process of the shop loads until the test ends: another plugin that misbehaves. */
    protected function otherPlugin(string $code): void
    {
        $this->muPlugins[] = $file = ABSPATH . 'wp-content/mu-plugins/counterfoil-test-' . bin2hex(random_bytes(4)) . '.php';
        file_put_contents($file, "<?php\n{$code}\n");
    }

    /** All that one of our tables holds, as text. */
    protected function content(string $table): string
    {
        $rows = json_encode($this->db->get_results("SELECT * FROM {$this->db->prefix}counterfoil_{$table}"), JSON_UNESCAPED_SLASHES);
        self::assertIsString($rows);
        self::assertNotSame('[]', $rows);
        return $rows;
    }

    /** Every row is due, as if its time had come. */
    protected function makeAllDue(): void
    {
        $this->db->query("UPDATE {$this->db->prefix}counterfoil_outbox SET ready_at = UTC_TIMESTAMP(3) WHERE ready_at > UTC_TIMESTAMP(3)");
    }

    /** A saved order of two mugs whose row is the only one and due. */
    protected function recordedOrder(string $status = 'processing'): \WC_Order
    {
        $order = $this->newOrder($status);
        $this->endRequest();
        $read = wc_get_order($order->get_id());
        self::assertInstanceOf(\WC_Order::class, $read);
        return $read;
    }

    private function held(string $call, Answer $answer): Answer
    {
        $schema = $answer->status === 200 ? "{$call}-answer" : 'error-answer';
        $error = (new SchemaValidator())->firstError($answer->body->value, Samples::schema($schema));
        self::assertNull($error, "{$schema}: {$error?->field} {$error?->reason}");
        return $answer;
    }

    private function assertNoTransactionIsOpen(): void
    {
        self::assertSame('0', $this->db->get_var('SELECT @@in_transaction'));
    }
}
