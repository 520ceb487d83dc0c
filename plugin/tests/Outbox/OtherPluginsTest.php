<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Outbox;

use Counterfoil\Outbox\OutboxTable;
use Counterfoil\Sweep\SweepMissedOrders;
use Counterfoil\Tests\CommittingTestCase;
use Counterfoil\Tests\RequiresWooCommerce;
use PHPUnit\Framework\Attributes\DataProvider;

/**
 * Plugins that throw in hooks before ours are called, and plugins that keep transactions of their own: an order that is
 * in the shop is recorded or found.
 */
final class OtherPluginsTest extends CommittingTestCase
{
    protected function tearDown(): void
    {
        $this->db->query('SET timestamp = DEFAULT');
        parent::tearDown();
    }

    /**
     * @return iterable<string, array{string, class-string<\Throwable>}> hook, and what is thrown: WooCommerce catches
     *   the one, not the other
     */
    public static function throwing(): iterable
    {
        foreach ([\RuntimeException::class, \TypeError::class] as $class) {
            foreach (['woocommerce_new_order', 'woocommerce_after_order_object_save', 'woocommerce_order_status_processing', 'woocommerce_order_status_changed'] as $hook) {
                yield "{$hook}, {$class}" => [$hook, $class];
            }
        }
    }

    /** @param class-string<\Throwable> $class */
    #[RequiresWooCommerce('catch around what a status fires')]
    #[DataProvider('throwing')]
    public function testAnOrderThatAnotherPluginBrokeOffIsRecordedOrFound(string $hook, string $class): void
    {
        $highest = $this->highestOrder();
        add_action($hook, $throw = static fn() => throw new $class('another plugin'), 0);
        try {
            $this->newOrder();
        } catch (\TypeError $escaped) {
            self::assertSame('another plugin', $escaped->getMessage());
        } finally {
            remove_action($hook, $throw, 0);
        }
        $this->endRequest();
        $id = $this->highestOrder();
        self::assertGreaterThan($highest, $id, 'the order is in the shop');
        if ($this->rows($id) === []) {
            $this->db->query(sprintf('SET timestamp = %d', time() + 3600));
            while ((new SweepMissedOrders($this->db, '2020-01-01 00:00:00.000'))->runSlice(10_000) !== null);
        }
        self::assertCount(1, $this->rows($id));
    }

    public function testAnOrderInATransactionThatIsCommittedAfterTheRequestsEndIsDueFromThenOn(): void
    {
        $other = new \wpdb(DB_USER, DB_PASSWORD, DB_NAME, DB_HOST);
        $table = OutboxTable::name($this->db->prefix);
        $due = static fn(): array => $other->get_col("SELECT order_id FROM {$table} WHERE ready_at <= UTC_TIMESTAMP(3)");
        $this->db->query('START TRANSACTION');
        $order = $this->newOrder();
        $this->endRequest();
        self::assertSame([], $due());
        $this->db->query('COMMIT');
        self::assertSame([(string) $order->get_id()], $due());
        $other->close();
    }

    public function testATransactionWithinATransactionLosesNoRowWhenTheOuterOneIsRolledBack(): void
    {
        $this->db->query('START TRANSACTION');
        $order = $this->newOrder();
        $this->db->query('START TRANSACTION'); // MySQL commits the first here
        $order->update_status('completed');
        $this->db->query('ROLLBACK');
        $this->endRequest();
        $kept = wc_get_order($order->get_id());
        self::assertInstanceOf(\WC_Order::class, $kept);
        self::assertSame('processing', $kept->get_status());
        self::assertCount(1, $this->rows($order->get_id()));
        self::assertSame('1', $this->rows($order->get_id())[0]['due']);
    }

    private function highestOrder(): int
    {
        return (int) $this->db->get_var($this->onHpos()
            ? "SELECT MAX(id) FROM {$this->db->prefix}wc_orders WHERE type = 'shop_order'"
            : "SELECT MAX(ID) FROM {$this->db->posts} WHERE post_type = 'shop_order'");
    }
}
