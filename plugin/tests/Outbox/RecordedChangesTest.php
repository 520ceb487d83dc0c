<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Outbox;

use Counterfoil\Tests\RequiresWooCommerce;
use Counterfoil\Tests\ShopTestCase;

/** Which changes of an order write a row, on the storage of the shop that the tests run in. */
final class RecordedChangesTest extends ShopTestCase
{
    public function testANewOrderOfOneRequestIsOneRowHoweverOftenItIsSaved(): void
    {
        $order = $this->newOrder('pending');
        $order->set_billing_city('Lyon');
        $order->save();
        $order->payment_complete('T-1');
        $this->endRequest();
        $rows = $this->rows($order->get_id());
        self::assertCount(1, $rows);
        self::assertSame('order_status', $rows[0]['reason']);
        self::assertSame('counterfoil.order.changed', $rows[0]['event_type']);
    }

    public function testARowIsNotDueBeforeItsRequestHasEnded(): void
    {
        $order = $this->newOrder();
        self::assertSame('0', $this->rows($order->get_id())[0]['due']);
        $this->endRequest();
        self::assertSame('1', $this->rows($order->get_id())[0]['due']);
    }

    public function testTheRowOfARequestThatDiedIsDueTenSecondsAfterItWasWritten(): void
    {
        $order = $this->newOrder();
        $waits = $this->db->get_var("SELECT TIMESTAMPDIFF(MICROSECOND, recorded_at, ready_at) FROM {$this->db->prefix}counterfoil_outbox WHERE order_id = {$order->get_id()}");
        self::assertSame('10000000', $waits);
    }

    public function testAStatusChangeIsARow(): void
    {
        $order = $this->order();
        $order->update_status('completed');
        $this->endRequest();
        self::assertSame(['order_status'], $this->reasons($order->get_id()));
    }

    public function testAStatusChangeOutOfWhatCountsIsARowThatSaysSoWhateverElseItsRequestDoes(): void
    {
        $order = $this->order();
        $order->update_status('cancelled');
        $order->delete(false);
        $this->endRequest();
        self::assertSame(['order_called_off'], $this->reasons($order->get_id()));
    }

    public function testASaveOfAnOrderLoadedAnewIsARow(): void
    {
        $order = $this->order();
        $order->set_billing_address_1('2 rue Neuve');
        $order->save();
        $this->endRequest();
        self::assertSame(['order_saved'], $this->reasons($order->get_id()));
    }

    public function testAnItemSavedByItselfIsARow(): void
    {
        $order = $this->order();
        $item = $this->firstItem($order);
        $item->set_quantity(5);
        $item->save();
        $this->endRequest();
        self::assertSame(['item_changed'], $this->reasons($order->get_id()));
    }

    #[RequiresWooCommerce('old functions for items')]
    public function testAnItemAddedByTheOldFunctionIsARow(): void
    {
        $order = $this->order();
        wc_add_order_item($order->get_id(), ['order_item_name' => 'Gift wrap', 'order_item_type' => 'fee']);
        $this->endRequest();
        self::assertSame(['item_changed'], $this->reasons($order->get_id()));
    }

    #[RequiresWooCommerce('old functions for items')]
    public function testAnItemRenamedByTheOldFunctionIsARowThoughItsHookDoesNotNameTheOrder(): void
    {
        $order = $this->order();
        wc_update_order_item($this->firstItem($order)->get_id(), ['order_item_name' => 'Cup']);
        $this->endRequest();
        self::assertSame(['item_changed'], $this->reasons($order->get_id()));
    }

    public function testMetaOfAnItemWrittenByItselfIsARow(): void
    {
        $order = $this->order();
        wc_update_order_item_meta($this->firstItem($order)->get_id(), '_qty', '7');
        $this->endRequest();
        self::assertSame(['item_changed'], $this->reasons($order->get_id()));
    }

