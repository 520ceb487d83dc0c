<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Admin;

use Counterfoil\Oversight\AlertsTable;
use Counterfoil\Oversight\OrdersStopped;
use Counterfoil\Tests\Json;

final class OverviewControllerTest extends AdminTestCase
{
    public function testAShopWithoutConnectorAndOrdersHasAnOverview(): void
    {
        $overview = $this->overview();
        self::assertSame(['none', 'ERP', '', 0, 0], [$overview->text('connectionState'), $overview->text('erpName'), $overview->text('connectorName'), $overview->whole('held', 'count'), $overview->whole('today', 'placed')]);
        self::assertSame([null, null, false], [$overview->raw('erp'), $overview->raw('connectorSeenAt'), $overview->raw('connectorSilent')]);
    }

    public function testWithoutAHeartbeatNothingIsSaidOfTheErp(): void
    {
        $this->connected();
        $overview = $this->overview();
        self::assertSame(['connected', 'Tryton', 'PC-OFFICE', null], [$overview->text('connectionState'), $overview->text('erpName'), $overview->text('connectorName'), $overview->raw('erp')]);
    }

    public function testTheErpIsAsTheLastHeartbeatToldIt(): void
    {
        $this->connected();
        $this->heartbeat(false);
        $erp = $this->overview()->at('erp');
        self::assertSame([false, 'erp_unreachable', 'Tryton', 'no answer within 30 s'], [$erp->raw('reachable'), $erp->text('code'), $erp->text('values', 'erp'), $erp->text('values', 'reason')]);
    }

    public function testAConnectorIsSilentAfterTwoMinutesAndNotBefore(): void
    {
        $this->connected(110);
        self::assertFalse($this->overview()->raw('connectorSilent'));
        $this->db->query("UPDATE {$this->db->prefix}counterfoil_keys SET last_seen_at = UTC_TIMESTAMP(3) - INTERVAL 130 SECOND");
        self::assertTrue($this->overview()->raw('connectorSilent'));
    }

    public function testWhatTheShopNoticedIsShownUntilSomebodyHasSeenIt(): void
    {
        $alerts = AlertsTable::ofThisSite();
        $alerts->raise('agent_restored', ['seen' => 9, 'now' => 4]);
        $alerts->raise('agent_restored', ['seen' => 9, 'now' => 5]);
        $shown = $this->overview()->at('alerts', 0);
        self::assertSame(['agent_restored', 5, 2], [$shown->text('code'), $shown->whole('values', 'now'), $shown->whole('times')]);
        $user = $this->as('shop_manager');
        foreach (['who presses', 'who presses after another one did'] as $_) {
            self::assertSame([], $this->answer('admin-overview-answer', 'POST', 'alerts/seen', ['id' => $shown->whole('id')])->raw('alerts'));
        }
        self::assertSame((string) $user, $this->db->get_var("SELECT acknowledged_by FROM {$this->db->prefix}counterfoil_alerts"));
        self::assertSame('rest_invalid_param', $this->refusal(400, 'POST', 'alerts/seen', ['id' => 'all']));
        $alerts->raise('agent_restored', ['seen' => 12, 'now' => 4]);
        self::assertCount(1, $this->overview()->each('alerts'), 'what happens again later is a new one');
    }

    public function testWhatNeedsAPersonComesBiggestFirstAndFiveAtMost(): void
    {
        foreach ([10 => '5', 11 => '900', 12 => '80', 13 => '7', 14 => '60', 15 => '70', 16 => '1'] as $orderId => $total) {
            $this->journey($orderId, ['state' => $orderId === 12 ? 'broken' : 'held', 'code' => 'gap_payment', 'code_values' => '{"method":"klarna","title":"Klarna","erp":"Tryton"}', 'total' => (string) $total]);
        }
        $held = $this->overview()->at('held');
        self::assertSame([7, '1123'], [$held->whole('count'), $held->text('money', 0, 'amount')]);
        self::assertSame([11, 12, 15, 14, 13], array_map(static fn(Json $row): int => $row->whole('orderId'), $held->each('rows')));
    }

