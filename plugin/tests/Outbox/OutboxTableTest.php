<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Outbox;

use Counterfoil\Outbox\Command;
use Counterfoil\Outbox\ConfirmEvents;
use Counterfoil\Outbox\DueRows;
use Counterfoil\Outbox\EventReason;
use Counterfoil\Outbox\EventType;
use Counterfoil\Outbox\OrdersInOutbox;
use Counterfoil\Outbox\OutboxRow;
use Counterfoil\Outbox\OutboxTable;
use Counterfoil\Tests\ShopTestCase;

/** What is offered, confirmed, settled and pruned. Order ids are made up unless a test reads orders. */
final class OutboxTableTest extends ShopTestCase
{
    private OutboxTable $outbox;
    private DueRows $due;
    private ConfirmEvents $confirm;

    protected function setUp(): void
    {
        parent::setUp();
        $this->forgetRows();
        $this->outbox = OutboxTable::ofThisSite();
        $this->due = new DueRows($this->db);
        $this->confirm = new ConfirmEvents($this->db);
    }

    private function changed(int $orderId, ?int $readyInMs = null): string
    {
        return $this->outbox->insert(EventType::OrderChanged, $orderId, EventReason::OrderSaved, $readyInMs);
    }

    /** @return list<int> */
    private function orders(OutboxRow ...$rows): array
    {
        return array_map(static fn(OutboxRow $row): int => $row->orderId, array_values($rows));
    }

    /**
     * Reads what is chosen and dies when the page holds this order.
     *
     * @phpstan-impure
     * @return list<OutboxRow>|null null: died
     */
    private function read(int $limit, int $killer): ?array
    {
        $rows = $this->due->choose($limit, false);
        $readable = array_values(array_filter($rows, static fn(OutboxRow $row): bool => !$row->unreadable));
        $this->due->noteReading($readable, 7);
        if (in_array($killer, $this->orders(...$readable), true)) {
            return null;
        }
        $this->due->readingEnded($readable);
        $this->due->noteOffered($rows);
        return $rows;
    }

    public function testDueRowsComeOldestFirstAndCommandsBeforeThem(): void
    {
        $this->changed(900001);
        $this->changed(900002, 60_000);
        $this->changed(900003);
        $command = $this->outbox->insert(EventType::CommandSendAgain, 900004, EventReason::Person, null, true, new Command(5, 'Customer called'));
        $rows = $this->due->choose(10, false);
        self::assertSame([900004, 900001, 900003], $this->orders(...$rows));
        self::assertSame($command, $rows[0]->eventId);
        self::assertSame([5, 'Customer called'], [$rows[0]->command?->userId, $rows[0]->command?->note]);
        self::assertMatchesRegularExpression('/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/', $rows[0]->recordedAt);
        self::assertSame([900004], $this->orders(...$this->due->choose(10, true)));
        self::assertSame([900004, 900001], $this->orders(...$this->due->choose(2, false)));
        self::assertSame([], $this->due->choose(0, false));
        self::assertSame(3, $this->outbox->waitingCount());
    }

    public function testItSaysWhenTheNextRowIsDue(): void
    {
        self::assertNull($this->due->nextDueInMs());
        $this->changed(900001, 60_000);
        $ms = $this->due->nextDueInMs();
        self::assertGreaterThan(50_000, $ms);
        self::assertLessThanOrEqual(60_000, $ms);
        $this->changed(900002);
        self::assertSame(0, $this->due->nextDueInMs());
    }

    public function testChoosingUsesAnIndexAmongThousandsOfSettledRows(): void
    {
        $values = [];
        for ($i = 0; $i < 3000; $i++) {
            $values[] = "(UUID(), 'counterfoil.order.changed', {$i}, 'order_saved', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3), 'settled', UTC_TIMESTAMP(3))";
        }
        $table = OutboxTable::name($this->db->prefix);
        $this->db->query("INSERT INTO {$table} (event_id, event_type, order_id, reason, recorded_at, ready_at, state, settled_at) VALUES " . implode(',', $values));
        $this->changed(900001);
        $statements = $this->ownStatements(fn() => $this->due->choose(100, false));
        self::assertNotSame([], $statements);
        foreach ($statements as $statement) {
            /** @var array{key: string|null, rows: string} $plan */
            $plan = $this->db->get_row("EXPLAIN {$statement}", 'ARRAY_A');
            self::assertContains($plan['key'], ['due', 'reading'], $statement);
            self::assertLessThan(50, (int) $plan['rows'], $statement);
        }
    }

