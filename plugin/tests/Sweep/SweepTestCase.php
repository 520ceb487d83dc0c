<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Sweep;

use Counterfoil\Outbox\ConfirmEvents;
use Counterfoil\Outbox\DueRows;
use Counterfoil\Outbox\OutboxTable;
use Counterfoil\Sweep\SweepMissedOrders;
use Counterfoil\Sweep\SweepResult;
use Counterfoil\Sweep\SweepTable;
use Counterfoil\Tests\ShopTestCase;

/**
 * A shop that is swept. The database's clock is set by its session variable `timestamp`; an order "of an hour ago" is
 * one made before the clock was put an hour ahead.
 */
abstract class SweepTestCase extends ShopTestCase
{
    protected const CUTOVER = '2020-01-01 00:00:00.000';
    private int $ahead = 0;

    protected function tearDown(): void
    {
        $this->db->query('SET timestamp = DEFAULT');
        parent::tearDown();
    }

    protected function later(int $seconds): void
    {
        $this->ahead += $seconds;
        $this->db->query(sprintf('SET timestamp = %d', time() + $this->ahead));
    }

    /** Everything that is due, to its end. */
    protected function sweep(string $cutover = self::CUTOVER): SweepResult
    {
        $sweep = new SweepMissedOrders($this->db, $cutover);
        $total = new SweepResult();
        while (($slice = $sweep->runSlice(10_000)) !== null) {
            $total = $total->and($slice);
        }
        return $total;
    }

    /** The agent fetches everything that is due and confirms it. */
    protected function fetchAndKeep(): void
    {
        $due = new DueRows($this->db);
        $rows = $due->choose(400, false);
        $due->noteReading($rows, 1 + (int) $this->db->get_var('SELECT MAX(read_number) FROM ' . OutboxTable::name($this->db->prefix)));
        $due->readingEnded($rows);
        (new ConfirmEvents($this->db))->confirm(array_map(static fn($row): string => $row->eventId, $rows), 1);
    }

    protected function knowAllOrders(): void
    {
        $this->sweep('2999-01-01 00:00:00.000');
        $this->db->query('DELETE FROM ' . SweepTable::name($this->db->prefix));
    }

    /** An order that the agent keeps, in a shop whose every order is known. */
    protected function keptOrder(): \WC_Order
    {
        $this->knowAllOrders();
        $order = $this->newOrder();
        $this->endRequest();
        $this->fetchAndKeep();
        $this->later(3600);
        return $order;
    }

    /** Dates the order this long before the database's present time. */
    protected function setDates(int $orderId, int $secondsAgo): void
    {
        $this->db->query($this->onHpos()
            ? "UPDATE {$this->db->prefix}wc_orders SET date_updated_gmt = UTC_TIMESTAMP() - INTERVAL {$secondsAgo} SECOND, date_created_gmt = UTC_TIMESTAMP() - INTERVAL {$secondsAgo} SECOND WHERE id = {$orderId}"
            : "UPDATE {$this->db->posts} SET post_date_gmt = UTC_TIMESTAMP() - INTERVAL {$secondsAgo} SECOND, post_modified_gmt = UTC_TIMESTAMP() - INTERVAL {$secondsAgo} SECOND WHERE ID = {$orderId}");
    }
}
