<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Rest;

use Counterfoil\Rest\BodyLimit;
use Counterfoil\Setup\Migrations;
use PHPUnit\Framework\Attributes\DataProvider;

/** Who is not connected costs the shop little, learns nothing, and leaves no line in a log. */
final class StrangersTest extends AgentTestCase
{
    private string $flag = '';

    protected function setUp(): void
    {
        parent::setUp();
        $this->flag = sys_get_temp_dir() . '/counterfoil-flag-' . bin2hex(random_bytes(4));
    }

    protected function tearDown(): void
    {
        if (is_file($this->flag)) {
            unlink($this->flag);
        }
        parent::tearDown();
    }

    /** @return iterable<string, array{string}> */
    public static function spellings(): iterable
    {
        yield 'capitals' => ['EVENTS'];
        yield 'a line break behind it' => ['events%0a'];
        yield 'capitals and a line break' => ['Pair%0A'];
        yield 'a route that never was' => ['orders'];
        yield 'a part of a route' => ['event'];
        yield 'a route below a route' => ['events/pair'];
    }

    #[DataProvider('spellings')]
    public function testAnotherSpellingOfARouteIsWordPresssOwn404WithoutALineInTheLog(string $spelling): void
    {
        $before = $this->logged();
        foreach (["/wp-json/counterfoil/v1/{$spelling}", "/?rest_route=/counterfoil/v1/{$spelling}"] as $address) {
            [$status, $body] = $this->post($address, '{}');
            self::assertSame(404, $status, $body);
            self::assertStringContainsString('"code":"rest_no_route"', $body);
        }
        self::assertSame($before, $this->logged());
    }

    /** @return iterable<string, array{string, int}> */
    public static function tooLong(): iterable
    {
        yield 'pair, one byte more than a pairing may have' => ['pair', 4097];
        yield 'pair, more than PHP has memory for once it is decoded' => ['pair', 7_000_000];
        yield 'events' => ['events', 32_769];
        yield 'receipts' => ['receipts', 1_048_577];
    }

    #[DataProvider('tooLong')]
    public function testABodyLongerThanAMessageOfItsKindIsRefusedByItsLengthBeforeItIsRead(string $call, int $length): void
    {
        // What WordPress would have read the body into, were it asked.
        $this->otherPlugin("add_action('rest_api_init', static fn () => file_put_contents('{$this->flag}', 'WordPress got this far'));");
        foreach (["/wp-json/counterfoil/v1/{$call}", "/?rest_route=/counterfoil/v1/{$call}"] as $address) {
            [$status, $body, $headers] = $this->post($address, str_pad('[', $length, '[],'));
            self::assertSame(413, $status, $body);
            self::assertStringContainsString((string) BodyLimit::of("/counterfoil/v1/{$call}"), $body);
            self::assertStringContainsStringIgnoringCase('cache-control: no-store', $headers);
        }
        self::assertFileDoesNotExist($this->flag);
    }

    public function testALengthThatWasNotAnnouncedIsFoundOutBeforeTheBodyIsDecoded(): void
    {
        $request = new \WP_REST_Request('POST', '/counterfoil/v1/pair');
        $request->set_header('Content-Type', 'application/json');
        $request->set_body(str_repeat('[', 4097));
        self::assertSame(413, rest_get_server()->dispatch($request)->get_status());
    }

    public function testABodyThatNobodySignedIsDecodedByNobody(): void
    {
        foreach (['pair', 'events', 'receipts'] as $call) {
            [$status, $body] = $this->post("/wp-json/counterfoil/v1/{$call}", '{ this is no JSON');
            self::assertSame(401, $status, $body);
            self::assertStringContainsString('"code":"signature_missing"', $body);
        }
    }

    public function testAMessageAsLongAsItMayBeIsTaken(): void
    {
        $agent = $this->pairedAgent();
        $request = $this->eventsRequest(array_map(static fn(): string => wp_generate_uuid4(), range(1, 400)));
        self::assertSame('', $this->http($agent, 'events', $request)->refusal());
        $names = str_repeat("\u{1F41D}", 100);
        $pairing = (new SigningAgent())->pairing('00000-00000-000');
        $pairing['connector'] = ['name' => $names, 'version' => str_repeat('€', 50), 'erpKind' => str_repeat('a', 30), 'erpName' => mb_substr($names, 0, 60), 'environment' => 'production'];
        self::assertLessThan(BodyLimit::of('/counterfoil/v1/pair'), strlen(base64_encode((string) json_encode($pairing))));
    }

    /** @return iterable<string, array{string, string}> address, whether it is ours */
    public static function addresses(): iterable
    {
        yield 'a page with our name in its query' => ['/?x=/counterfoil/v1/', 'not told'];
        yield 'a page with our name in a parameter that is no route' => ['/?s=wp-json%2Fcounterfoil%2Fv1%2Fevents', 'not told'];
        yield "another plugin's route with our name in its query" => ['/wp-json/?x=/wp-json/counterfoil/v1/events', 'not told'];
        yield 'our route' => ['/wp-json/counterfoil/v1/events?x=1', 'told'];
        yield 'our route in the query' => ['/?rest_route=/counterfoil/v1/events', 'told'];
        yield 'our route behind index.php' => ['/index.php/wp-json/counterfoil/v1/events', 'told'];
    }

