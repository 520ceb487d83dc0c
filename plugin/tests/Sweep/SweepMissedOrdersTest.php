<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Sweep;

use Counterfoil\Outbox\ConfirmEvents;
use Counterfoil\Outbox\DueRows;
use Counterfoil\Outbox\EventReason;
use Counterfoil\Outbox\EventType;
use Counterfoil\Outbox\OutboxTable;
use Counterfoil\Sweep\SweepCoverage;

/** What the sweep finds and what it leaves alone. */
final class SweepMissedOrdersTest extends SweepTestCase
{
    public function testAnOrderWhoseRowWasLostIsFoundAndCounted(): void
    {
        $this->keptOrder();
        $lost = $this->order();
        $this->later(3600);
        self::assertSame(1, $this->sweep()->found);
        self::assertSame(['sweep'], $this->reasons($lost->get_id()));
        self::assertSame('1', $this->rows($lost->get_id())[0]['due']);
        self::assertSame(1, SweepCoverage::ofThisSite($this->db)?->found);
    }

    public function testAnOrderIsFoundOnceThoughItIsLookedAtInEveryPass(): void
    {
        $this->keptOrder();
        $lost = $this->order();
        $this->later(3600);
        $this->sweep();
        $this->later(600);
        self::assertSame(0, $this->sweep()->found);
        $this->fetchAndKeep();
        $this->later(600);
        self::assertSame(0, $this->sweep()->found);
        self::assertCount(1, $this->rows($lost->get_id()));
    }

    public function testAnOrderThatTheAgentKeepsIsNotFound(): void
    {
        $this->keptOrder();
        self::assertSame(0, $this->sweep()->found);
    }

    public function testAnOrderWhoseRowWaitsUnreadIsNotFound(): void
    {
        $this->keptOrder();
        $this->newOrder();
        $this->endRequest();
        $this->later(3600);
        self::assertSame(0, $this->sweep()->found);
    }

    public function testAnOrderThatChangedAfterItsWaitingRowWasReadIsFound(): void
    {
        $this->keptOrder();
        $order = $this->newOrder();
        $this->endRequest();
        $due = new DueRows($this->db);
        $rows = $due->choose(10, false);
        $due->noteReading($rows, 50);
        $due->readingEnded($rows);
        $this->db->query("UPDATE {$this->db->prefix}woocommerce_order_items SET order_item_name = 'Changed past every hook' WHERE order_id = {$order->get_id()}");
        $this->later(3600);
        self::assertSame(1, $this->sweep()->found);
    }

    public function testAChangePastEveryHookIsFound(): void
    {
        $order = $this->keptOrder();
        if ($this->onHpos()) {
            $this->db->query("UPDATE {$this->db->prefix}wc_orders SET total_amount = total_amount + 1, date_updated_gmt = UTC_TIMESTAMP() WHERE id = {$order->get_id()}");
        } else {
            $this->db->query("UPDATE {$this->db->postmeta} SET meta_value = meta_value + 1 WHERE meta_key = '_order_total' AND post_id = {$order->get_id()}");
        }
        $this->later(3600);
        self::assertSame(1, $this->sweep()->found);
        self::assertContains('sweep', $this->reasons($order->get_id()));
    }

    public function testAnItemChangedBySqlMovesNoDateAndIsFoundByTheDailyWalk(): void
    {
        $order = $this->keptOrder();
        $this->sweep();
        $this->later(90_000);
        $this->db->query("UPDATE {$this->db->prefix}woocommerce_order_itemmeta SET meta_value = '9' WHERE meta_key = '_qty' AND order_item_id = {$this->firstItem($order)->get_id()}");
        self::assertSame(1, $this->sweep()->found);
    }

    public function testARefundDeletedPastEveryHookIsFoundByTheDailyWalk(): void
    {
        $this->knowAllOrders();
        $order = $this->newOrder();
        $refund = wc_create_refund(['order_id' => $order->get_id(), 'amount' => '5.00']);
        self::assertInstanceOf(\WC_Order_Refund::class, $refund);
        $this->endRequest();
        $this->fetchAndKeep();
        $this->later(3600);
        $this->sweep();
        $this->later(90_000);
        $this->db->query($this->onHpos() ? "DELETE FROM {$this->db->prefix}wc_orders WHERE id = {$refund->get_id()}" : "DELETE FROM {$this->db->posts} WHERE ID = {$refund->get_id()}");
        self::assertSame(1, $this->sweep()->found);
    }

    public function testAnOrderWrittenBySqlAndDatedDaysBackOrNotAtAllIsFoundByTheDailyWalk(): void
    {
        $this->keptOrder();
        $this->sweep();
        $dated = $this->order();
        $undated = $this->order();
        $this->setDates($dated->get_id(), 5 * 86400);
        $this->setDates($undated->get_id(), 5 * 86400);
        if ($this->onHpos()) {
            $this->db->query("UPDATE {$this->db->prefix}wc_orders SET date_updated_gmt = NULL, date_created_gmt = NULL WHERE id = {$undated->get_id()}");
        }
        $this->later(90_000);
        $this->sweep();
        self::assertSame([['sweep'], ['sweep']], [$this->reasons($dated->get_id()), $this->reasons($undated->get_id())]);
        $this->fetchAndKeep();
        $this->later(90_000);
        self::assertSame(0, $this->sweep()->found, 'and only once');
    }