    public function testAnItemDeletedByItselfIsARow(): void
    {
        $order = $this->order();
        wc_delete_order_item($this->firstItem($order)->get_id());
        $this->endRequest();
        self::assertSame(['item_changed'], $this->reasons($order->get_id()));
    }

    #[RequiresWooCommerce('order screen')]
    public function testItemsSavedInTheOrderScreenAreARow(): void
    {
        $order = $this->order();
        $item = $this->firstItem($order);
        require_once WC_ABSPATH . 'includes/admin/wc-admin-functions.php';
        wc_save_order_items($order->get_id(), ['order_item_id' => [$item->get_id()], 'order_item_qty' => [$item->get_id() => 3], 'line_total' => [$item->get_id() => '30'], 'line_subtotal' => [$item->get_id() => '30']]);
        $this->endRequest();
        self::assertCount(1, $this->rows($order->get_id()));
    }

    public function testANoteIsNoRow(): void
    {
        $order = $this->order();
        $order->add_order_note('Called the customer');
        $this->endRequest();
        self::assertSame([], $this->rows($order->get_id()));
    }

    public function testARefundIsRowsOfItsOrderAndOneOfThemSaysThatItIsWhole(): void
    {
        $order = $this->order();
        $refund = wc_create_refund(['order_id' => $order->get_id(), 'amount' => '5.00', 'reason' => 'Broken']);
        self::assertInstanceOf(\WC_Order_Refund::class, $refund);
        $this->endRequest();
        $rows = $this->rows($order->get_id());
        self::assertSame(['refund_made', 'refund_made'], array_column($rows, 'reason'));
        self::assertSame([(string) $refund->get_id()], array_values(array_filter(array_column($rows, 'refund_id'))));
        self::assertSame([], $this->rows($refund->get_id()));
        self::assertSame([$refund->get_id()], (new \Counterfoil\Outbox\OrdersInOutbox($this->db))->refundsSeenMade([$refund->get_id(), 999999999], [$order->get_id()]));
    }

    public function testADeletedRefundIsARowOfItsOrder(): void
    {
        $order = $this->order();
        $refund = wc_create_refund(['order_id' => $order->get_id(), 'amount' => '5.00']);
        self::assertInstanceOf(\WC_Order_Refund::class, $refund);
        $this->forgetRows();
        self::assertTrue($refund->delete(true));
        $this->endRequest();
        self::assertSame(['refund_deleted'], $this->reasons($order->get_id()));
    }

    public function testTrashingAnOrderIsARow(): void
    {
        $order = $this->order();
        $order->delete(false);
        $this->endRequest();
        self::assertSame(['order_trashed'], $this->reasons($order->get_id()));
    }

    public function testUntrashingAnOrderIsARow(): void
    {
        $order = $this->order();
        $id = $order->get_id();
        $order->delete(false);
        $this->forgetRows();
        if ($this->onHpos()) {
            $trashed = wc_get_order($id);
            self::assertInstanceOf(\WC_Order::class, $trashed);
            $store = $trashed->get_data_store();
            self::assertTrue($store->untrash_order($trashed)); // @phpstan-ignore method.notFound (WC_Data_Store hands calls on)
        } else {
            wp_untrash_post($id);
        }
        $this->endRequest();
        self::assertSame(['order_untrashed'], $this->reasons($id));
    }

    public function testAnOrderDeletedForGoodIsADeletion(): void
    {
        $order = $this->order();
        $id = $order->get_id();
        $order->delete(true);
        $this->endRequest();
        $rows = $this->rows($id);
        self::assertSame(['order_deleted'], array_column($rows, 'reason'));
        self::assertSame(['counterfoil.order.deleted'], array_column($rows, 'event_type'));
    }