    public function testWhatIsInTheErpAndChangedSinceCountsAsInTheErp(): void
    {
        $today = ['placed_at' => gmdate('Y-m-d H:i:s'), 'document_id' => '9', 'document_number' => 'S9', 'document_state' => 'confirmed'];
        $this->journey(1, $today);
        $this->journey(2, ['state' => 'left_as_is', 'code' => 'left_as_is_by_person', 'code_values' => '{}'] + $today);
        foreach (['change_after_delivery', 'refund_after_delivery', 'deleted_after_delivery'] as $index => $code) {
            $this->journey(3 + $index, ['state' => 'held', 'code' => $code, 'code_values' => '{}'] + $today);
        }
        $this->journey(6, ['state' => 'held', 'code' => 'deleted_after_delivery', 'code_values' => '{}', 'document_id' => null] + $today);
        $this->journey(7, ['state' => 'held', 'code' => 'total_differs', 'code_values' => '{}'] + $today);
        $this->journey(8, ['state' => 'held', 'code' => 'gap_payment', 'code_values' => '{}', 'document_id' => null] + $today);
        foreach (['document_gone', 'document_of_another_order', 'binding_of_another_order'] as $index => $code) {
            $this->journey(9 + $index, ['state' => 'held', 'code' => $code, 'code_values' => '{}'] + $today);
        }
        $this->journey(12, ['state' => 'only_in_erp', 'code' => 'order_only_in_erp', 'code_values' => '{}'] + $today);
        $this->journey(13, ['state' => 'skipped', 'code' => 'left_out_by_person', 'code_values' => '{}'] + $today);
        $told = $this->overview()->at('today');
        self::assertSame([7, 4], [$told->whole('delivered'), $told->whole('changedSince')]);
        $list = $this->answer('admin-journeys-answer', 'GET', 'journeys', ['group' => 'delivered']);
        self::assertSame([7, 7, 13], [$list->whole('total'), $list->whole('counts', 'delivered'), $list->whole('all')], 'the figure leads to the orders behind it');
    }

    public function testTheOldestOnesAgeCountsSinceItWasPlaced(): void
    {
        $this->journey(1, ['state' => 'waiting', 'placed_at' => '2026-11-23 08:00:00.000', 'since' => '2026-11-23 09:30:00.000']);
        $this->journey(2, ['state' => 'working', 'placed_at' => null, 'since' => '2026-11-23 09:00:00.000']);
        self::assertSame('2026-11-23T08:00:00.000Z', $this->overview()->text('waiting', 'oldestAt'));
    }

    public function testYenAreNotMoreThanEuros(): void
    {
        update_option('woocommerce_currency', 'EUR');
        foreach ([1 => ['9000', 'JPY'], 2 => ['20', 'EUR'], 3 => ['119.99', 'EUR'], 4 => ['500', 'USD']] as $orderId => [$total, $currency]) {
            $this->journey($orderId, ['state' => 'held', 'code' => 'gap_payment', 'code_values' => '{}', 'total' => $total, 'currency' => $currency]);
        }
        $ids = static fn(Json $rows): array => array_map(static fn(Json $row): int => $row->whole('orderId'), $rows->each('rows'));
        self::assertSame([3, 2, 1, 4], $ids($this->overview()->at('held')));
        self::assertSame([3, 2, 1, 4], $ids($this->answer('admin-journeys-answer', 'GET', 'journeys', ['orderBy' => 'total'])));
    }

    public function testTodayIsTheDayOfTheShop(): void
    {
        update_option('timezone_string', 'Pacific/Kiritimati'); // UTC+14: nearly always another day than in UTC
        $today = wp_date('Y-m-d');
        $this->journey(1, ['placed_at' => gmdate('Y-m-d H:i:s', (int) strtotime("{$today} 00:00:01 Pacific/Kiritimati"))]);
        $this->journey(2, ['placed_at' => gmdate('Y-m-d H:i:s', (int) strtotime("{$today} 00:00:01 Pacific/Kiritimati") - 2)]);
        $overview = $this->overview();
        self::assertSame([$today, 1], [$overview->text('today', 'date'), $overview->whole('today', 'placed')]);
    }

    public function testStoppingSaysWhoAndSinceWhenUntilOrdersGoOn(): void
    {
        $this->as('shop_manager');
        $this->journey(1, ['state' => 'waiting', 'code' => 'order_waiting', 'code_values' => '{}']);
        $stopped = $this->answer('admin-overview-answer', 'POST', 'orders-stopped', ['stopped' => true])->at('ordersStopped');
        self::assertSame(['Petra', 1], [$stopped->text('by'), $stopped->whole('waiting')]);
        self::assertTrue(OrdersStopped::isStopped());
        self::assertNull($this->answer('admin-overview-answer', 'POST', 'orders-stopped', ['stopped' => false])->raw('ordersStopped'));
        self::assertFalse(OrdersStopped::isStopped());
    }

    public function testADatabaseThatRefusesIsSaidSoWithoutItsWords(): void
    {
        $break = static fn(mixed $sql): mixed => is_string($sql) && str_contains($sql, 'counterfoil_journeys') ? 'SELECT nonsense FROM nowhere' : $sql;
        add_filter('query', $break);
        try {
            $response = $this->ask('GET', 'overview');
        } finally {
            remove_filter('query', $break);
        }
        $answer = Json::of($response->get_data());
        self::assertSame([500, 'storage_failed'], [$response->get_status(), $answer->text('code')]);
        self::assertStringContainsString('The database refused', $answer->text('message'));
        self::assertStringNotContainsString('nowhere', $answer->text('message'));
    }

    private function overview(): Json
    {
        return $this->answer('admin-overview-answer', 'GET', 'overview');
    }
}
