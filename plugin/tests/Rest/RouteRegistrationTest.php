<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Rest;

use Counterfoil\Plugin;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** A checkout through the REST API does not load our controllers, and whoever asks for our routes finds them. */
final class RouteRegistrationTest extends TestCase
{
    private mixed $server;

    protected function setUp(): void
    {
        $this->server = $GLOBALS['wp_rest_server'] ?? null;
    }

    protected function tearDown(): void
    {
        $GLOBALS['wp_rest_server'] = $this->server;
        unset($this->wordPress()->query_vars['rest_route']);
    }

    /** @return iterable<string, array{string, bool}> */
    public static function routes(): iterable
    {
        yield 'PHP that uses the REST server by itself' => ['', true];
        yield 'the index' => ['/', true];
        yield 'a batch' => ['/batch/v1', true];
        yield 'the connector' => ['/counterfoil/v1/events', true];
        yield 'wp-admin' => ['/counterfoil-admin/v1/overview', true];
        yield 'a checkout' => ['/wc/store/v1/checkout', false];
        yield 'another plugin' => ['/wp/v2/types', false];
    }

    #[DataProvider('routes')]
    public function testOurRoutesAreThereWhereSomebodyAsksForThem(string $asked, bool $atOnce): void
    {
        $this->wordPress()->query_vars['rest_route'] = $asked;
        $GLOBALS['wp_rest_server'] = null;
        $server = rest_get_server();
        self::assertSame($atOnce, in_array(Plugin::REST_NAMESPACE, $server->get_namespaces(), true));

        foreach (['/counterfoil/v1/pair', '/counterfoil-admin/v1/journeys/send-again'] as $route) {
            self::assertNotSame(404, $server->dispatch(new \WP_REST_Request('POST', $route))->get_status(), "{$route}, called from inside");
        }
    }

    private function wordPress(): \WP
    {
        global $wp;
        return $wp instanceof \WP ? $wp : throw new \LogicException('no WordPress');
    }
}
