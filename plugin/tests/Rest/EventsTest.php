<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Rest;

use Counterfoil\Outbox\DueRows;
use Counterfoil\Outbox\EventReason;
use Counterfoil\Outbox\EventType;
use Counterfoil\Outbox\OutboxTable;
use Counterfoil\Outbox\ReadingLock;
use Counterfoil\Oversight\AskConnector;
use Counterfoil\Oversight\JourneyState;
use Counterfoil\Oversight\ListJourneys;
use Counterfoil\Oversight\OrdersStopped;
use Counterfoil\Pairing\Instance;
use Counterfoil\Rest\AnswerBudget;
use Counterfoil\Rest\OfferEvents;
use PHPUnit\Framework\Attributes\DataProvider;

/** Which rows are offered, with which state of their orders. */
final class EventsTest extends AgentTestCase
{
    private SigningAgent $agent;

    protected function begin(): void
    {
        parent::begin();
        $this->agent = $this->pairedAgent();
    }

    public function testAnOrderIsOfferedWithItsPresentState(): void
    {
        $order = $this->recordedOrder();
        $order->set_billing_last_name('Newer');
        $this->db->query("DELETE FROM {$this->db->prefix}counterfoil_outbox WHERE order_id <> {$order->get_id()}");
        $order->save();
        $answer = $this->poll();
        self::assertSame([$order->get_id()], array_values(array_unique($answer->orderIds())));
        self::assertCount(1, $answer->body->each('orders'));
        self::assertSame('Newer', $answer->body->text('orders', 0, 'billing', 'lastName'));
        $event = $answer->body->at('events', 0);
        self::assertSame(['1.0', '/counterfoil/' . Instance::id(), "order/{$order->get_id()}"], [$event->text('specversion'), $event->text('source'), $event->text('subject')]);
        self::assertSame(['readable', 0, (string) $order->get_id()], [$event->text('data', 'state'), $event->whole('data', 'timesOffered'), $event->text('data', 'orderNumber')]);
    }

    public function testSeveralEventsOfOneOrderShareOneState(): void
    {
        $order = $this->recordedOrder();
        OutboxTable::ofThisSite()->insert(EventType::OrderChanged, $order->get_id(), EventReason::Sweep);
        $answer = $this->poll();
        self::assertCount(2, $answer->body->each('events'));
        self::assertCount(1, $answer->body->each('orders'));
    }

    public function testReadNumbersRiseAndPassWhatTheConnectorKnows(): void
    {
        $this->recordedOrder();
        $first = $this->poll()->body->whole('orders', 0, 'readNumber');
        self::assertGreaterThan($first, $this->poll()->body->whole('orders', 0, 'readNumber'));
        $after = $this->call($this->agent, 'events', ['highestReadNumber' => 90_000] + $this->eventsRequest());
        self::assertSame(90_001, $after->body->whole('orders', 0, 'readNumber'));
        self::assertSame(90_002, $this->poll()->body->whole('orders', 0, 'readNumber'));
    }

    public function testExactlyTheKeptIdsAreNoLongerOffered(): void
    {
        $orders = [$this->recordedOrder(), $this->recordedOrder(), $this->recordedOrder()];
        $events = $this->poll()->eventIds();
        self::assertCount(3, $events);
        $stranger = '00000000-0000-4000-8000-000000000000';
        $answer = $this->call($this->agent, 'events', $this->eventsRequest([$events[0], $events[2], $stranger], 2, 1));
        self::assertSame([2, [$stranger]], [$answer->body->whole('keptCount'), $answer->body->raw('keptUnknown')]);
        self::assertSame([$orders[1]->get_id()], $answer->orderIds());
        self::assertSame(1, $answer->body->whole('events', 0, 'data', 'timesOffered'));
        $again = $this->call($this->agent, 'events', $this->eventsRequest([$events[0], $events[2]], 2, 1));
        self::assertSame([0, []], [$again->body->whole('keptCount'), $again->body->raw('keptUnknown')]);
    }

