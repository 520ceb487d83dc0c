<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Rest;

use Counterfoil\Outbox\OutboxTable;
use Counterfoil\Oversight\Change;
use Counterfoil\Oversight\JourneyState;
use Counterfoil\Oversight\ListJourneys;
use Counterfoil\Oversight\Reason;
use PHPUnit\Framework\Attributes\DataProvider;

/** Which orders are offered at all, and what becomes of the rows of the others. */
final class CountedOrdersTest extends EventsTestCase
{
    public function testAnOrderThatIsNotPaidYetIsNotOfferedAndItsJourneySaysSo(): void
    {
        $order = $this->recordedOrder('pending');
        self::assertSame([], $this->poll()->orderIds());
        self::assertSame([JourneyState::NotPaid, 'order_not_paid_yet', ['status' => 'pending']], $this->stands($order->get_id()));
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
        self::assertSame(JourneyState::Waiting, $this->stands($order->get_id())[0]);
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
        self::assertSame([JourneyState::NotPaid, 'order_never_paid', ['status' => $is]], $this->stands($id));
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
        self::assertSame(JourneyState::Waiting, $this->stands($id)[0]);
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

    /** @return array{JourneyState|null, string|null, array<string, string|int|Reason|list<Change>>|null} */
    private function stands(int $orderId): array
    {
        $row = ListJourneys::ofThisSite()->one($orderId);
        return [$row?->state, $row?->code, $row?->values];
    }
}