    public function testAKnownOrderThatWasMadeADraftPastEveryHookIsFound(): void
    {
        $order = $this->keptOrder();
        $this->db->query($this->onHpos()
            ? "UPDATE {$this->db->prefix}wc_orders SET status = 'wc-checkout-draft' WHERE id = {$order->get_id()}"
            : "UPDATE {$this->db->posts} SET post_status = 'wc-checkout-draft' WHERE ID = {$order->get_id()}");
        $this->later(90_000);
        $this->sweep();
        self::assertContains('sweep', $this->reasons($order->get_id()));
    }

    public function testAnOrderDeletedPastEveryHookIsFoundAsADeletionAndThenForgotten(): void
    {
        $order = $this->keptOrder();
        $this->sweep();
        $this->db->query($this->onHpos() ? "DELETE FROM {$this->db->prefix}wc_orders WHERE id = {$order->get_id()}" : "DELETE FROM {$this->db->posts} WHERE ID = {$order->get_id()}");
        $this->later(90_000);
        self::assertSame(1, $this->sweep()->found);
        $rows = $this->rows($order->get_id());
        self::assertSame('counterfoil.order.deleted', end($rows)['event_type'] ?? null);
        $this->fetchAndKeep();
        $this->later(90_000);
        self::assertSame(0, $this->sweep()->found);
    }

    public function testManyOrdersGoneAtOnceAreCountedAndNobodyIsToldThatTheyWereDeleted(): void
    {
        $this->keptOrder();
        for ($id = 900001; $id <= 900100; $id++) {
            $this->db->query("INSERT INTO {$this->db->prefix}counterfoil_fingerprints (order_id, recipe, fingerprint, kept_at) VALUES ({$id}, 'hpos-1', SHA1('x'), UTC_TIMESTAMP(3))");
        }
        $result = $this->sweep();
        self::assertSame(100, $result->vanished);
        self::assertSame(0, $result->found);
        self::assertSame(100, SweepCoverage::ofThisSite($this->db)?->vanished);
    }

    public function testOrdersOlderThanTheCutoverAreKnownWithoutAnEvent(): void
    {
        $old = $this->order();
        $this->later(3600);
        self::assertSame(0, $this->sweep('2999-01-01 00:00:00.000')->found);
        self::assertSame('1', $this->db->get_var("SELECT COUNT(*) FROM {$this->db->prefix}counterfoil_fingerprints WHERE order_id = {$old->get_id()}"));
        self::assertSame([], $this->rows($old->get_id()));
    }

    public function testDraftsAreNotFound(): void
    {
        $this->keptOrder();
        $this->order('checkout-draft');
        $this->order('auto-draft');
        $this->later(3600);
        self::assertSame(0, $this->sweep()->found);
    }

    public function testAnOrderInMotionIsLeftToTheNextPass(): void
    {
        $this->keptOrder();
        $lost = $this->order();
        $modified = time();
        $this->db->query(sprintf('SET timestamp = %d', $modified + 20));
        self::assertSame(0, $this->sweep()->found);
        $this->db->query(sprintf('SET timestamp = %d', $modified + 700));
        self::assertSame(1, $this->sweep()->found);
        self::assertSame(['sweep'], $this->reasons($lost->get_id()));
    }

    public function testAChangeOfOrderStorageBringsNoEventForOrdersThatNobodySavedSince(): void
    {
        $order = $this->keptOrder();
        $this->later(86_400);
        $this->db->query("UPDATE {$this->db->prefix}counterfoil_fingerprints SET recipe = 'before-1', fingerprint = SHA1('before'), kept_at = UTC_TIMESTAMP(3)");
        self::assertSame(0, $this->sweep()->found);
        self::assertNotSame('before-1', $this->db->get_var("SELECT recipe FROM {$this->db->prefix}counterfoil_fingerprints WHERE order_id = {$order->get_id()}"));
    }

    public function testAnOlderReadingNeverReplacesTheFingerprintOfANewerOne(): void
    {
        $order = $this->keptOrder();
        $due = new DueRows($this->db);
        $early = OutboxTable::ofThisSite()->insert(EventType::OrderChanged, $order->get_id(), EventReason::OrderSaved);
        $rows = $due->choose(10, false);
        $due->noteReading($rows, 100);
        $due->readingEnded($rows);
        $order->set_billing_city('Metz');
        $order->save();
        $this->endRequest();
        $later = array_values(array_filter($due->choose(10, false), static fn($row): bool => $row->eventId !== $early));
        $due->noteReading($later, 101);
        $due->readingEnded($later);
        $confirm = new ConfirmEvents($this->db);
        $confirm->confirm(array_map(static fn($row): string => $row->eventId, $later), 2);
        $confirm->confirm([$early], 2);
        self::assertSame('101', $this->db->get_var("SELECT read_number FROM {$this->db->prefix}counterfoil_fingerprints WHERE order_id = {$order->get_id()}"));
        $this->later(90_000);
        self::assertSame(0, $this->sweep()->found);
    }
}