    public function testTheLimitIsKeptAndTheRestIsSaidToWait(): void
    {
        [$first] = [$this->recordedOrder(), $this->recordedOrder(), $this->recordedOrder()];
        $answer = $this->call($this->agent, 'events', $this->eventsRequest(limit: 1));
        self::assertSame([[$first->get_id()], 2, 0], [$answer->orderIds(), $answer->body->whole('waitingCount'), $answer->body->raw('nextDueInMs')]);
    }

    public function testALimitOfNothingOnlyConfirms(): void
    {
        $this->recordedOrder();
        $answer = $this->call($this->agent, 'events', $this->eventsRequest(limit: 0));
        self::assertSame([[], [], 1], [$answer->orderIds(), $answer->body->raw('orders'), $answer->body->whole('waitingCount')]);
    }

    public function testARowThatIsNotDueYetSaysWhen(): void
    {
        $order = $this->order();
        OutboxTable::ofThisSite()->insert(EventType::OrderChanged, $order->get_id(), EventReason::Early, 8_000);
        $this->bellRangLongAgo();
        $answer = $this->poll();
        self::assertSame([], $answer->orderIds());
        self::assertEqualsWithDelta(7_900, $answer->body->whole('nextDueInMs'), 1_500);
    }

    public function testWhoReadsInTheSecondInWhichTheBellRangIsAskedBackWhenItIsOver(): void
    {
        $this->bellRangLongAgo();
        self::assertNull($this->poll()->body->raw('nextDueInMs'));
        // The second may end while the call is on its way: the next one is tried.
        for ($try = 0, $ms = null; $try < 20 && $ms === null; $try++) {
            $this->bellRang(time());
            $ms = $this->poll()->body->raw('nextDueInMs');
        }
        self::assertIsInt($ms);
        self::assertLessThanOrEqual(1_000, $ms);
    }

    public function testAnOrderThatIsNotPaidYetIsNotOfferedAndItsJourneySaysSo(): void
    {
        $order = $this->recordedOrder('pending');
        self::assertSame([], $this->poll()->orderIds());
        self::assertSame([JourneyState::NotPaid, 'order_not_paid_yet', ['status' => 'pending']], $this->journey($order->get_id()));
        self::assertSame(0, OutboxTable::ofThisSite()->waitingCount());
    }

    public function testOnceItIsPaidItIsOfferedAndFromThenOnInEveryState(): void
    {
        $order = $this->recordedOrder('pending');
        $this->poll();
        foreach (['processing', 'failed', 'pending', 'cancelled'] as $status) {
            $order->update_status($status);
            $this->endRequest();
            $answer = $this->poll();
            self::assertSame($status, $answer->body->text('orders', 0, 'status'));
            $this->call($this->agent, 'events', $this->eventsRequest($answer->eventIds(), 0, null, self::HOLDER, 'hold', 0));
        }
        self::assertSame(JourneyState::Waiting, $this->journey($order->get_id())[0]);
    }

    /** @return iterable<string, array{string, string}> */
    public static function waysOut(): iterable
    {
        yield 'cancelled by the timer that frees the stock of unpaid orders' => ['pending', 'cancelled'];
        yield 'set to refunded' => ['pending', 'refunded'];
        yield 'failed and cancelled' => ['failed', 'cancelled'];
        yield 'in the bin' => ['pending', 'trash'];
    }

    #[DataProvider('waysOut')]
    public function testAnOrderThatWasNeverPaidStaysInTheShopWhateverBecameOfIt(string $was, string $is): void
    {
        $order = $this->recordedOrder($was);
        $id = $order->get_id();
        $is === 'trash' ? $order->delete(false) : $order->update_status($is);
        $this->endRequest();
        self::assertSame([], $this->poll()->orderIds());
        self::assertSame([JourneyState::NotPaid, 'order_never_paid', ['status' => $is]], $this->journey($id));
        self::assertSame(0, OutboxTable::ofThisSite()->waitingCount());
    }

