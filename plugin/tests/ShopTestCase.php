<?php

declare(strict_types=1);

namespace Counterfoil\Tests;

use Automattic\WooCommerce\Utilities\OrderUtil;
use Counterfoil\Outbox\OrderHooks;
use Counterfoil\Outbox\OutboxTable;
use Counterfoil\Oversight\JourneysTable;
use PHPUnit\Framework\TestCase;

/**
 * A test inside the real shop. Each runs in a transaction that is rolled back, so it finds the shop as it was started;
 * a test that needs real commits, DDL or a second process is a CommittingTestCase.
 */
abstract class ShopTestCase extends TestCase
{
    protected \wpdb $db;

    /** @var list<array{string, callable, int}> */
    private array $filters = [];

    private string $errorLog = '';

    protected function setUp(): void
    {
        parent::setUp();
        global $wpdb;
        /** @var \wpdb $wpdb */
        $this->db = $wpdb;
        $this->errorLog = (string) ini_get('error_log');
        $this->begin();
        wp_cache_flush();
        OrderHooks::forgetRequest();
        RequiresWooCommerce::skipOnStandIn($this);
    }

    protected function tearDown(): void
    {
        // Whatever a test that failed half-way left.
        foreach ($this->filters as [$hook, $callback, $priority]) {
            remove_filter($hook, $callback, $priority);
        }
        ini_set('error_log', $this->errorLog);
        OrderHooks::forgetRequest();
        $this->end();
        wp_cache_flush();
        parent::tearDown();
    }

    protected function begin(): void
    {
        $this->db->query('START TRANSACTION');
    }

    protected function end(): void
    {
        $this->db->query('ROLLBACK');
    }

    /** A filter or action of this test: it goes with it, however it ends. */
    protected function filter(string $hook, callable $callback, int $priority = 10, int $arguments = 1): void
    {
        add_filter($hook, $callback, $priority, $arguments);
        $this->filters[] = [$hook, $callback, $priority];
    }

    /** As at the end of a request: its rows become ready. What follows is another request. */
    protected function endRequest(): void
    {
        OrderHooks::requestEnds();
        OrderHooks::forgetRequest();
        wp_cache_flush();
    }

    protected function onHpos(): bool
    {
        return OrderUtil::custom_orders_table_usage_is_enabled();
    }

    /** @return list<array<string, string|null>> rows of this order, oldest first; of all orders when 0 */
    protected function rows(int $orderId = 0): array
    {
        $table = OutboxTable::name($this->db->prefix);
        /** @var list<array<string, string|null>> $rows */
        $rows = $this->db->get_results($orderId === 0 ? "SELECT *, ready_at <= UTC_TIMESTAMP(3) AS due FROM {$table} ORDER BY id" : "SELECT *, ready_at <= UTC_TIMESTAMP(3) AS due FROM {$table} WHERE order_id = {$orderId} ORDER BY id", 'ARRAY_A');
        return $rows;
    }

    /** @return list<string|null> */
    protected function reasons(int $orderId): array
    {
        return array_column($this->rows($orderId), 'reason');
    }

    /** Empties the outbox: what was recorded so far is not what the test is about. */
    protected function forgetRows(): void
    {
        OrderHooks::requestEnds();
        OrderHooks::forgetRequest();
        $this->db->query('DELETE FROM ' . OutboxTable::name($this->db->prefix));
        wp_cache_flush();
    }

    protected function product(float $price = 12.5): \WC_Product_Simple
    {
        $product = new \WC_Product_Simple();
        $product->set_name('Mug');
        $product->set_regular_price((string) $price);
        $product->set_manage_stock(true);
        $product->set_stock_quantity(100);
        $product->save();
        return $product;
    }

    /** A saved order of two mugs and a parcel; nothing of it is left in the outbox. */
    protected function order(string $status = 'processing'): \WC_Order
    {
        $order = $this->newOrder($status);
        $this->endRequest();
        $this->db->query('DELETE FROM ' . OutboxTable::name($this->db->prefix) . " WHERE order_id = {$order->get_id()}");
        $read = wc_get_order($order->get_id());
        self::assertInstanceOf(\WC_Order::class, $read);
        return $read;
    }

    protected function newOrder(string $status = 'processing'): \WC_Order
    {
        $order = new \WC_Order();
        $order->set_created_via('test');
        $order->set_billing_email('zoe@example.org');
        $order->set_billing_last_name('Martin');
        $order->set_currency('EUR');
        $order->add_product($this->product(), 2);
        $order->set_status($status);
        $order->calculate_totals();
        $order->save();
        return $order;
    }

    /**
     * An order as the lists know it: delivered, where nothing else is said.
     *
     * @param array<string, string|null> $with columns
     */
    protected function journey(int $orderId, array $with = []): void
    {
        $this->db->insert(JourneysTable::name($this->db->prefix), $with + [
            'order_id' => $orderId,
            'order_number' => "N{$orderId}",
            'customer' => 'Anna Petit',
            'customer_sort' => 'Petit Anna',
            'email' => 'anna@example.org',
            'total' => '12.5',
            'currency' => 'EUR',
            'order_status' => 'processing',
            'placed_at' => '2026-11-23 10:00:00.000',
            'state' => 'delivered',
            'code' => 'order_delivered',
            'code_values' => '{"erp":"Tryton","document":"S00231"}',
            'since' => '2026-11-23 10:05:00.000',
        ]);
        self::assertSame('', $this->db->last_error);
    }

    protected function firstItem(\WC_Order $order): \WC_Order_Item_Product
    {
        $items = array_values($order->get_items());
        self::assertInstanceOf(\WC_Order_Item_Product::class, $items[0] ?? null);
        return $items[0];
    }

    /**
     * Runs it and collects the statements that the plugin itself sent, told by the call stack.
     *
     * @return list<string>
     */
    protected function ownStatements(callable $run): array
    {
        $own = [];
        $watch = static function (mixed $sql) use (&$own): mixed {
            foreach (debug_backtrace(DEBUG_BACKTRACE_IGNORE_ARGS) as $frame) {
                if (preg_match('/^Counterfoil\\\\(?!Tests\\\\)/', (string) ($frame['class'] ?? '')) === 1) {
                    $own[] = is_string($sql) ? $sql : '';
                    break;
                }
            }
            return $sql;
        };
        add_filter('query', $watch);
        try {
            $run();
        } finally {
            remove_filter('query', $watch);
        }
        return $own;
    }

    protected function asAdmin(): void
    {
        $admins = get_users(['role' => 'administrator', 'number' => 1, 'fields' => 'ID']);
        self::assertIsNumeric($admins[0] ?? null);
        wp_set_current_user((int) $admins[0]);
    }
}