    public function testWordPressOwnFunctionsForPostsAreSeenOnLegacyStorage(): void
    {
        if ($this->onHpos()) {
            self::markTestSkipped('orders are no posts on HPOS');
        }
        $id = $this->order()->get_id();
        wp_update_post(['ID' => $id, 'post_status' => 'wc-completed']);
        $this->endRequest();
        wp_update_post(['ID' => $id, 'post_title' => 'Seen by a robot']);
        $this->endRequest();
        wp_trash_post($id);
        $this->endRequest();
        wp_untrash_post($id);
        $this->endRequest();
        update_post_meta($id, '_billing_city', 'Nantes');
        $this->endRequest();
        update_post_meta($id, '_seen_by_robot', '1');
        $this->endRequest();
        wp_delete_post($id, true);
        $this->endRequest();
        self::assertSame(['order_status', 'order_trashed', 'order_untrashed', 'order_saved', 'order_deleted'], $this->reasons($id));
    }

    public function testADraftIsNotRecordedUntilItsStatusLeavesTheDrafts(): void
    {
        foreach (['checkout-draft', 'auto-draft'] as $status) {
            $order = $this->newOrder($status);
            $order->add_product($this->product(), 1);
            $order->calculate_totals();
            $order->save();
            $this->endRequest();
            self::assertSame([], $this->rows($order->get_id()), $status);

            $draft = wc_get_order($order->get_id());
            self::assertInstanceOf(\WC_Order::class, $draft);
            $this->firstItem($draft)->set_name('Touched before anything says that this is a draft');
            $this->firstItem($draft)->save();
            $draft->set_billing_city('Brest');
            $draft->save();
            $this->endRequest();
            self::assertSame([], $this->rows($order->get_id()), "{$status}, in another request");

            $draft->update_status('processing');
            $this->endRequest();
            self::assertCount(1, $this->rows($order->get_id()), "{$status}, become real");
        }
    }

    public function testADeletedDraftIsNotRecorded(): void
    {
        $order = $this->newOrder('checkout-draft');
        $this->forgetRows();
        $id = $order->get_id();
        $order->delete(true);
        $this->endRequest();
        self::assertSame([], $this->rows($id));
    }

    public function testARealOrderStaysRecordedThoughAnotherObjectOfItStillSaysDraft(): void
    {
        $stale = $this->newOrder('checkout-draft');
        $this->forgetRows();
        $fresh = wc_get_order($stale->get_id());
        self::assertInstanceOf(\WC_Order::class, $fresh);
        $fresh->update_status('processing');
        $stale->update_meta_data('_seen', '1');
        $stale->save();
        $this->endRequest();
        self::assertCount(1, $this->rows($stale->get_id()));
    }

    #[RequiresWooCommerce('REST API for orders')]
    public function testOrdersChangedByTheRestApiAreRowsSinglyAndInABatch(): void
    {
        $this->asAdmin();
        $first = $this->order();
        $second = $this->order();
        $request = new \WP_REST_Request('PUT', "/wc/v3/orders/{$first->get_id()}");
        $request->set_body_params(['status' => 'completed']);
        self::assertSame(200, rest_do_request($request)->get_status());
        $this->endRequest();
        self::assertCount(1, $this->rows($first->get_id()));

        $batch = new \WP_REST_Request('POST', '/wc/v3/orders/batch');
        $batch->set_body_params(['update' => [['id' => $second->get_id(), 'status' => 'completed']], 'delete' => [$first->get_id()], 'create' => [['payment_method' => 'cod', 'set_paid' => true, 'line_items' => [['product_id' => $this->product()->get_id(), 'quantity' => 1]]]]]);
        $response = rest_do_request($batch);
        self::assertSame(200, $response->get_status());
        $this->endRequest();
        /** @var array{create: list<array{id: int}>} $data */
        $data = $response->get_data();
        self::assertCount(1, $this->rows($data['create'][0]['id']));
        self::assertCount(1, $this->rows($second->get_id()));
        self::assertSame('order_deleted', $this->reasons($first->get_id())[1] ?? null);
    }
}