    /** @return iterable<string, array{list<string>, string}> */
    public static function waysOutOfACountedStatus(): iterable
    {
        yield 'on hold, then cancelled' => [['on-hold', 'cancelled'], 'cancelled'];
        yield 'on hold, unpaid again, then cancelled' => [['on-hold', 'pending', 'cancelled'], 'cancelled'];
        yield 'on hold, then failed' => [['on-hold', 'failed'], 'failed'];
        yield 'paid, then cancelled' => [['processing', 'cancelled'], 'cancelled'];
        yield 'on hold, then in the bin' => [['on-hold', 'trash'], 'trash'];
    }

    /** @param non-empty-list<string> $statuses */
    #[DataProvider('waysOutOfACountedStatus')]
    public function testAnOrderThatCountedIsOfferedAlthoughNobodyReadItBeforeItWasCalledOff(array $statuses, string $offered): void
    {
        $order = $this->recordedOrder(array_shift($statuses));
        $id = $order->get_id();
        foreach ($statuses as $status) {
            $status === 'trash' ? $order->delete(false) : $order->update_status($status);
            $this->endRequest();
        }
        $answer = $this->poll();
        self::assertSame($offered, $answer->body->text('orders', 0, 'status'));
        self::assertSame(JourneyState::Waiting, $this->journey($id)[0]);
    }

    public function testAPageOfUnpaidOrdersDoesNotHideThePaidOneBehindThem(): void
    {
        $this->recordedOrder('pending');
        $this->recordedOrder('failed');
        $paid = $this->recordedOrder('on-hold');
        self::assertSame([$paid->get_id()], $this->call($this->agent, 'events', $this->eventsRequest(limit: 1))->orderIds());
    }

    public function testAnOrderInTheBinIsOfferedAsSuch(): void
    {
        $order = $this->recordedOrder();
        $order->delete(false);
        $this->endRequest();
        $answer = $this->poll();
        self::assertSame('trash', $answer->body->text('orders', 0, 'status'));
    }

    public function testAnOrderInAStatusThatNoPluginRegistersAnyMoreIsOffered(): void
    {
        $order = $this->recordedOrder();
        if ($this->onHpos()) {
            $this->db->update("{$this->db->prefix}wc_orders", ['status' => 'wc-at-baker'], ['id' => $order->get_id()]);
        } else {
            $this->db->update($this->db->posts, ['post_status' => 'wc-at-baker'], ['ID' => $order->get_id()]);
        }
        self::assertSame('at-baker', $this->poll()->body->text('orders', 0, 'status'));
    }

    public function testAnOfferedOrderThatWasDeletedIsOfferedAsGoneWithItsLastNumber(): void
    {
        $order = $this->recordedOrder();
        $id = $order->get_id();
        $kept = $this->poll()->eventIds();
        $order->delete(true);
        $this->endRequest();
        $answer = $this->call($this->agent, 'events', $this->eventsRequest($kept, 1));
        self::assertSame([$id], array_values(array_unique($answer->orderIds())));
        self::assertSame([], $answer->body->raw('orders'));
        self::assertSame(['gone', (string) $id], [$answer->body->text('events', 0, 'data', 'state'), $answer->body->text('events', 0, 'data', 'orderNumber')]);
        $row = ListJourneys::ofThisSite()->one($id);
        self::assertSame([true, '', ''], [$row?->gone, $row?->email, $row?->customer]);
    }

    public function testAnOrderOfferedLongAgoIsOfferedAsGoneThoughTheOutboxForgotIt(): void
    {
        $order = $this->recordedOrder();
        $this->poll();
        $this->db->query("DELETE FROM {$this->db->prefix}counterfoil_outbox");
        $order->delete(true);
        $this->endRequest();
        self::assertSame('gone', $this->poll()->body->text('events', 0, 'data', 'state'));
    }

