<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Rest;

use Counterfoil\Tests\Json;

/**
 * Orders that real shops have now and then, through the whole call: in the contract's form, exact, and nobody else's
 * trouble.
 */
final class OddOrdersTest extends AgentTestCase
{
    private const MANY = 40;

    public function testAnOrderOfNothingIsOfferedOnceItCounts(): void
    {
        $order = $this->newOrder('pending');
        $item = $this->firstItem($order);
        $item->set_subtotal('0');
        $item->set_total('0');
        $order->calculate_totals();
        $order->update_status('processing');
        $said = $this->offered($order->get_id());
        self::assertSame(['0', true, 'processing'], [$said->text('total'), $said->raw('addsUp'), $said->text('status')]);
    }

    public function testNegativeFeesAndATotalBelowZeroAreSaidAsTheyAre(): void
    {
        $order = $this->newOrder();
        foreach (['Voucher' => '-20.125', 'Goodwill' => '-10.00'] as $name => $amount) {
            $fee = new \WC_Order_Item_Fee();
            $fee->set_name($name);
            $fee->set_tax_status('none');
            $fee->set_total($amount);
            $order->add_item($fee);
        }
        $order->save();
        $this->db->query($this->onHpos()
            ? "UPDATE {$this->db->prefix}wc_orders SET total_amount = -5.13 WHERE id = {$order->get_id()}"
            : "UPDATE {$this->db->postmeta} SET meta_value = '-5.13' WHERE post_id = {$order->get_id()} AND meta_key = '_order_total'");
        $said = $this->offered($order->get_id());
        self::assertSame(['-20.125', '-10'], array_map(static fn(Json $fee): string => $fee->text('total'), $said->each('feeLines')));
        self::assertSame(['-5.13', true], [$said->text('total'), $said->raw('addsUp')]);
    }

    public function testAnOrderOfManyLinesCostsNoStatementPerLineAndIsOfferedWhole(): void
    {
        $product = $this->product();
        $own = $this->ownStatements(function () use ($product, &$id): void {
            $order = new \WC_Order();
            $order->set_currency('EUR');
            for ($line = 0; $line < self::MANY; $line++) {
                $order->add_product($product, 1 + $line % 7);
            }
            $order->calculate_totals();
            $order->set_status('processing');
            $order->save();
            $id = $order->get_id();
            $this->endRequest();
        });
        self::assertIsInt($id);
        self::assertLessThan(self::MANY / 4, count($own), 'two, and one more for each five seconds that the save takes');
        $said = $this->offered($id);
        self::assertCount(self::MANY, $said->each('lines'));
        self::assertTrue($said->raw('addsUp'));
    }

    public function testHugeMetaOfAnOrderAndItsLinesStaysInTheShop(): void
    {
        $order = $this->newOrder();
        $order->update_meta_data('_page_builder', str_repeat('{"a":"ż🐢"}', 50_000));
        $order->save();
        $item = $this->firstItem($order);
        $item->update_meta_data('Engraving', str_repeat('ż🐢', 50_000));
        $item->update_meta_data('_internal', str_repeat('x', 1_000_000));
        $item->save();
        $said = $this->offered($order->get_id());
        self::assertSame([['key' => 'Engraving', 'value' => str_repeat('ż🐢', 500)]], array_map(static fn(Json $meta): array => (array) $meta->value, $said->each('lines')[0]->each('meta')));
        self::assertLessThan(10_000, strlen((string) json_encode($said->value, JSON_UNESCAPED_UNICODE)));
    }

    public function testAStatusOfAnotherPluginCounts(): void
    {
        register_post_status('wc-in-production', ['public' => true]);
        $this->filter('wc_order_statuses', $add = static fn(array $statuses): array => $statuses + ['wc-in-production' => 'In production']);
        $order = $this->newOrder('in-production');
        $said = $this->offered($order->get_id());
        remove_filter('wc_order_statuses', $add);
        self::assertSame('in-production', $said->text('status'));
    }

    public function testANumberTooLargeForAnIdIsNoId(): void
    {
        $order = $this->newOrder();
        $this->db->query($this->onHpos()
            ? "UPDATE {$this->db->prefix}wc_orders SET customer_id = 9223372036854775807 WHERE id = {$order->get_id()}"
            : "UPDATE {$this->db->postmeta} SET meta_value = '9223372036854775807' WHERE post_id = {$order->get_id()} AND meta_key = '_customer_user'");
        wc_update_order_item_meta($this->firstItem($order)->get_id(), '_line_tax_data', ['total' => [PHP_INT_MAX => '1.20'], 'subtotal' => []]);
        $said = $this->offered($order->get_id());
        self::assertNull($said->raw('customerId'));
        self::assertSame(0, $said->each('lines')[0]->each('taxes')[0]->whole('rateId'));
    }

    /** The order as the connector gets it, over HTTP and beside another one. */
    private function offered(int $orderId): Json
    {
        $this->endRequest();
        $agent = $this->pairedAgent();
        $other = $this->recordedOrder();
        $answer = $this->http($agent, 'events', $this->eventsRequest());
        self::assertSame([$orderId, $other->get_id()], array_values(array_unique($answer->orderIds())));
        return $answer->body->each('orders')[0];
    }
}
