<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Outbox;

use Counterfoil\Outbox\EventReason;
use Counterfoil\Outbox\EventType;
use Counterfoil\Outbox\OutboxTable;
use Counterfoil\Outbox\SweepCoverage;
use Counterfoil\Outbox\SweepMissedOrders;
use Counterfoil\Outbox\SweepResult;
use Counterfoil\Outbox\SweepTable;
use Counterfoil\Tests\ShopTestCase;

/**
 * What the sweep finds and what it leaves alone. The database's clock is set by its session variable `timestamp`; an order "of an hour ago"
 * is one made before the clock was put an hour ahead.
 */
final class SweepMissedOrdersTest extends ShopTestCase
{
    private const CUTOVER = '2020-01-01 00:00:00.000';
    private int $ahead = 0;

    protected function tearDown(): void
    {
        $this->db->query('SET timestamp = DEFAULT');
        parent::tearDown();
    }

    private function later(int $seconds): void
    {
        $this->ahead += $seconds;
        $this->db->query(sprintf('SET timestamp = %d', time() + $this->ahead));
    }

    /** Everything that is due, to its end. */
    private function sweep(string $cutover = self::CUTOVER): SweepResult
    {
        $sweep = new SweepMissedOrders($this->db, $cutover);
        $total = new SweepResult();
        while (($slice = $sweep->runSlice(10_000)) !== null) {
            $total = $total->and($slice);
        }
        return $total;
    }

    /** The agent fetches everything that is due and confirms it. */
    private function fetchAndKeep(): void
    {
        $outbox = OutboxTable::ofThisSite();
        $rows = $outbox->chooseDue(400, false);
        $outbox->noteReading($rows, 1 + (int) $this->db->get_var('SELECT MAX(read_number) FROM ' . OutboxTable::name($this->db->prefix)));
        $outbox->readingEnded($rows);
        $outbox->confirmKept(array_map(static fn($row): string => $row->eventId, $rows), 1);
    }

    private function knowAllOrders(): void
    {
        $this->sweep('2999-01-01 00:00:00.000');
        $this->db->query('DELETE FROM ' . SweepTable::name($this->db->prefix));
    }

    /** An order that the agent keeps, in a shop whose every order is known. */
    private function keptOrder(): \WC_Order
    {
        $this->knowAllOrders();
        $order = $this->newOrder();
        $this->endRequest();
        $this->fetchAndKeep();
        $this->later(3600);
        return $order;
    }

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
        $rows = OutboxTable::ofThisSite()->chooseDue(10, false);
        OutboxTable::ofThisSite()->noteReading($rows, 50);
        OutboxTable::ofThisSite()->readingEnded($rows);
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

    public function testWithoutACutoverNothingIsLookedAt(): void
    {
        self::assertNull((new SweepMissedOrders($this->db, null))->runSlice());
    }

    public function testASliceDoesOneBatchAtLeastAndTheNextOneGoesOnWhereItEnded(): void
    {
        $this->keptOrder();
        $first = 1 + (int) $this->db->get_var("SELECT MAX(ID) FROM {$this->db->posts}");
        for ($made = 0; $made < 60; $made++) {
            $this->makeBareOrder($first + $made);
        }
        $this->later(3600);
        $sweep = new SweepMissedOrders($this->db, self::CUTOVER);
        self::assertSame(50, $sweep->runSlice(0)?->lookedAt);
        $span = (new SweepTable($this->db))->spans()[$this->mainWay()];
        self::assertNotNull($span->passTo);
        self::assertNull($span->coveredTo);
        // A process that died after this slice: another one takes it up.
        $this->sweep();
        self::assertCount(60, array_filter($this->rows(), static fn(array $row): bool => (int) $row['order_id'] >= $first));
        self::assertNotNull((new SweepTable($this->db))->spans()[$this->mainWay()]->coveredTo);
    }

    public function testCoverageEndsAtTheStartOfTheLastWholePassLessTheLag(): void
    {
        $this->keptOrder();
        $this->sweep();
        $coverage = SweepCoverage::ofThisSite($this->db);
        self::assertNotNull($coverage?->to);
        self::assertSame('2020-01-01T00:00:00.000Z', $coverage->from);
        $age = (int) strtotime((string) $this->db->get_var('SELECT CONCAT(UTC_TIMESTAMP(), " UTC")')) - (int) strtotime($coverage->to);
        self::assertSame(60, $age);
    }

    public function testATimeWithoutThePluginIsLookedThroughAtOnceWhenItIsBack(): void
    {
        $this->keptOrder();
        $this->sweep();
        $this->later(86_400 * 3);
        $missed = $this->order();
        $this->setDates($missed->get_id(), 86_400);
        (new SweepTable($this->db))->startAllAtOnce();
        self::assertSame(1, $this->sweep()->found);
        self::assertSame(['sweep'], $this->reasons($missed->get_id()));
    }