    public function testAnOrderDeletedBeforeItWasEverOfferedIsSettledHere(): void
    {
        $order = $this->recordedOrder();
        $order->delete(true);
        $this->endRequest();
        self::assertSame([], $this->poll()->orderIds());
        self::assertSame(0, OutboxTable::ofThisSite()->waitingCount());
    }

    public function testAnOrderWhoseLinesDontAddUpIsOfferedAfterAMinuteSayingSo(): void
    {
        $order = $this->recordedOrder();
        $item = $this->firstItem($order);
        wc_update_order_item_meta($item->get_id(), '_line_total', '1.11');
        $this->db->query("DELETE FROM {$this->db->prefix}counterfoil_outbox");
        OutboxTable::ofThisSite()->insert(EventType::OrderChanged, $order->get_id(), EventReason::OrderSaved);
        $this->bellRangLongAgo();
        $early = $this->poll();
        self::assertSame([], $early->orderIds());
        self::assertEqualsWithDelta(60_000, $early->body->whole('nextDueInMs'), 3_000);
        $this->db->query("UPDATE {$this->db->prefix}counterfoil_outbox SET recorded_at = recorded_at - INTERVAL 61 SECOND, ready_at = UTC_TIMESTAMP(3)");
        $late = $this->poll();
        self::assertSame([$order->get_id()], $late->orderIds());
        self::assertFalse($late->body->raw('orders', 0, 'addsUp'));
    }

    public function testWhatAPersonAskedComesFirstWithTheirNameAndWordsAlsoForAnUnpaidOrder(): void
    {
        $this->recordedOrder();
        $unpaid = $this->recordedOrder('pending');
        self::assertTrue(AskConnector::leaveOut($unpaid->get_id(), 1, 'I enter it by hand'));
        $answer = $this->poll();
        self::assertSame($unpaid->get_id(), $answer->orderIds()[0]);
        self::assertSame('counterfoil.command.leave_out', $answer->body->text('events', 0, 'type'));
        self::assertEquals((object) ['userId' => 1, 'note' => 'I enter it by hand'], $answer->body->raw('events', 0, 'data', 'command'));
    }

    public function testWhileOrdersAreStoppedOnlyCommandsAreOfferedAndOrdersWait(): void
    {
        $order = $this->recordedOrder();
        OrdersStopped::stop(1);
        $stopped = $this->poll();
        self::assertSame([true, [], 1], [$stopped->body->raw('ordersStopped'), $stopped->orderIds(), $stopped->body->whole('waitingCount')]);
        AskConnector::sendAgain($order->get_id(), 1);
        self::assertSame(['counterfoil.command.send_again'], array_map(static fn($event): string => $event->text('type'), $this->poll()->body->each('events')));
        OrdersStopped::goOn();
        $going = $this->poll();
        self::assertSame([false, 2], [$going->body->raw('ordersStopped'), count($going->orderIds())]);
    }

    public function testARefundThatWasNotSeenMadeIsOfferedAgainWhenItIsFinal(): void
    {
        $order = $this->recordedOrder();
        $refund = wc_create_refund(['order_id' => $order->get_id(), 'amount' => '5']);
        self::assertInstanceOf(\WC_Order_Refund::class, $refund);
        $this->endRequest();
        $this->db->query("UPDATE {$this->db->prefix}counterfoil_outbox SET refund_id = NULL");
        $answer = $this->poll();
        self::assertFalse($answer->body->raw('orders', 0, 'refunds', 0, 'final'));
        $this->bellRangLongAgo();
        $kept = $this->call($this->agent, 'events', $this->eventsRequest($answer->eventIds(), 9, null, self::HOLDER, 'hold', 0));
        self::assertEqualsWithDelta(300_000, $kept->body->whole('nextDueInMs'), 10_000);
        $this->makeAllDue();
        $this->ageRefund($refund->get_id());
        $later = $this->poll(9);
        self::assertTrue($later->body->raw('orders', 0, 'refunds', 0, 'final'));
        $last = $this->call($this->agent, 'events', $this->eventsRequest($later->eventIds(), 10, null, self::HOLDER, 'hold', 0));
        self::assertSame(0, $last->body->whole('waitingCount'));
        self::assertNull((new DueRows($this->db))->nextDueInMs());
    }

