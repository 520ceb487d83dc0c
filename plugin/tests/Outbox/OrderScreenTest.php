<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Outbox;

use Counterfoil\Fingerprints\OrderFingerprints;
use Counterfoil\Outbox\OrdersInOutbox;
use Counterfoil\Tests\RequiresWooCommerce;
use Counterfoil\Tests\ShopTestCase;
use PHPUnit\Framework\Attributes\DataProvider;

/**
 * What a shopkeeper does in wp-admin's order screen (by its AJAX) or with a phone app (by REST) to an order of long
 * ago: each is a row.
 */
#[RequiresWooCommerce('order screen')]
final class OrderScreenTest extends ShopTestCase
{
    protected function setUp(): void
    {
        parent::setUp();
        require_once WC_ABSPATH . 'includes/admin/wc-admin-functions.php';
        $this->asAdmin();
    }

    protected function tearDown(): void
    {
        $_POST = $_REQUEST = [];
        wp_set_current_user(0);
        parent::tearDown();
    }

    /**
     * @return iterable<string, array{string, array<string, mixed>}> action, and what is posted beside the order;
     *   {item}, {product}: ids
     */
    public static function actions(): iterable
    {
        yield 'an item added' => ['add_order_item', ['data' => [['id' => '{product}', 'qty' => '2']]]];
        yield 'a fee added' => ['add_order_fee', ['amount' => '-3.50']];
        yield 'a shipping line added' => ['add_order_shipping', []];
        yield 'a tax added' => ['add_order_tax', ['rate_id' => '1']];
        yield 'a coupon added' => ['add_coupon_discount', ['coupon' => 'ten-percent']];
        yield 'an item removed' => ['remove_order_item', ['order_item_ids' => ['{item}']]];
        yield 'totals calculated anew' => ['calc_line_taxes', ['items' => 'order_item_id%5B%5D={item}&order_item_qty%5B{item}%5D=4&line_subtotal%5B{item}%5D=40&line_total%5B{item}%5D=40', 'country' => 'FR']];
        yield 'items edited' => ['save_order_items', ['items' => 'order_item_id%5B%5D={item}&order_item_qty%5B{item}%5D=3&line_subtotal%5B{item}%5D=30&line_total%5B{item}%5D=29.99']];
        yield 'a refund with restock' => ['refund_line_items', ['refund_amount' => '12.5', 'refunded_amount' => '0', 'line_item_qtys' => '{"{item}":1}', 'line_item_totals' => '{"{item}":12.5}', 'line_item_tax_totals' => '{}', 'restock_refunded_items' => 'true']];
    }

    /** @param array<string, mixed> $posted */
    #[DataProvider('actions')]
    public function testAChangeInTheOrderScreenIsARow(string $action, array $posted): void
    {
        $order = $this->order();
        $id = $order->get_id();
        $before = $this->fingerprint($id);
        $ids = ['{item}' => (string) $this->firstItem($order)->get_id(), '{product}' => (string) $this->product()->get_id()];
        array_walk_recursive($posted, static function (mixed &$value) use ($ids): void {
            $value = is_string($value) ? strtr($value, $ids) : $value;
        });
        $this->ajax($action, $posted + ['order_id' => (string) $id]);
        self::assertNotSame($before, $this->fingerprint($id), 'the action did something');
        self::assertNotSame([], $this->rows($id));
        self::assertSame([], array_filter(array_column($this->rows(), 'order_id'), static fn(?string $other): bool => $other !== (string) $id), 'and of no other id');
    }

    public function testARefundDeletedInTheOrderScreenIsARow(): void
    {
        $order = $this->order();
        $refund = wc_create_refund(['order_id' => $order->get_id(), 'amount' => '5.00']);
        self::assertInstanceOf(\WC_Order_Refund::class, $refund);
        $this->forgetRows();
        $this->ajax('delete_refund', ['refund_id' => [(string) $refund->get_id()]]);
        self::assertSame(['refund_deleted'], $this->reasons($order->get_id()));
    }

    public function testARefundMadeByRestWithRestockIsSeenWhole(): void
    {
        $order = $this->order();
        $request = new \WP_REST_Request('POST', "/wc/v3/orders/{$order->get_id()}/refunds");
        $request->set_body_params(['amount' => '12.50', 'api_refund' => false, 'api_restock' => true, 'line_items' => [['id' => $this->firstItem($order)->get_id(), 'quantity' => 1, 'refund_total' => 12.5]]]);
        $response = rest_do_request($request);
        /** @var array{id: int} $made */
        $made = $response->get_data();
        self::assertSame(201, $response->get_status(), (string) wp_json_encode($made));
        $this->endRequest();
        self::assertSame([$made['id']], (new OrdersInOutbox($this->db))->refundsSeenMade([$made['id']], [$order->get_id()]));

        $delete = new \WP_REST_Request('DELETE', "/wc/v3/orders/{$order->get_id()}/refunds/{$made['id']}");
        $delete->set_query_params(['force' => true]);
        self::assertSame(200, rest_do_request($delete)->get_status());
        $this->endRequest();
        self::assertContains('refund_deleted', $this->reasons($order->get_id()));
    }

    private function fingerprint(int $orderId): string
    {
        return OrderFingerprints::ofThisSite($this->db)->of([$orderId])[$orderId] ?? '';
    }

    /** @param array<string, mixed> $posted */
    private function ajax(string $action, array $posted): void
    {
        wp_cache_flush();
        $security = wp_create_nonce($action === 'calc_line_taxes' ? 'calc-totals' : 'order-item');
        $_POST = $posted + ['security' => $security];
        $_REQUEST = $_POST;
        $stop = static fn(): callable => static fn() => throw new \Error('answered');
        add_filter('wp_doing_ajax', '__return_true');
        add_filter('wp_die_ajax_handler', $stop);
        $level = ob_get_level();
        $body = '';
        ob_start();
        try {
            do_action("wp_ajax_woocommerce_{$action}");
            self::fail('the action did not answer');
        } catch (\Error $end) {
            self::assertSame('answered', $end->getMessage());
        } finally {
            while (ob_get_level() > $level) {
                $body = ob_get_clean() . $body;
            }
            remove_filter('wp_doing_ajax', '__return_true');
            remove_filter('wp_die_ajax_handler', $stop);
        }
        self::assertStringNotContainsString('"success":false', $body);
        $this->endRequest();
    }
}
