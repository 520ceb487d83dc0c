<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Outbox;

use Counterfoil\Fingerprints\FingerprintTable;
use Counterfoil\Fingerprints\KnownState;
use Counterfoil\Resources\ReadOrders;
use Counterfoil\Tests\RequiresWooCommerce;
use Counterfoil\Tests\ShopTestCase;

/**
 * What fires the hooks of orders and is none: subscriptions, refunds' lines; and a draft that once was an order, which
 * is one.
 */
final class NoOrderOfItsOwnTest extends ShopTestCase
{
    #[RequiresWooCommerce('order types of plugins')]
    public function testASubscriptionIsNeitherRecordedNorRead(): void
    {
        $subscription = $this->subscription();
        $id = $subscription->get_id();
        $subscription->update_status('on-hold');
        $this->endRequest();
        wc_update_order_item_meta((int) array_key_first($subscription->get_items()), '_qty', '3');
        $this->endRequest();
        $subscription->delete(true);
        $this->endRequest();
        self::assertSame([], $this->rows());
        self::assertSame([], $this->rows($id));
    }

    #[RequiresWooCommerce('order types of plugins')]
    public function testASubscriptionIsNotReadAsAnOrderThoughARowNamesIt(): void
    {
        $id = $this->subscription()->get_id();
        $read = ReadOrders::read([$id]);
        self::assertSame([[], [$id], []], [$read->orders, $read->gone, $read->failed]);
    }

    public function testTheLinesOfARefundAreTheirOrdersChange(): void
    {
        $order = $this->order();
        $item = $this->firstItem($order);
        $refund = wc_create_refund(['order_id' => $order->get_id(), 'amount' => '12.50', 'line_items' => [$item->get_id() => ['qty' => 1, 'refund_total' => '12.50']], 'restock_items' => true]);
        self::assertInstanceOf(\WC_Order_Refund::class, $refund);
        $this->endRequest();
        self::assertSame([(string) $order->get_id()], array_values(array_unique(array_column($this->rows(), 'order_id'))));
        $this->forgetRows();

        wc_update_order_item_meta((int) array_key_first($refund->get_items()), '_line_total', '-12.40');
        $this->endRequest();
        self::assertSame(['item_changed'], $this->reasons($order->get_id()));
        self::assertCount(1, $this->rows());
    }

    public function testAnOrderThatIsMadeADraftAgainIsRecordedAndSoIsItsDeletion(): void
    {
        $order = $this->order('processing');
        $id = $order->get_id();
        $order->update_status('checkout-draft');
        $this->endRequest();
        self::assertCount(1, $this->rows($id));
        $this->agentKeeps($id);
        $this->forgetRows();

        $draft = wc_get_order($id); // as the daily clean-up of old drafts does
        self::assertInstanceOf(\WC_Order::class, $draft);
        $draft->delete(true);
        $this->endRequest();
        self::assertSame(['counterfoil.order.deleted'], array_column($this->rows($id), 'event_type'));
    }

    public function testLookingUpWhoseItemItIsLeavesTheDatabaseObjectAsItWas(): void
    {
        $item = $this->firstItem($this->order())->get_id();
        $this->db->insert($this->db->options, ['option_name' => 'counterfoil_test', 'option_value' => 'x', 'autoload' => 'off']);
        $state = fn(): array => [$this->db->insert_id, $this->db->rows_affected, $this->db->last_error, $this->db->last_query, $this->db->num_rows];
        $before = $state();
        do_action('woocommerce_before_delete_order_item', $item);
        self::assertSame($before, $state());
        self::assertCount(1, $this->rows());
    }

    private function agentKeeps(int $orderId): void
    {
        (new FingerprintTable($this->db))->keep([new KnownState($orderId, 'any-1', str_repeat('0', 40), 1)]);
    }

    private function subscription(): Subscription
    {
        Subscription::register();
        $subscription = new Subscription();
        $subscription->set_currency('EUR');
        $subscription->add_product($this->product(), 2);
        $subscription->calculate_totals();
        $subscription->set_status('processing');
        $subscription->save();
        $this->endRequest();
        return $subscription;
    }
}