    public function testARefundWhoseMakingWasSeenIsFinalAtOnce(): void
    {
        $order = $this->recordedOrder();
        wc_create_refund(['order_id' => $order->get_id(), 'amount' => '5']);
        $this->endRequest();
        self::assertTrue($this->poll()->body->raw('orders', 0, 'refunds', 0, 'final'));
    }

    public function testAnAnswerEndsWithItsBudgetButIsNeverEmptyByIt(): void
    {
        $orders = [$this->recordedOrder(), $this->recordedOrder(), $this->recordedOrder()];
        foreach ([new AnswerBudget(1), new AnswerBudget(2_000_000, 0)] as $budget) {
            $page = (new OfferEvents($this->db, $budget))->page(100, false);
            self::assertSame([$orders[0]->get_id()], array_map(static fn($row): int => $row->orderId, $page->rows));
        }
        self::assertCount(3, (new OfferEvents($this->db))->page(100, false)->rows, 'nothing that was not reached counts as having died');
    }

    public function testWhileAnotherCallReadsTheConnectorIsAskedToComeAgain(): void
    {
        $this->recordedOrder();
        $other = new \wpdb(DB_USER, DB_PASSWORD, DB_NAME, DB_HOST);
        $other->set_prefix($this->db->prefix);
        $lock = new ReadingLock($other);
        self::assertTrue($lock->acquire());
        $busy = $this->poll();
        self::assertSame([503, 'busy'], [$busy->status, $busy->refusal()]);
        $lock->release();
        self::assertSame('', $this->poll()->refusal());
    }

    public function testEachOfferedOrderIsInTheListWithWhatTheShopKnows(): void
    {
        $order = $this->recordedOrder();
        $this->poll();
        $row = ListJourneys::ofThisSite()->one($order->get_id());
        self::assertNotNull($row);
        self::assertSame([JourneyState::Waiting, 'order_waiting', 'Martin', 'zoe@example.org', 'EUR', 'processing'], [$row->state, $row->code, $row->customer, $row->email, $row->currency, $row->orderStatus]);
        self::assertEqualsWithDelta((float) $order->get_total(), (float) $row->total, 0.001);
    }

    private function poll(int $count = 0): Answer
    {
        return $this->call($this->agent, 'events', $this->eventsRequest([], $count));
    }

    private function bellRangLongAgo(): void
    {
        $this->bellRang(time() - 60);
    }

    private function bellRang(int $at): void
    {
        $bells = glob(wp_get_upload_dir()['basedir'] . '/counterfoil/*.txt') ?: [];
        self::assertNotSame([], $bells);
        foreach ($bells as $bell) {
            touch($bell, $at);
        }
    }

    /** @return array{JourneyState|null, string|null, array<string, string|int>|null} */
    private function journey(int $orderId): array
    {
        $row = ListJourneys::ofThisSite()->one($orderId);
        return [$row?->state, $row?->code, $row?->values];
    }

    private function ageRefund(int $refundId): void
    {
        $past = gmdate('Y-m-d H:i:s', time() - 400);
        if ($this->onHpos()) {
            $this->db->update("{$this->db->prefix}wc_orders", ['date_updated_gmt' => $past, 'date_created_gmt' => $past], ['id' => $refundId]);
        } else {
            $this->db->update($this->db->posts, ['post_modified_gmt' => $past, 'post_date_gmt' => $past, 'post_modified' => get_date_from_gmt($past), 'post_date' => get_date_from_gmt($past)], ['ID' => $refundId]);
        }
    }
}
