<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Sweep;

use Counterfoil\Sweep\SweepCoverage;
use Counterfoil\Sweep\SweepMissedOrders;
use Counterfoil\Sweep\SweepTable;

/** In which slices and passes the sweep goes, and until when it has looked at everything. */
final class SweepPassesTest extends SweepTestCase
{
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

    private function makeBareOrder(int $id): void
    {
        $this->db->query($this->onHpos()
            ? "INSERT INTO {$this->db->prefix}wc_orders (id, status, type, date_created_gmt, date_updated_gmt) VALUES ({$id}, 'wc-processing', 'shop_order', UTC_TIMESTAMP(), UTC_TIMESTAMP())"
            : "INSERT INTO {$this->db->posts} (ID, post_type, post_status, post_date, post_date_gmt, post_modified, post_modified_gmt, post_content, post_title, post_excerpt, to_ping, pinged, post_content_filtered) VALUES ({$id}, 'shop_order', 'wc-processing', UTC_TIMESTAMP(), UTC_TIMESTAMP(), UTC_TIMESTAMP(), UTC_TIMESTAMP(), '', '', '', '', '', '')");
    }
}
