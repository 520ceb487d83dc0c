<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Admin;

use Counterfoil\Tests\Json;

/**
 * Whoever looks at a list while nobody else reads the orders reads them first; that must cost a bounded time and
 * survive any order.
 */
final class NoteUnseenOrdersTest extends AdminTestCase
{
    public function testAtMostFiftyOrdersAreReadForOneLookAndTheNewestFirst(): void
    {
        $orders = $this->recorded(55);
        $first = $this->known();
        self::assertCount(50, $first);
        self::assertSame(array_slice(array_reverse($orders), 0, 50), $first);
        self::assertCount(55, $this->known(), 'the next look reads the rest');
    }

    public function testALookWithNothingNewReadsNoOrder(): void
    {
        $this->recorded(2);
        $this->known();
        $reads = 0;
        $count = static function (mixed $number) use (&$reads): mixed {
            $reads++;
            return $number;
        };
        $this->filter('woocommerce_order_number', $count);
        $this->known();
        remove_filter('woocommerce_order_number', $count);
        self::assertSame(0, $reads);
    }

    public function testAnOrderThatThrowsIsListedByItsIdAndTheOthersAsTheyAre(): void
    {
        [$first, $second] = $this->recorded(2);
        $throw = static fn(mixed $number, \WC_Order $order): mixed => $order->get_id() === $first ? throw new \TypeError('another plugin') : $number;
        $this->filter('woocommerce_order_number', $throw, 10, 2);
        $list = $this->answer('admin-journeys-answer', 'GET', 'journeys');
        remove_filter('woocommerce_order_number', $throw, 10);
        $rows = array_combine(array_map(static fn(Json $row): int => $row->whole('orderId'), $list->each('rows')), $list->each('rows'));
        self::assertSame([(string) $first, '', 'waiting'], [$rows[$first]->text('orderNumber'), $rows[$first]->text('customer'), $rows[$first]->text('state')]);
        self::assertSame(['Martin', 'waiting'], [$rows[$second]->text('customer'), $rows[$second]->text('state')]);
    }

    public function testBeforeTheShopIsConnectedAnOrderIsSaidToBeRecordedAndAfterwardsToWait(): void
    {
        [$read, $throws] = $this->recorded(2);
        $throw = static fn(mixed $number, \WC_Order $order): mixed => $order->get_id() === $throws ? throw new \TypeError('another plugin') : $number;
        $this->filter('woocommerce_order_number', $throw, 10, 2);
        self::assertSame([$read => 'order_recorded', $throws => 'order_recorded'], $this->codes());
        remove_filter('woocommerce_order_number', $throw, 10);
        $this->connected();
        [$later] = $this->recorded(1);
        self::assertSame('order_waiting', $this->codes()[$later]);
        $this->db->query("UPDATE {$this->db->prefix}counterfoil_journeys SET seen_row = 0");
        self::assertSame([$read => 'order_waiting', $throws => 'order_waiting', $later => 'order_waiting'], $this->codes(), 'read again, as for the connector');
    }

    public function testTheOverviewCountsThemWithoutConnectorAndHeartbeat(): void
    {
        $this->recorded(3);
        $overview = $this->answer('admin-overview-answer', 'GET', 'overview');
        self::assertSame([3, 3], [$overview->whole('waiting', 'count'), $overview->whole('today', 'placed')]);
    }

    /** @return list<int> ids of orders that were recorded and that nobody has read, oldest first */
    private function recorded(int $count): array
    {
        $product = $this->product();
        $ids = [];
        for ($index = 0; $index < $count; $index++) {
            $order = new \WC_Order();
            $order->set_billing_last_name('Martin');
            $order->add_product($product);
            $order->set_status('processing');
            $order->save();
            $ids[] = $order->get_id();
            // Each in a request of its own: one that lasts longer than 5 s writes a second row for its first orders.
            $this->endRequest();
        }
        return $ids;
    }

    /** @return array<int, string> code of each order in the list, oldest first */
    private function codes(): array
    {
        $codes = [];
        foreach ($this->answer('admin-journeys-answer', 'GET', 'journeys')->each('rows') as $row) {
            $codes[$row->whole('orderId')] = $row->text('code');
        }
        ksort($codes);
        return $codes;
    }

    /** @return list<int> orders in the list whose customer is known, newest first */
    private function known(): array
    {
        $rows = $this->answer('admin-journeys-answer', 'GET', 'journeys', ['perPage' => 100])->each('rows');
        $read = array_filter($rows, static fn(Json $row): bool => $row->text('customer') === 'Martin');
        return array_values(array_map(static fn(Json $row): int => $row->whole('orderId'), $read));
    }
}
