<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Rest;

use PHPUnit\Framework\Attributes\DataProvider;

/** The connector's answer goes out alone and through every door, whatever the shop's other plugins print or close. */
final class AnswerAloneTest extends AgentTestCase
{
    /** @return iterable<string, array{string}> code of another plugin */
    public static function noise(): iterable
    {
        yield 'an echo on load' => ["echo 'hello from a theme';"];
        yield 'a byte order mark' => ['echo "\\xEF\\xBB\\xBF";'];
        yield 'a notice shown on the page' => ["ini_set('display_errors', '1'); add_action('init', static function () { trigger_error('not important', E_USER_WARNING); });"];
        yield 'an echo while the answer is made' => ["add_filter('woocommerce_order_number', static function (\$number) { echo '<!-- number -->'; return \$number; });"];
        yield 'an output buffer left open' => ["add_action('rest_api_init', static function () { ob_start(); echo 'buffered'; });"];
        yield 'an echo at the very end' => ["add_action('shutdown', static function () { echo '<!-- 0.3 s, 45 queries -->'; }, 99999);"];
        yield 'a filter on what REST echoes' => ["add_filter('rest_pre_echo_response', static fn () => ['replaced' => true]);"];
    }

    #[DataProvider('noise')]
    public function testForeignOutputIsDropped(string $code): void
    {
        $agent = $this->pairedAgent();
        $order = $this->recordedOrder();
        $this->otherPlugin($code);
        $answer = $this->http($agent, 'events', $this->eventsRequest());
        self::assertSame([200, [$order->get_id()]], [$answer->status, $answer->orderIds()]);
        self::assertSame('key_unknown', $this->http(new SigningAgent(), 'events', $this->eventsRequest())->refusal(), 'a refusal too');
    }

    /** @return iterable<string, array{string}> */
    public static function closedDoors(): iterable
    {
        yield 'REST for members only' => ["add_filter('rest_authentication_errors', static fn (\$errors) => is_user_logged_in() ? \$errors : new WP_Error('rest_not_logged_in', 'Members only', ['status' => 401]), 999);"];
        yield 'REST closed before the route is looked for' => ["add_filter('rest_pre_dispatch', static fn (\$answer) => is_user_logged_in() ? \$answer : new WP_Error('rest_disabled', 'Closed', ['status' => 403]), 999);"];
    }

    #[DataProvider('closedDoors')]
    public function testAShopThatClosesRestToGuestsIsReachedByItsConnectorAlone(string $code): void
    {
        $agent = $this->pairedAgent();
        $this->otherPlugin($code);
        self::assertSame(200, $this->http($agent, 'events', $this->eventsRequest())->status);
        self::assertSame(200, $this->http($agent, 'events', $this->eventsRequest(), false)->status);
        self::assertSame('key_unknown', $this->http(new SigningAgent(), 'events', $this->eventsRequest())->refusal());
        self::assertContains(wp_remote_retrieve_response_code(wp_remote_get(home_url('/wp-json/wp/v2/types'))), [401, 403], 'for everybody else it stays closed');
    }

    public function testBothAddressesOfRestAnswer(): void
    {
        $agent = $this->pairedAgent();
        self::assertSame(200, $this->http($agent, 'events', $this->eventsRequest())->status);
        self::assertSame(200, $this->http($agent, 'events', $this->eventsRequest(), false)->status);
    }

    public function testNoAnswerMayBeCachedRefusalsNeither(): void
    {
        $agent = $this->pairedAgent();
        foreach ([$this->http($agent, 'events', $this->eventsRequest()), $this->http(new SigningAgent(), 'events', $this->eventsRequest())] as $answer) {
            self::assertSame('no-store, private', $answer->headers['cache-control'] ?? '');
            self::assertStringStartsWith('application/json', $answer->headers['content-type'] ?? '');
        }
    }

    public function testPluginsThatCachePagesAreToldToLeaveIt(): void
    {
        $agent = $this->pairedAgent();
        $flag = sys_get_temp_dir() . '/counterfoil-cache-flag-' . bin2hex(random_bytes(8)); // Beside this run there may be another.
        $this->otherPlugin("add_action('shutdown', static fn () => file_put_contents('{$flag}', defined('DONOTCACHEPAGE') && DONOTCACHEPAGE ? 'told' : 'not told'));");
        $this->http($agent, 'events', $this->eventsRequest());
        for ($wait = 0; $wait < 1_200 && !is_file($flag); $wait++) {
            usleep(100_000); // the answer comes before the other process has ended
        }
        self::assertSame('told', file_get_contents($flag));
        unlink($flag);
    }

    public function testOnlyPostIsAnswered(): void
    {
        foreach (['events', 'receipts', 'pair'] as $call) {
            $answer = wp_remote_get(home_url("/wp-json/counterfoil/v1/{$call}"));
            self::assertSame(404, wp_remote_retrieve_response_code($answer));
        }
    }

    public function testADefectOfAnotherPluginIsAnsweredAsAFailureOfTheShopWithoutItsWords(): void
    {
        $agent = $this->pairedAgent();
        $this->otherPlugin("add_filter('pre_option_home', static function (\$home) { foreach (debug_backtrace() as \$frame) { if ((\$frame['class'] ?? '') === 'Counterfoil\\\\Pairing\\\\Surroundings') { throw new RuntimeException('secret of zoe@example.org'); } } return \$home; });");
        $answer = $this->http($agent, 'events', $this->eventsRequest());
        self::assertSame([500, 'storage_failed'], [$answer->status, $answer->refusal()]);
        self::assertStringNotContainsString('zoe@example.org', (string) json_encode($answer->body->value));
    }
}