    public function testAConfirmedRowIsNotOfferedAgainAndUnknownIdsAreNamed(): void
    {
        $first = $this->changed(900001);
        $second = $this->changed(900002);
        $result = $this->confirm->confirm([$first, '00000000-0000-4000-8000-000000000000'], 5);
        self::assertSame(1, $result->newlyKept);
        self::assertSame(['00000000-0000-4000-8000-000000000000'], $result->unknown);
        self::assertSame([$second], array_map(static fn(OutboxRow $row): string => $row->eventId, $this->due->choose(10, false)));
        self::assertSame(0, $this->confirm->confirm([$first], 5)->newlyKept);
    }

    public function testConfirmingOneRowNeverConfirmsAnOlderOneThatBecameVisibleLater(): void
    {
        $older = $this->changed(900001);
        $newer = $this->changed(900002);
        $this->confirm->confirm([$newer], 1);
        self::assertSame([$older], array_map(static fn(OutboxRow $row): string => $row->eventId, $this->due->choose(10, false)));
    }

    public function testAPageWhoseReadingDiedIsHalvedUntilTheCulpritStandsAloneAndIsThenOfferedUnread(): void
    {
        for ($order = 900001; $order <= 900008; $order++) {
            $this->changed($order);
        }
        $offered = [];
        $deaths = 0;
        for ($call = 0; $call < 20 && count($offered) < 8; $call++) {
            $rows = $this->read(100, 900006);
            $deaths += $rows === null ? 1 : 0;
            foreach ($rows ?? [] as $row) {
                $offered[$row->orderId] = $row->unreadable;
                $this->confirm->confirm([$row->eventId], 1);
            }
        }
        self::assertSame([900006], array_keys(array_filter($offered)));
        self::assertCount(8, $offered);
        // 8, 4, 2, 1, 1: three halvings, and alone twice.
        self::assertSame(5, $deaths);
    }

    public function testANewerRowOfAnOrderThatDiedAloneIsReadAloneFromTheStart(): void
    {
        $this->changed(900001);
        self::assertNull($this->read(100, 900001));
        self::assertNull($this->read(100, 900001));
        $unread = $this->read(100, 900001) ?? [];
        self::assertCount(1, $unread);
        self::assertTrue($unread[0]->unreadable);
        $this->confirm->confirm([$unread[0]->eventId], 1);

        $this->changed(900001);
        $this->changed(900002);
        self::assertSame([900002], $this->orders(...$this->read(100, 900001) ?? []));
        $this->confirm->confirm(array_map(strval(...), array_column($this->rows(900002), 'event_id')), 1);
        self::assertSame([900001], $this->orders(...$this->read(100, 0) ?? []));
    }

    public function testAReadingThatEndedIsNoDeath(): void
    {
        $this->changed(900001);
        for ($call = 0; $call < 5; $call++) {
            $rows = $this->read(100, 0) ?? [];
            self::assertCount(1, $rows);
            self::assertFalse($rows[0]->unreadable);
        }
        self::assertSame('5', $this->rows(900001)[0]['times_offered']);
    }

    public function testWhatTheAgentConfirmedAfterItsBackupIsOfferedAgainAndWhatIsKeptAndNotSettledToo(): void
    {
        $before = $this->changed(900001);
        $open = $this->changed(900002);
        $since = $this->changed(900003);
        $this->confirm->confirm([$before, $open], 10);
        $this->confirm->confirm([$since], 20);
        foreach ([$before, $since] as $eventId) {
            $this->outbox->settle($eventId, 'delivered', 'order_delivered', 99);
        }
        self::assertSame(2, $this->confirm->offerAgain(10));
        $rows = $this->due->choose(10, false);
        self::assertSame([900002, 900003], $this->orders(...$rows));
        self::assertSame([EventReason::OfferedAgain, EventReason::OfferedAgain], array_map(static fn(OutboxRow $row): EventReason => $row->reason, $rows));
        // The restored agent counts its answers from further back: they must settle the row again.
        $this->confirm->confirm([$since], 11);
        $this->outbox->settle($since, 'delivered', 'order_delivered', 50);
        self::assertSame('settled', $this->rows(900003)[0]['state']);
    }

