<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Oversight;

use Counterfoil\Oversight\Alert;
use Counterfoil\Oversight\AlertsTable;
use Counterfoil\Tests\ShopTestCase;

/** What the shop noticed stays open until a person has seen it. */
final class AlertsTableTest extends ShopTestCase
{
    public function testWhatHappensAgainIsCountedWithItsNewestValuesAndKeepsItsFirstTime(): void
    {
        $alerts = AlertsTable::ofThisSite();
        $alerts->raise('agent_restored', ['seen' => 9, 'now' => 4]);
        $this->setBack('agent_restored');
        $alerts->raise('agent_restored', ['seen' => 9, 'now' => 5]);
        $open = $alerts->open();
        self::assertCount(1, $open);
        self::assertSame(['agent_restored', ['seen' => 9, 'now' => 5], 2, '2026-01-01T00:00:00.000Z'], [$open[0]->code, $open[0]->values, $open[0]->times, $open[0]->firstAt]);
        self::assertGreaterThan('2026-01-01T00:00:00.000Z', $open[0]->lastAt);
    }

    public function testEachCodeIsAnAlertOfItsOwnTheOneThatHappenedLastFirst(): void
    {
        $alerts = AlertsTable::ofThisSite();
        foreach (['agent_restored', 'shop_restored', 'order_unreadable'] as $code) {
            $alerts->raise($code, []);
            $this->setBack($code);
        }
        $alerts->raise('shop_restored', []);
        self::assertSame(['shop_restored', 'order_unreadable', 'agent_restored'], self::codes($alerts->open()));
        self::assertSame(['shop_restored', 'order_unreadable'], self::codes($alerts->open(2)));
    }

    public function testSomebodyHasSeenOneAndTheOthersStayOpen(): void
    {
        $alerts = AlertsTable::ofThisSite();
        $alerts->raise('agent_restored', []);
        $alerts->raise('shop_restored', []);
        [$newest] = $alerts->open();
        self::assertTrue($alerts->acknowledge($newest->id, 7));
        self::assertFalse($alerts->acknowledge($newest->id, 8), 'it was seen before');
        self::assertFalse($alerts->acknowledge($newest->id + 1000, 7), 'there is no such alert');
        self::assertSame(['agent_restored'], self::codes($alerts->open()));
        self::assertSame('7', $this->db->get_var("SELECT acknowledged_by FROM {$this->db->prefix}counterfoil_alerts WHERE acknowledged_at IS NOT NULL"));
    }

    public function testWhatHappensAfterItWasSeenIsANewAlert(): void
    {
        $alerts = AlertsTable::ofThisSite();
        $alerts->raise('agent_restored', ['seen' => 9, 'now' => 4]);
        $alerts->acknowledge($alerts->open()[0]->id, 7);
        $alerts->raise('agent_restored', ['seen' => 12, 'now' => 4]);
        self::assertSame([[['seen' => 12, 'now' => 4], 1]], array_map(static fn(Alert $alert): array => [$alert->values, $alert->times], $alerts->open()));
    }

    private function setBack(string $code): void
    {
        $this->db->update("{$this->db->prefix}counterfoil_alerts", ['first_at' => '2026-01-01 00:00:00', 'last_at' => '2026-01-01 00:00:00'], ['code' => $code]);
    }

    /**
     * @param list<Alert> $alerts
     * @return list<string>
     */
    private static function codes(array $alerts): array
    {
        return array_map(static fn(Alert $alert): string => $alert->code, $alerts);
    }
}
