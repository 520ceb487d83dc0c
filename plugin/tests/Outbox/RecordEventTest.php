<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Outbox;

use Counterfoil\Outbox\EventReason;
use Counterfoil\Outbox\OutboxTable;
use Counterfoil\Outbox\RecordEvent;
use Counterfoil\Outbox\RecordingFailures;
use Counterfoil\Tests\ShopTestCase;

/** When one request writes a row, and when another one. Order ids are made up: recording never looks at the order. */
final class RecordEventTest extends ShopTestCase
{
    private int $now = 1_000_000;

    private function request(): RecordEvent
    {
        return new RecordEvent($this->db, new RecordingFailures(), fn(): int => $this->now);
    }

    public function testSignalsWithinFiveSecondsShareARow(): void
    {
        $request = $this->request();
        $request->record(900001, EventReason::Early);
        $this->now += 4_999;
        $request->record(900001, EventReason::OrderSaved);
        self::assertCount(1, $this->rows(900001));
    }

    public function testASignalAfterFiveSecondsWritesAnotherRowBecauseAReaderMaySoonHaveTheFirst(): void
    {
        $request = $this->request();
        $request->record(900001, EventReason::Early);
        $this->now += 5_000;
        $request->record(900001, EventReason::OrderSaved);
        self::assertCount(2, $this->rows(900001));
        $request->endRequest();
        self::assertSame(['1', '1'], array_column($this->rows(900001), 'due'));
    }

    public function testASignalThatWasLeftToARowWhichMayHaveBeenReadIsWrittenAgainAtTheEnd(): void
    {
        $request = $this->request();
        $request->record(900001, EventReason::Early);
        $this->now += 4_000;
        $request->record(900001, EventReason::OrderSaved);
        $this->now += 6_000;
        $request->endRequest();
        self::assertCount(2, $this->rows(900001));
    }

    public function testARequestThatSavesManyOrdersKeepsARowOfEach(): void
    {
        $request = $this->request();
        for ($order = 900001; $order <= 900250; $order++) {
            $request->record($order, EventReason::OrderSaved);
        }
        $request->endRequest();
        self::assertCount(250, array_unique(array_column($this->rows(), 'order_id')));
    }

    public function testOfSeveralReasonsTheOneThatSaysMostIsKept(): void
    {
        $request = $this->request();
        $request->record(900001, EventReason::Early);
        $request->record(900001, EventReason::OrderStatus);
        $request->record(900001, EventReason::OrderSaved);
        $request->endRequest();
        self::assertSame(['order_status'], $this->reasons(900001));
    }

    public function testWooCommerceFindsTheDatabaseObjectAsItLeftIt(): void
    {
        $this->db->query("SELECT ID FROM {$this->db->posts} LIMIT 1");
        $this->db->insert($this->db->options, ['option_name' => 'counterfoil_test', 'option_value' => 'x', 'autoload' => 'off']);
        $state = fn(): array => [$this->db->insert_id, $this->db->rows_affected, $this->db->last_error, $this->db->last_query, $this->db->num_rows];
        $before = $state();
        $request = $this->request();
        $request->record(900001, EventReason::OrderSaved);
        $request->endRequest();
        self::assertSame($before, $state());
    }

    public function testARowLostWithSomebodysTransactionIsWrittenAgainAtTheEnd(): void
    {
        $request = $this->request();
        $this->db->query('SAVEPOINT foreign_work');
        $request->record(900001, EventReason::OrderSaved);
        $this->db->query('ROLLBACK TO SAVEPOINT foreign_work');
        self::assertCount(0, $this->rows(900001));
        $request->record(900001, EventReason::OrderStatus); // saved again, for real now
        $request->endRequest();
        self::assertSame(['order_status'], $this->reasons(900001));
        self::assertSame(['1'], array_column($this->rows(900001), 'due'));
    }

    public function testADatabaseThatRefusesIsAskedThreeTimesAndOnceMoreAtTheEnd(): void
    {
        $tries = 0;
        $table = OutboxTable::name($this->db->prefix);
        $refuse = static function (mixed $sql) use (&$tries, $table): mixed {
            if (is_string($sql) && str_starts_with($sql, "INSERT INTO `{$table}`")) {
                $tries++;
                return 'INSERT INTO no_such_table VALUES (1)';
            }
            return $sql;
        };
        $this->filter('query', $refuse);
        $errors = ini_set('error_log', '/dev/null');
        $request = $this->request();
        for ($save = 0; $save < 18; $save++) {
            $request->record(900001, EventReason::OrderSaved);
        }
        $request->endRequest();
        ini_set('error_log', (string) $errors);
        remove_filter('query', $refuse);
        self::assertSame(4, $tries);
        $failures = RecordingFailures::known();
        self::assertSame(1, $failures['count'] ?? null);
        self::assertSame(900001, $failures['last_order_id'] ?? null);
        self::assertStringContainsString('no_such_table', $failures['last_error'] ?? '');
    }

    public function testADatabaseThatRefusesOnceLosesNothing(): void
    {
        $left = 1;
        $refuse = static function (mixed $sql) use (&$left): mixed {
            return is_string($sql) && str_contains($sql, 'counterfoil_outbox') && $left-- > 0 ? 'INSERT INTO no_such_table VALUES (1)' : $sql;
        };
        $this->filter('query', $refuse);
        $request = $this->request();
        $request->record(900001, EventReason::OrderSaved);
        remove_filter('query', $refuse);
        $request->endRequest();
        self::assertCount(1, $this->rows(900001));
        self::assertNull(RecordingFailures::known());
    }

    public function testRecordingNamesOnlyColumnsOfTheFirstTableSoThatItWorksOnANewerOne(): void
    {
        $statement = $this->ownStatements(fn() => OutboxTable::ofThisSite()->insert(\Counterfoil\Outbox\EventType::OrderChanged, 900001, EventReason::OrderSaved))[0];
        preg_match('/\(([a-z_, ]+)\) VALUES/', $statement, $named);
        self::assertSame('event_id, event_type, order_id, refund_id, reason, recorded_at, ready_at, urgent, command_user_id, command_note, seen_code, seen_version', $named[1] ?? '');
    }
}