    public function testAnOrderDatedAnHourAheadInTheRepeatedHourOfAutumnIsFoundAndHidesNothingBehindIt(): void
    {
        if (!$this->onHpos()) {
            self::markTestSkipped('legacy storage is not swept by date');
        }
        $this->keptOrder();
        $this->sweep();
        $this->later(600);
        $ahead = $this->order();
        $this->setDates($ahead->get_id(), -3600);
        self::assertSame(1, $this->sweep()->found);
        // Had the cursor followed that date, an order of now would lie behind it.
        $now = $this->order();
        $this->setDates($now->get_id(), 0);
        $this->later(600);
        self::assertSame(1, $this->sweep()->found);
        self::assertSame(['sweep'], $this->reasons($now->get_id()));
        $coverage = SweepCoverage::ofThisSite($this->db);
        self::assertLessThan($this->db->get_var('SELECT UTC_TIMESTAMP()'), str_replace(['T', 'Z'], [' ', ''], (string) $coverage?->to));
    }

    public function testAnOrderCommittedAnHourAfterItsDateIsFoundByTheOverlap(): void
    {
        $this->keptOrder();
        $this->sweep();
        $late = $this->order();
        $this->setDates($late->get_id(), 3600);
        $this->later(600);
        self::assertSame(1, $this->sweep()->found);
    }

    public function testADatabaseClockThatWasSetBackHidesNothing(): void
    {
        $this->keptOrder();
        $this->later(86_400 * 30);
        $this->sweep();
        $this->later(-86_400 * 30);
        (new SweepTable($this->db))->startAllAtOnce();
        $order = $this->order();
        $this->setDates($order->get_id(), 1800);
        self::assertSame(1, $this->sweep()->found);
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
        $outbox = OutboxTable::ofThisSite();
        $early = $outbox->insert(EventType::OrderChanged, $order->get_id(), EventReason::OrderSaved);
        $rows = $outbox->chooseDue(10, false);
        $outbox->noteReading($rows, 100);
        $outbox->readingEnded($rows);
        $order->set_billing_city('Metz');
        $order->save();
        $this->endRequest();
        $later = array_values(array_filter($outbox->chooseDue(10, false), static fn($row): bool => $row->eventId !== $early));
        $outbox->noteReading($later, 101);
        $outbox->readingEnded($later);
        $outbox->confirmKept(array_map(static fn($row): string => $row->eventId, $later), 2);
        $outbox->confirmKept([$early], 2);
        self::assertSame('101', $this->db->get_var("SELECT read_number FROM {$this->db->prefix}counterfoil_fingerprints WHERE order_id = {$order->get_id()}"));
        $this->later(90_000);
        self::assertSame(0, $this->sweep()->found);
    }

    public function testAPollTakesASliceOnlyWhenTheSweepIsLate(): void
    {
        $this->keptOrder();
        $this->sweep();
        $sweep = new SweepMissedOrders($this->db, self::CUTOVER);
        $this->later(310);
        self::assertNull($sweep->runSliceIfOverdue());
        $this->later(200);
        self::assertNotNull($sweep->runSliceIfOverdue());
    }

    public function testWhereActionSchedulerNeverRunsThePollsAloneLookAtEverything(): void
    {
        $this->keptOrder();
        $lost = $this->order();
        $this->later(3600);
        $sweep = new SweepMissedOrders($this->db, self::CUTOVER);
        for ($poll = 0; $poll < 20 && $sweep->runSliceIfOverdue() !== null; $poll++) {
            $this->later(200);
        }
        self::assertSame(['sweep'], $this->reasons($lost->get_id()));
        self::assertNotNull(SweepCoverage::ofThisSite($this->db)?->knownTo);
    }

    private function mainWay(): string
    {
        return $this->onHpos() ? 'by_date' : 'by_id';
    }

    /** Dates the order this long before the database's present time. */
    private function setDates(int $orderId, int $secondsAgo): void
    {
        $this->db->query($this->onHpos()
            ? "UPDATE {$this->db->prefix}wc_orders SET date_updated_gmt = UTC_TIMESTAMP() - INTERVAL {$secondsAgo} SECOND, date_created_gmt = UTC_TIMESTAMP() - INTERVAL {$secondsAgo} SECOND WHERE id = {$orderId}"
            : "UPDATE {$this->db->posts} SET post_date_gmt = UTC_TIMESTAMP() - INTERVAL {$secondsAgo} SECOND, post_modified_gmt = UTC_TIMESTAMP() - INTERVAL {$secondsAgo} SECOND WHERE ID = {$orderId}");
    }

    private function makeBareOrder(int $id): void
    {
        $this->db->query($this->onHpos()
            ? "INSERT INTO {$this->db->prefix}wc_orders (id, status, type, date_created_gmt, date_updated_gmt) VALUES ({$id}, 'wc-processing', 'shop_order', UTC_TIMESTAMP(), UTC_TIMESTAMP())"
            : "INSERT INTO {$this->db->posts} (ID, post_type, post_status, post_date, post_date_gmt, post_modified, post_modified_gmt, post_content, post_title, post_excerpt, to_ping, pinged, post_content_filtered) VALUES ({$id}, 'shop_order', 'wc-processing', UTC_TIMESTAMP(), UTC_TIMESTAMP(), UTC_TIMESTAMP(), UTC_TIMESTAMP(), '', '', '', '', '', '')");
    }
}
