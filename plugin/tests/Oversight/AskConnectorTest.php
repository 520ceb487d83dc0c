<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Oversight;

use Counterfoil\Oversight\AskConnector;
use Counterfoil\Oversight\JourneyKey;
use Counterfoil\Oversight\JourneyStepsTable;
use Counterfoil\Oversight\ListJourneys;
use Counterfoil\Oversight\NoteUnseenOrders;
use Counterfoil\Oversight\OrdersStopped;
use Counterfoil\Tests\ShopTestCase;

/** What a person does in wp-admin, and what the lists know while the connector is off. */
final class AskConnectorTest extends ShopTestCase
{
    public function testAskingWritesAnUrgentCommandWithThePersonAndTheirWords(): void
    {
        $order = $this->order();
        self::assertTrue(AskConnector::leaveOut($order->get_id(), 1, 'I enter it by hand', null));
        $row = $this->rows($order->get_id())[0];
        self::assertSame(['counterfoil.command.leave_out', 'person', '1', '1', 'I enter it by hand'], [$row['event_type'], $row['reason'], $row['urgent'], $row['command_user_id'], $row['command_note']]);
        $step = JourneyStepsTable::ofThisSite()->of(new JourneyKey($order->get_id()), null)[0];
        self::assertSame(['step_left_out', ['user' => get_userdata(1)->display_name ?? '', 'note' => 'I enter it by hand']], [$step->code, $step->values]);
    }

    public function testAnOrderThatNobodyKnowsIsNotAskedAbout(): void
    {
        self::assertFalse(AskConnector::sendAgain(987654321, 1, null));
        self::assertSame([], $this->rows(987654321));
    }

    public function testAStopIsRememberedWithWhoAndWhenUntilOrdersGoOn(): void
    {
        self::assertFalse(OrdersStopped::isStopped());
        OrdersStopped::stop(1);
        OrdersStopped::stop(2);
        self::assertSame(1, OrdersStopped::known()['userId'] ?? 0, 'who stopped it first');
        OrdersStopped::goOn();
        self::assertNull(OrdersStopped::known());
    }

    public function testOrdersThatNobodyReadYetAreInTheListOnceSomebodyLooks(): void
    {
        $this->forgetRows();
        $order = $this->newOrder('pending');
        $this->endRequest();
        self::assertSame([], $this->listed($order));
        NoteUnseenOrders::before($this->db);
        self::assertSame(['not_paid', 'pending', 'Martin'], $this->listed($order));

        $order->update_status('processing');
        $this->endRequest();
        NoteUnseenOrders::before($this->db);
        self::assertSame(['waiting', 'processing', 'Martin'], $this->listed($order));
    }

    public function testARowIsLookedAtOnceOnlyAlsoWhenItsOrderCantBeRead(): void
    {
        $this->forgetRows();
        $order = $this->newOrder();
        $this->endRequest();
        $throw = static fn(): string => throw new \TypeError('no number');
        $this->filter('woocommerce_order_number', $throw);
        NoteUnseenOrders::before($this->db);
        remove_filter('woocommerce_order_number', $throw);
        self::assertSame(['waiting', '', ''], $this->listed($order));
        NoteUnseenOrders::before($this->db);
        self::assertSame(['waiting', '', ''], $this->listed($order), 'it was not tried again');
    }

    /** @return list<string> state, status of the order, customer; empty: not in the list */
    private function listed(\WC_Order $order): array
    {
        $row = ListJourneys::ofThisSite()->one($order->get_id());
        return $row === null ? [] : [$row->state->value, $row->orderStatus, $row->customer];
    }
}
