<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Outbox;

use Counterfoil\Outbox\Doorbell;
use Counterfoil\Tests\RequiresWooCommerce;
use Counterfoil\Tests\ShopTestCase;

/** Whole checkouts through WooCommerce's own entrances: one row, few statements, nothing a shopper can notice. */
final class CheckoutTest extends ShopTestCase
{
    protected function setUp(): void
    {
        parent::setUp();
        Doorbell::ofThisSite()->url(); // as in a connected shop: each checkout rings
    }

    protected function tearDown(): void
    {
        Doorbell::ofThisSite()->remove();
        parent::tearDown();
    }

    #[RequiresWooCommerce('classic checkout')]
    public function testAClassicCheckoutIsOneRowOfTwoStatements(): void
    {
        $orderId = 0;
        $own = $this->ownStatements(function () use (&$orderId): void {
            $orderId = $this->checkOutClassic();
            $this->endRequest();
        });
        self::assertCount(1, $this->rows($orderId));
        self::assertSame('1', $this->rows($orderId)[0]['due']);
        self::assertCount(2, $own, implode("\n", $own));
    }

    public function testACheckoutOfTheStoreApiIsOneRowOfTwoStatements(): void
    {
        $orderId = 0;
        $own = $this->ownStatements(function () use (&$orderId): void {
            $orderId = $this->checkOutStoreApi();
            $this->endRequest();
        });
        self::assertCount(1, $this->rows($orderId));
        self::assertCount(2, $own, implode("\n", $own));
    }

    #[RequiresWooCommerce('classic checkout')]
    public function testACheckoutWorksAndPrintsNothingWhileTheOutboxRefusesEveryRow(): void
    {
        $refuse = static fn(mixed $sql): mixed => is_string($sql) && str_contains($sql, 'counterfoil_outbox') ? 'INSERT INTO no_such_table VALUES (1)' : $sql;
        $errors = ini_set('error_log', '/dev/null');
        $this->db->show_errors();
        $this->filter('query', $refuse);
        try {
            $orderId = $this->checkOutClassic();
            $this->endRequest();
        } finally {
            remove_filter('query', $refuse);
            $this->db->hide_errors();
            ini_set('error_log', (string) $errors);
        }
        $order = wc_get_order($orderId);
        self::assertInstanceOf(\WC_Order::class, $order);
        self::assertSame('processing', $order->get_status());
        self::assertCount(1, $order->get_items());
        $this->expectOutputString('');
    }

    private function fillCart(): void
    {
        wc_load_cart();
        WC()->cart->empty_cart();
        WC()->cart->add_to_cart($this->product(200)->get_id(), 2);
        WC()->session->set('chosen_shipping_methods', ['free_shipping:2']);
    }

    /** @return int the order's id */
    private function checkOutClassic(): int
    {
        $this->fillCart();
        $_POST = [
            'billing_first_name' => 'Zoë', 'billing_last_name' => 'Martin', 'billing_address_1' => '1 rue Neuve', 'billing_city' => 'Lyon', 'billing_postcode' => '69001',
            'billing_country' => 'FR', 'billing_email' => 'zoe@example.org', 'billing_phone' => '0470000000', 'payment_method' => 'cod', 'terms' => '1', 'terms-field' => '1',
            'woocommerce-process-checkout-nonce' => wp_create_nonce('woocommerce-process_checkout'),
        ];
        $_REQUEST = $_POST;
        $answer = $this->answerOf(static fn() => WC()->checkout()->process_checkout());
        $_POST = $_REQUEST = [];
        self::assertSame('success', $answer['result'] ?? null, (string) wp_json_encode([$answer, wc_get_notices()]));
        return is_numeric($answer['order_id'] ?? null) ? (int) $answer['order_id'] : 0;
    }

    /**
     * process_checkout answers an AJAX request and dies: by an Error, because it catches every Exception itself.
     *
     * @return array<mixed>
     */
    private function answerOf(callable $run): array
    {
        $stop = static fn(): callable => static fn() => throw new \Error('answered');
        $this->filter('wp_doing_ajax', '__return_true');
        $this->filter('wp_die_ajax_handler', $stop);
        ob_start();
        try {
            $run();
        } catch (\Error $end) {
            self::assertSame('answered', $end->getMessage());
        } finally {
            $body = (string) ob_get_clean();
            remove_filter('wp_doing_ajax', '__return_true');
            remove_filter('wp_die_ajax_handler', $stop);
        }
        $answer = json_decode($body, true);
        return is_array($answer) ? $answer : [];
    }

    private function checkOutStoreApi(): int
    {
        $this->filter('woocommerce_store_api_disable_nonce_check', '__return_true');
        $this->fillCart();
        $address = ['first_name' => 'Zoë', 'last_name' => 'Martin', 'address_1' => '1 rue Neuve', 'city' => 'Lyon', 'postcode' => '69001', 'country' => 'FR', 'phone' => '0470000000'];
        $request = new \WP_REST_Request('POST', '/wc/store/v1/checkout');
        $request->set_header('Content-Type', 'application/json');
        $request->set_body((string) wp_json_encode(['billing_address' => $address + ['email' => 'zoe@example.org'], 'shipping_address' => $address, 'payment_method' => 'cod', 'payment_data' => []]));
        $response = rest_do_request($request);
        /** @var array{order_id?: int} $data */
        $data = $response->get_data();
        self::assertSame(200, $response->get_status(), (string) wp_json_encode($data));
        return $data['order_id'] ?? 0;
    }
}
