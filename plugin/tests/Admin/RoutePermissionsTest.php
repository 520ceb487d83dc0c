<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Admin;

use Counterfoil\Admin\Capabilities;
use PHPUnit\Framework\Attributes\DataProvider;

final class RoutePermissionsTest extends AdminTestCase
{
    /** Who may, by route: see, mend or connect. */
    private const ROUTES = [
        'GET overview' => 'see',
        'GET journeys' => 'see',
        'GET journeys/5' => 'see',
        'GET journeys/5/panel' => 'see',
        'GET connection' => 'see',
        'POST orders-stopped' => 'mend',
        'POST alerts/seen' => 'mend',
        'POST journeys/send-again' => 'mend',
        'POST journeys/leave-out' => 'mend',
        'POST journeys/leave-as-is' => 'mend',
        'POST journeys/new-order' => 'mend',
        'POST journeys/new-orders' => 'mend',
        'POST connection/code' => 'connect',
        'POST connection/confirm' => 'connect',
        'POST connection/revoke' => 'connect',
        'POST connection/copy' => 'connect',
        'POST connection/remove-data' => 'connect',
    ];

    /**
     * @return iterable<string, array{string|null, list<string>, list<string>}> role, capabilities beside it, what it
     *   may
     */
    public static function people(): iterable
    {
        yield 'an administrator may all' => ['administrator', [], ['see', 'mend', 'connect']];
        yield 'a shop manager may see and mend' => ['shop_manager', [], ['see', 'mend']];
        yield 'an accountant who was given it may see' => ['subscriber', [Capabilities::SEE], ['see']];
        yield 'who was given mending alone may not see' => ['subscriber', [Capabilities::MEND], ['mend']];
        yield 'an author may nothing' => ['author', [], []];
        yield 'a customer may nothing' => ['customer', [], []];
        yield 'a visitor may nothing' => [null, [], []];
    }

    /**
     * @param list<string> $capabilities
     * @param list<string> $may
     */
    #[DataProvider('people')]
    public function testEachRouteIsOpenToWhoMayAndToNobodyElse(?string $role, array $capabilities, array $may): void
    {
        $this->as($role, $capabilities);
        foreach (self::ROUTES as $route => $needs) {
            [$method, $path] = explode(' ', $route);
            $status = $this->ask($method, $path, ['stopped' => false, 'orders' => [['orderId' => 5, 'code' => 'gap_tax', 'version' => 7]], 'note' => 'by hand', 'keyId' => 'x', 'removesData' => false, 'id' => 1])->get_status();
            $refused = in_array($status, [401, 403], true);
            self::assertSame(!in_array($needs, $may, true), $refused, "{$route} answered {$status}");
        }
    }

    public function testNoRouteIsForgottenHere(): void
    {
        $this->ask('GET', 'overview'); // they are registered where one of them is asked for
        $known = [];
        foreach (rest_get_server()->get_routes('counterfoil-admin/v1') as $path => $handlers) {
            foreach (is_array($handlers) ? $handlers : [] as $handler) {
                $methods = is_array($handler) && is_array($handler['methods'] ?? null) ? array_keys($handler['methods']) : [];
                foreach ($methods as $method) {
                    $known[] = "{$method} " . str_replace(['/counterfoil-admin/v1/', '(?P<id>[1-9]\d{0,15})'], ['', '5'], $path);
                }
            }
        }
        // WordPress adds the index of the namespace.
        self::assertEqualsCanonicalizing([...array_keys(self::ROUTES), 'GET /counterfoil-admin/v1'], array_values(array_unique($known)));
    }

    public function testCapabilitiesThatASiteTakesAwayStayAway(): void
    {
        $this->as('shop_manager');
        $takeAway = static fn(array $capabilities): array => [Capabilities::MEND => false] + $capabilities;
        add_filter('user_has_cap', $takeAway, 5);
        try {
            self::assertSame([true, false], [current_user_can(Capabilities::SEE), current_user_can(Capabilities::MEND)]);
        } finally {
            remove_filter('user_has_cap', $takeAway, 5);
        }
    }
}
