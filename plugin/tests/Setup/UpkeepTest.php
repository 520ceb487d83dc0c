<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Setup;

use Counterfoil\Outbox\OutboxTable;
use Counterfoil\Outbox\RecordingFailures;
use Counterfoil\Setup\Upkeep;
use Counterfoil\Sweep\SweepTable;
use Counterfoil\Tests\ShopTestCase;

final class UpkeepTest extends ShopTestCase
{
    protected function tearDown(): void
    {
        $this->db->query('SET timestamp = DEFAULT');
        parent::tearDown();
    }

    private function settleLongAgo(int $rows): void
    {
        $values = implode(',', array_fill(0, $rows, "(UUID(), 'counterfoil.order.changed', 900001, 'order_saved', '2020-01-01', '2020-01-01', 'settled', '2020-01-01')"));
        $this->db->query('INSERT INTO ' . OutboxTable::name($this->db->prefix) . " (event_id, event_type, order_id, reason, recorded_at, ready_at, state, settled_at) VALUES {$values}");
    }

    public function testTheHourlyUpkeepPrunesMoreThanOneSlice(): void
    {
        $this->forgetRows();
        $this->settleLongAgo(1200);
        Upkeep::hourly();
        self::assertSame([], $this->rows());
    }

    public function testAPollPrunesOneSliceAtATimeWhenTheHourlyUpkeepIsNotRunByAnybody(): void
    {
        $this->forgetRows();
        $this->settleLongAgo(600);
        Upkeep::runOverdueSlice();
        self::assertCount(600, $this->rows());
        $this->db->query('SET timestamp = ' . (time() + 4000));
        Upkeep::runOverdueSlice();
        self::assertCount(100, $this->rows());
        Upkeep::runOverdueSlice();
        self::assertCount(0, $this->rows());
        self::assertFalse((new SweepTable($this->db))->spans()[Upkeep::HOURLY]->isDue());
    }

    public function testAFailureToRecordIsForgottenOnceEverythingSinceWasLookedAt(): void
    {
        $errors = ini_set('error_log', '/dev/null');
        $failures = new RecordingFailures();
        $failures->note(new \RuntimeException('gone away'), 900001);
        $failures->write();
        ini_set('error_log', (string) $errors);
        Upkeep::hourly();
        self::assertSame(1, RecordingFailures::known()['count'] ?? null);
        $table = new SweepTable($this->db);
        foreach (['by_date', 'by_id', 'known'] as $way) {
            $table->span($way, '2020-01-01 00:00:00.000');
            $table->beginPass($way, gmdate('Y-m-d H:i:s', time() + 60), null, 0);
            $table->endPass($way, 0, 300);
        }
        Upkeep::hourly();
        self::assertNull(RecordingFailures::known());
    }
}