    #[DataProvider('addresses')]
    public function testOnlyCallsOfOurOwnRoutesSwitchPageCachesOff(string $address, string $expected): void
    {
        $this->otherPlugin("add_action('shutdown', static function () { file_put_contents('{$this->flag}.part', defined('DONOTCACHEPAGE') && DONOTCACHEPAGE ? 'told' : 'not told'); rename('{$this->flag}.part', '{$this->flag}'); });");
        wp_remote_get(home_url($address));
        for ($look = 0; $look < 100 && !is_file($this->flag); $look++) {
            usleep(100_000); // the answer comes before the other process has ended
            clearstatcache();
        }
        self::assertSame($expected, file_get_contents($this->flag));
    }

    public function testAShopWhoseTablesAreBrokenLogsOneLineAMinuteForAllStrangers(): void
    {
        $lines = 0;
        $count = static function (mixed $message) use (&$lines): mixed {
            $lines++;
            return $message;
        };
        delete_transient('counterfoil_failure_logged');
        add_filter('woocommerce_logger_log_message', $count);
        $this->db->query("RENAME TABLE {$this->db->prefix}counterfoil_keys TO {$this->db->prefix}counterfoil_keys_away");
        try {
            self::assertSame('storage_failed', $this->call(new SigningAgent(), 'events', $this->eventsRequest())->refusal());
            $ofOne = $lines; // once for each place that WooCommerce logs to
            $refused = array_map(fn(): string => $this->call(new SigningAgent(), 'events', $this->eventsRequest())->refusal(), range(1, 5));
        } finally {
            $this->db->query("RENAME TABLE {$this->db->prefix}counterfoil_keys_away TO {$this->db->prefix}counterfoil_keys");
            remove_filter('woocommerce_logger_log_message', $count);
            delete_transient('counterfoil_failure_logged');
        }
        self::assertSame(array_fill(0, 5, 'storage_failed'), $refused);
        self::assertGreaterThan(0, $ofOne);
        self::assertSame($ofOne, $lines);
    }

    public function testTablesThatCouldNotBeMendedAreTriedAgainOnceAMinuteForAllStrangers(): void
    {
        $tries = 0;
        $count = static function (mixed $sql) use (&$tries): mixed {
            $tries += is_string($sql) && str_contains($sql, 'SHOW COLUMNS FROM') && str_contains($sql, 'counterfoil_outbox') ? 1 : 0;
            return $sql;
        };
        $this->db->query("RENAME TABLE {$this->db->prefix}counterfoil_outbox TO {$this->db->prefix}counterfoil_outbox_away");
        $refuse = static fn(mixed $sql): mixed => is_string($sql) && str_starts_with($sql, 'CREATE TABLE') ? 'SELECT nothing FROM nowhere' : $sql;
        add_filter('query', $refuse);
        add_filter('query', $count);
        update_option(Migrations::ERROR_OPTION, ['table' => 'x', 'missing' => 'x', 'error' => 'x'], true);
        delete_transient('counterfoil_tables_tried');
        try {
            for ($call = 0; $call < 5; $call++) {
                $this->call(new SigningAgent(), 'events', $this->eventsRequest());
            }
        } finally {
            remove_filter('query', $refuse);
            remove_filter('query', $count);
            $this->db->query("RENAME TABLE {$this->db->prefix}counterfoil_outbox_away TO {$this->db->prefix}counterfoil_outbox");
            delete_option(Migrations::ERROR_OPTION);
            delete_transient('counterfoil_tables_tried');
        }
        self::assertSame(1, $tries);
    }

    /** @return array{int, string, string} status, body, headers */
    private function post(string $address, string $body): array
    {
        $handle = curl_init(home_url($address));
        self::assertInstanceOf(\CurlHandle::class, $handle);
        curl_setopt_array($handle, [CURLOPT_POSTFIELDS => $body, CURLOPT_HTTPHEADER => ['Content-Type: application/json', 'Expect:'], CURLOPT_RETURNTRANSFER => true, CURLOPT_HEADER => true, CURLOPT_TIMEOUT => 60]);
        $answer = curl_exec($handle);
        self::assertIsString($answer, curl_error($handle));
        $size = curl_getinfo($handle, CURLINFO_HEADER_SIZE);
        return [curl_getinfo($handle, CURLINFO_RESPONSE_CODE), substr($answer, $size), substr($answer, 0, $size)];
    }

    /** @return array<string, int> bytes by log */
    private function logged(): array
    {
        clearstatcache();
        $logs = glob(\Automattic\WooCommerce\Utilities\LoggingUtil::get_log_directory() . '*.log');
        $sizes = [];
        foreach (is_array($logs) ? $logs : [] as $log) {
            $sizes[$log] = (int) filesize($log);
        }
        return $sizes;
    }
}
