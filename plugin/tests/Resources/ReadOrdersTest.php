<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Resources;

use Counterfoil\Database\QueryFailed;
use Counterfoil\Resources\OrderSnapshot;
use Counterfoil\Resources\ProductFacts;
use Counterfoil\Resources\ReadOrders;
use Counterfoil\Tests\CommittingTestCase;
use Counterfoil\Tests\Json;
use Counterfoil\Tests\RequiresWooCommerce;

/** How the orders of a page are read: as the database has them now, and in few queries. */
#[RequiresWooCommerce('stores whose queries count')]
final class ReadOrdersTest extends CommittingTestCase
{
    public function testWhatIsReadIsTheDatabasesAndNotAnOldCopyInTheObjectCache(): void
    {
        $order = $this->order();
        $this->read([$order->get_id()]);
        $item = $this->firstItem($order);
        // Another request changes the order behind this one's back.
        if ($this->onHpos()) {
            $this->db->update("{$this->db->prefix}wc_orders", ['billing_email' => 'new@example.org'], ['id' => $order->get_id()]);
            $this->db->update("{$this->db->prefix}wc_order_addresses", ['email' => 'new@example.org'], ['order_id' => $order->get_id(), 'address_type' => 'billing']);
        } else {
            $this->db->update($this->db->postmeta, ['meta_value' => 'new@example.org'], ['post_id' => $order->get_id(), 'meta_key' => '_billing_email']);
        }
        $this->db->update("{$this->db->prefix}woocommerce_order_items", ['order_item_name' => 'Newer mug'], ['order_item_id' => $item->get_id()]);
        $said = Json::of($this->read([$order->get_id()])[$order->get_id()]);
        self::assertSame(['new@example.org', 'Newer mug'], [$said->text('email'), $said->text('lines', 0, 'name')]);
    }

    public function testAHundredOrdersAreReadInAFewQueries(): void
    {
        $ids = [];
        for ($index = 0; $index < 12; $index++) {
            $ids[] = $this->order()->get_id();
        }
        wp_cache_flush();
        $few = $this->queries(array_slice($ids, 0, 2));
        wp_cache_flush();
        $many = $this->queries($ids);
        // 12 products instead of 2, each looked at once; before 10.7 WooCommerce reads some of the rest order by order,
        // too. Nothing else grows with the number of orders.
        $perOrder = version_compare(WC_VERSION, '10.7', '<') ? 7 : 3;
        self::assertLessThanOrEqual($few + $perOrder * 10, $many);
        self::assertLessThan(45 + $perOrder * 10, $many);
    }

    public function testTheValuesOfItemsAreReadOnce(): void
    {
        $ids = [$this->order()->get_id(), $this->order()->get_id()];
        wp_cache_flush();
        $reads = 0;
        $count = static function (string $sql) use (&$reads): string {
            $reads += preg_match('/FROM \S*woocommerce_order_itemmeta WHERE order_item_id IN/', $sql);
            return $sql;
        };
        $this->filter('query', $count);
        $this->read($ids);
        remove_filter('query', $count);
        self::assertSame(1, $reads);
    }

    public function testARefundThatCantBeReadTakesNoOtherOrdersRefundsAndIsNotTakenForNone(): void
    {
        [$broken, $whole] = [$this->order(), $this->order()];
        $refund = $this->refund($broken);
        $other = $this->refund($whole);
        $throw = static fn(string $class, string $type, int $id): string => $id === $refund->get_id() ? throw new \Exception('broken') : $class;
        $this->filter('woocommerce_order_class', $throw, 10, 3);
        try {
            $read = ReadOrders::read([$broken->get_id(), $whole->get_id()]);
        } finally {
            remove_filter('woocommerce_order_class', $throw);
        }
        self::assertSame([$other->get_id()], array_map(static fn(\WC_Order_Refund $one): int => $one->get_id(), $read->refunds[$whole->get_id()] ?? []));
        self::assertSame([[$whole->get_id()], [$broken->get_id()], []], [array_keys($read->orders), array_keys($read->failed), $read->gone]);
    }

    public function testADatabaseThatRefusesDoesNotSayThatAnOrderHasNoRefundsOrIsGone(): void
    {
        $order = $this->order();
        $this->refund($order);
        foreach (['shop_order_refund', $this->onHpos() ? 'wc_orders' : "FROM {$this->db->posts}"] as $about) {
            $refuse = static fn(string $sql): string => str_contains($sql, $about) ? 'SELECT nothing FROM nowhere' : $sql;
            $this->filter('query', $refuse);
            $shown = $this->db->suppress_errors();
            try {
                $read = ReadOrders::read([$order->get_id()]);
                $said = [array_keys($read->failed), $read->gone];
            } catch (QueryFailed) {
                $said = [[$order->get_id()], []];
            } finally {
                remove_filter('query', $refuse);
                $this->db->suppress_errors($shown);
            }
            self::assertSame([[$order->get_id()], []], $said, $about);
        }
    }

    private function refund(\WC_Order $order): \WC_Order_Refund
    {
        $refund = wc_create_refund(['order_id' => $order->get_id(), 'amount' => '1.00']);
        self::assertInstanceOf(\WC_Order_Refund::class, $refund);
        return $refund;
    }

    /** @param list<int> $ids */
    private function queries(array $ids): int
    {
        $before = $this->db->num_queries;
        $this->read($ids);
        return $this->db->num_queries - $before;
    }

    /**
     * @param list<int> $ids
     * @return array<int, array<string, mixed>> snapshots by order
     */
    private function read(array $ids): array
    {
        $read = ReadOrders::read($ids);
        $snapshot = new OrderSnapshot(1, [], $read->accountTimes, time(), new ProductFacts());
        $said = [];
        foreach ($read->orders as $id => $order) {
            $said[$id] = $snapshot->of($order, $read->refunds[$id] ?? []);
        }
        self::assertCount(count($ids), $said);
        return $said;
    }
}
