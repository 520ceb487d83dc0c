<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Rest;

use Counterfoil\Outbox\DueRows;
use Counterfoil\Outbox\EventReason;
use Counterfoil\Outbox\EventType;
use Counterfoil\Outbox\OutboxTable;
use Counterfoil\Outbox\ReadingLock;
use Counterfoil\Outbox\SeenJourney;
use Counterfoil\Oversight\AskConnector;
use Counterfoil\Oversight\JourneyState;
use Counterfoil\Oversight\ListJourneys;
use Counterfoil\Oversight\OrdersStopped;
use Counterfoil\Pairing\Instance;
use Counterfoil\Rest\AnswerBudget;
use Counterfoil\Rest\OfferEvents;

/** How rows are offered, with which state of their orders. */
final class EventsTest extends EventsTestCase
{
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
        OutboxTable::ofThisSite()->insert(EventType::OrderChanged, $order->get_id(), EventReason::Early, 60_000);
        $this->bellRangLongAgo();
        $answer = $this->poll();
        self::assertSame([], $answer->orderIds());
        $ms = $answer->body->whole('nextDueInMs');
        self::assertGreaterThan(20_000, $ms);
        self::assertLessThanOrEqual(60_000, $ms);
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
        self::assertTrue(AskConnector::leaveOut($unpaid->get_id(), 1, 'I enter it by hand', null));
        $answer = $this->poll();
        self::assertSame($unpaid->get_id(), $answer->orderIds()[0]);
        self::assertSame('counterfoil.command.leave_out', $answer->body->text('events', 0, 'type'));
        self::assertEquals((object) ['userId' => 1, 'note' => 'I enter it by hand', 'seen' => null], $answer->body->raw('events', 0, 'data', 'command'));
    }

    public function testAWordIsOfferedWithTheJourneyThatWasSeen(): void
    {
        $order = $this->recordedOrder();
        AskConnector::leaveAsIs($order->get_id(), 1, 'agreed by phone', new SeenJourney('change_after_delivery', 3000012));
        $event = $this->poll()->body->at('events', 0);
        self::assertSame('counterfoil.command.leave_as_is', $event->text('type'));
        self::assertEquals((object) ['code' => 'change_after_delivery', 'version' => 3000012], $event->raw('data', 'command', 'seen'));
    }

    public function testWhileOrdersAreStoppedOnlyCommandsAreOfferedAndOrdersWait(): void
    {
        $order = $this->recordedOrder();
        OrdersStopped::stop(1);
        $stopped = $this->poll();
        self::assertSame([true, [], 1], [$stopped->body->raw('ordersStopped'), $stopped->orderIds(), $stopped->body->whole('waitingCount')]);
        AskConnector::sendAgain($order->get_id(), 1, null);
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
