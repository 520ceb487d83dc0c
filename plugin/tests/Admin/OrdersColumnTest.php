<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Admin;

use Counterfoil\Admin\OrdersColumn;
use Counterfoil\Tests\RequiresWooCommerce;

#[RequiresWooCommerce('list of orders')]
final class OrdersColumnTest extends AdminTestCase
{
    protected function tearDown(): void
    {
        unset($GLOBALS['current_screen'], $_GET['action']);
        parent::tearDown();
    }

    public function testTheColumnHasTheErpsNameAndStandsBesideTheStatus(): void
    {
        $this->connected();
        self::assertSame(['order_number' => 'Order', 'order_status' => 'Status', 'counterfoil' => 'Tryton', 'order_total' => 'Total'], OrdersColumn::add(['order_number' => 'Order', 'order_status' => 'Status', 'order_total' => 'Total']));
    }

    public function testWithoutAConnectorOrAPermissionThereIsNoColumn(): void
    {
        self::assertArrayNotHasKey('counterfoil', OrdersColumn::add(['order_status' => 'Status']));
        $this->connected();
        $this->as('author');
        self::assertArrayNotHasKey('counterfoil', OrdersColumn::add(['order_status' => 'Status']));
    }

    public function testAnOrderInTheErpShowsItsNumberThere(): void
    {
        $this->connected();
        $this->journey(77000001, ['document_id' => '9', 'document_number' => 'S00231', 'document_url' => 'https://erp.example/9', 'document_state' => 'confirmed']);
        $cell = $this->cell(77000001);
        self::assertStringContainsString('S00231', $cell);
        self::assertStringContainsString('in Tryton', strip_tags($cell));
        self::assertStringContainsString('view=orders&#038;order=77000001', $cell);
    }

    public function testAnOrderThatChangedThereShowsThatItNeedsAPersonAndItsNumber(): void
    {
        $this->connected();
        $this->journey(77000002, ['state' => 'held', 'code' => 'change_after_delivery', 'code_values' => '{"changes":[{"what":"status","line":null,"before":null,"after":"cancelled"}],"erp":"Tryton","document":"S00232"}', 'document_id' => '9', 'document_number' => 'S00232', 'document_state' => 'confirmed']);
        $cell = $this->cell(77000002);
        self::assertMatchesRegularExpression('/is-held.*needs you<small>S00232/', $cell);
        self::assertStringContainsString('→ Cancelled', $cell, 'the shop\'s own name of the status');
    }

    public function testAnOrderThatNobodyFetchesIsCalledRecorded(): void
    {
        $this->journey(77000007, ['state' => 'waiting', 'code' => 'order_recorded', 'code_values' => '{}']);
        self::assertStringContainsString('<span>recorded</span>', $this->cell(77000007));
    }

    public function testAnOrderThatIsOverUnpaidIsNotWaitedForAnyMore(): void
    {
        $this->connected();
        foreach (['order_not_paid_yet' => 'not paid yet', 'order_never_paid' => 'never paid'] as $code => $word) {
            $this->journey($id = 77000010 + strlen($code), ['state' => 'not_paid', 'code' => $code, 'code_values' => '{"status":"cancelled"}']);
            self::assertStringContainsString("<span>{$word}</span>", $this->cell($id));
        }
    }

    public function testAnOrderThatNobodyRecordedSaysSoToAScreenReader(): void
    {
        $this->connected();
        self::assertStringContainsString('<span class="screen-reader-text">Not recorded', $this->cell(77000003));
    }

    public function testWhatCustomersAndErpsWroteCantBecomeMarkup(): void
    {
        $this->connected();
        $script = '<script>alert(1)</script>"\'>';
        $this->journey(77000004, ['state' => 'held', 'code' => 'erp_refused', 'code_values' => (string) json_encode(['erp' => $script, 'reason' => $script]), 'order_number' => $script, 'document_id' => '1', 'document_number' => $script, 'document_state' => 'draft']);
        $this->db->query("UPDATE {$this->db->prefix}counterfoil_keys SET erp_name = '<b>ERP</b>'");
        $cell = $this->cell(77000004);
        self::assertStringNotContainsString('<script', $cell);
        self::assertStringNotContainsString('<b>', $cell . OrdersColumn::add(['order_status' => ''])['counterfoil']);
    }

    public function testAPageOfTheListTakesOneQueryForAllItsOrders(): void
    {
        $this->connected();
        set_current_screen($this->onHpos() ? 'woocommerce_page_wc-orders' : 'edit-shop_order');
        $orders = [$this->order(), $this->order(), $this->order()];
        if ($this->onHpos()) {
            OrdersColumn::foresee((object) ['orders' => $orders]);
        } else {
            $GLOBALS['wp_query'] = new \WP_Query(['post_type' => 'shop_order', 'post_status' => 'any', 'post__in' => array_map(static fn(\WC_Order $order): int => $order->get_id(), $orders)]);
            $this->cell($orders[0]->get_id());
        }
        $statements = $this->ownStatements(fn() => array_map(fn(\WC_Order $order): string => $this->cell($order->get_id()), $orders));
        self::assertSame([], array_values(array_filter($statements, static fn(string $sql): bool => str_contains($sql, 'counterfoil_journeys'))));
    }

    public function testTheErpsNameIsAskedForOnceHoweverManyOrdersAreListed(): void
    {
        $this->connected();
        $this->journey(77000005);
        $this->journey(77000006);
        $statements = $this->ownStatements(function (): void {
            OrdersColumn::add(['order_status' => 'Status']);
            array_map($this->cell(...), [77000005, 77000006]);
        });
        self::assertCount(1, array_filter($statements, static fn(string $sql): bool => str_contains($sql, 'counterfoil_keys')));
    }

    private function cell(int $orderId): string
    {
        return $this->printed(static fn() => OrdersColumn::show('counterfoil', $orderId));
    }
}