    public function testARowWhoseReceiptCameBeforeItsConfirmationIsOfferedAgainToAnAgentThatLostBoth(): void
    {
        $confirmed = $this->changed(900001);
        $unconfirmed = $this->changed(900002);
        $older = $this->changed(900003);
        foreach ([$confirmed, $unconfirmed, $older] as $eventId) {
            $this->outbox->settle($eventId, 'delivered', 'order_delivered', 1);
        }
        $this->confirm->confirm([$older], 5);
        $this->confirm->confirm([$confirmed], 20);
        self::assertSame(2, $this->confirm->offerAgain(10));
        self::assertSame([900001, 900002], $this->orders(...$this->due->choose(10, false)));
        // And once more, after the same again.
        $this->outbox->settle($confirmed, 'delivered', 'order_delivered', 2);
        $this->confirm->confirm([$confirmed], 30);
        self::assertSame(1, $this->confirm->offerAgain(20));
    }

    public function testAnOlderReceiptNeverReplacesANewerOne(): void
    {
        $eventId = $this->changed(900001);
        self::assertTrue($this->outbox->settle($eventId, 'delivered', 'order_delivered', 5));
        self::assertTrue($this->outbox->settle($eventId, 'held', 'gap_tax', 4));
        self::assertSame('delivered', $this->rows(900001)[0]['outcome']);
        self::assertFalse($this->outbox->settle('00000000-0000-4000-8000-000000000000', 'delivered', 'order_delivered', 1));
    }

    public function testPruningLeavesARowWhoseOrderWaitsForAPersonUntilItDoesNoMore(): void
    {
        $eventId = $this->changed(900001);
        $this->outbox->settle($eventId, 'held', 'gap_tax', 1);
        $table = OutboxTable::name($this->db->prefix);
        $age = "UPDATE {$table} SET settled_at = UTC_TIMESTAMP(3) - INTERVAL 400 DAY";
        $this->db->query($age);
        self::assertSame(0, $this->outbox->deleteSettledOlderThan());
        $this->outbox->settle($eventId, 'skipped', 'superseded', 2);
        $this->db->query($age);
        self::assertSame(1, $this->outbox->deleteSettledOlderThan());
    }

    public function testPruningTakesSettledRowsOfThirtyDaysAndNeverOneThatIsNotSettled(): void
    {
        foreach ([900001, 900002, 900003, 900004] as $order) {
            $this->changed($order);
        }
        $table = OutboxTable::name($this->db->prefix);
        $this->db->query("UPDATE {$table} SET recorded_at = recorded_at - INTERVAL 400 DAY, ready_at = ready_at - INTERVAL 400 DAY");
        $this->db->query("UPDATE {$table} SET state = 'settled', settled_at = UTC_TIMESTAMP(3) - INTERVAL 31 DAY WHERE order_id = 900001");
        $this->db->query("UPDATE {$table} SET state = 'settled', settled_at = UTC_TIMESTAMP(3) - INTERVAL 29 DAY WHERE order_id = 900002");
        $this->db->query("UPDATE {$table} SET state = 'kept', kept_at = UTC_TIMESTAMP(3) - INTERVAL 400 DAY WHERE order_id = 900003");
        self::assertSame(1, $this->outbox->deleteSettledOlderThan(0));
        self::assertSame(['900002', '900003', '900004'], array_column($this->rows(), 'order_id'));
        $this->confirm->offerAgain(0);
        self::assertSame(0, $this->outbox->deleteSettledOlderThan(30));
    }

    public function testARowOfATypeThatANewerPluginWroteWaitsForItAndHoldsUpNobody(): void
    {
        $this->db->query((string) $this->db->prepare('INSERT INTO %i (event_id, event_type, order_id, reason, recorded_at, ready_at) VALUES (UUID(), %s, 1, %s, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))', OutboxTable::name($this->db->prefix), 'counterfoil.command.dance', 'person'));
        $this->changed(900001);
        self::assertSame([900001], $this->orders(...$this->due->choose(1, false)));
    }

    public function testASettledHereRowIsNotOffered(): void
    {
        $this->changed(900001);
        $this->outbox->settleHere($this->due->choose(1, false)[0], 'order_not_paid_yet');
        self::assertSame([], $this->due->choose(1, false));
        self::assertSame(['settled', 'order_not_paid_yet'], [$this->rows(900001)[0]['state'], $this->rows(900001)[0]['code']]);
        self::assertFalse((new OrdersInOutbox($this->db))->wasOffered(900001));
    }
}
