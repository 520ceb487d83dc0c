<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Setup;

use Counterfoil\Outbox\DueRows;
use Counterfoil\Outbox\EventReason;
use Counterfoil\Outbox\EventType;
use Counterfoil\Outbox\OutboxTable;
use Counterfoil\Setup\Migrations;
use Counterfoil\Setup\Notices;
use Counterfoil\Tests\CommittingTestCase;

/**
 * Tables are made and brought up to date under a prefix of the test's own, so that the shop's stay as they are.
 */
final class MigrationsTest extends CommittingTestCase
{
    private const PREFIX = 'cfmigration_';
    private string $shopPrefix = '';

    protected function setUp(): void
    {
        parent::setUp();
        $this->shopPrefix = $this->db->prefix;
        $this->db->prefix = self::PREFIX;
        $this->dropTables();
    }

    protected function tearDown(): void
    {
        $this->dropTables();
        $this->db->prefix = $this->shopPrefix;
        update_option(Migrations::VERSION_OPTION, Migrations::VERSION, true);
        parent::tearDown();
    }

    private function dropTables(): void
    {
        foreach (array_keys(Migrations::statements(self::PREFIX, '')) as $table) {
            $this->db->query("DROP TABLE IF EXISTS {$table}");
        }
    }

    /** Each table as the database describes it, without what differs from shop to shop. */
    private function schema(): string
    {
        $dump = '-- Schema version ' . Migrations::VERSION . ". Written by the test that compares it: COUNTERFOIL_WRITE_SCHEMA=1 phpunit --filter MigrationsTest\n";
        foreach (array_keys(Migrations::statements(self::PREFIX, '')) as $table) {
            /** @var array<string, string> $row */
            $row = $this->db->get_row("SHOW CREATE TABLE {$table}", 'ARRAY_A');
            $statement = preg_replace(['/ AUTO_INCREMENT=\d+/', '/ (DEFAULT )?(CHARSET|COLLATE)=\w+/', '/ COLLATE \w+/'], '', $row['Create Table']);
            $dump .= "\n" . str_replace(self::PREFIX, 'wp_', (string) $statement) . ";\n";
        }
        return $dump;
    }

    public function testAnEmptyDatabaseGetsTheCommittedSchema(): void
    {
        self::assertTrue((new Migrations($this->db))->run());
        $file = __DIR__ . '/schema.sql';
        if (getenv('COUNTERFOIL_WRITE_SCHEMA') === '1') {
            file_put_contents($file, $this->schema());
        }
        self::assertSame(file_get_contents($file), $this->schema(), 'A changed table needs a higher Migrations::VERSION and a new schema.sql (its first line says how).');
    }

    public function testRunningTwiceChangesNothing(): void
    {
        (new Migrations($this->db))->run();
        $once = $this->schema();
        self::assertTrue((new Migrations($this->db))->run());
        self::assertSame($once, $this->schema());
    }

    public function testAnOlderTableGetsItsMissingColumnsAndIndexesAndKeepsItsRows(): void
    {
        (new Migrations($this->db))->run();
        $whole = $this->schema();
        $table = OutboxTable::name(self::PREFIX);
        $this->db->query("ALTER TABLE {$table} DROP INDEX kept_count, DROP COLUMN kept_count, DROP COLUMN settled_version");
        (new OutboxTable($this->db))->insert(EventType::OrderChanged, 900001, EventReason::OrderSaved);
        update_option(Migrations::VERSION_OPTION, Migrations::VERSION - 1, true);
        self::assertTrue(Migrations::areDue());
        self::assertTrue((new Migrations($this->db))->run());
        self::assertFalse(Migrations::areDue());
        self::assertSame('1', $this->db->get_var("SELECT COUNT(*) FROM {$table}"));
        self::assertSame($this->columns($whole), $this->columns($this->schema()));
    }

    public function testATableThatCannotBeMadeWholeIsNamedWithWhatToDo(): void
    {
        $table = OutboxTable::name(self::PREFIX);
        $this->db->query("CREATE VIEW {$table} AS SELECT 1 AS id");
        try {
            self::assertFalse((new Migrations($this->db))->run());
            self::assertTrue(Migrations::areDue());
            $failure = Migrations::failure();
            self::assertSame($table, $failure['table'] ?? null);
            self::assertStringContainsString('column event_id', $failure['missing'] ?? '');
            self::assertStringContainsString($table, Notices::sentences()[0] ?? '');
            self::assertStringContainsString('CREATE and ALTER', Notices::sentences()[0] ?? '');
        } finally {
            $this->db->query("DROP VIEW {$table}");
        }
        self::assertTrue((new Migrations($this->db))->run());
        self::assertNull(Migrations::failure());
    }

    public function testAnOlderPluginLeavesTheTablesOfANewerOneAloneAndGoesOnRecording(): void
    {
        (new Migrations($this->db))->run();
        $table = OutboxTable::name(self::PREFIX);
        $this->db->query("ALTER TABLE {$table} ADD COLUMN of_a_newer_plugin varchar(20) NOT NULL DEFAULT 'x'");
        update_option(Migrations::VERSION_OPTION, Migrations::VERSION + 5, true);
        self::assertFalse(Migrations::areDue());
        (new OutboxTable($this->db))->insert(EventType::OrderChanged, 900001, EventReason::OrderSaved);
        self::assertCount(1, (new DueRows($this->db))->choose(10, false));
        self::assertTrue((new Migrations($this->db))->run());
        self::assertEquals(Migrations::VERSION + 5, get_option(Migrations::VERSION_OPTION));
        self::assertContains('of_a_newer_plugin', $this->db->get_col("SHOW COLUMNS FROM {$table}"));
    }

    public function testASecondRequestDoesNotMigrateAtTheSameTime(): void
    {
        $other = new \wpdb(DB_USER, DB_PASSWORD, DB_NAME, DB_HOST);
        $other->prefix = self::PREFIX;
        $lock = new \Counterfoil\Database\DatabaseLock($other, 'migrate');
        self::assertTrue($lock->acquire());
        self::assertFalse((new Migrations($this->db))->run());
        $lock->release();
        self::assertTrue((new Migrations($this->db))->run());
        $other->close();
    }

    /** @return list<string> the lines of a dump, in an order that does not tell when a column was added */
    private function columns(string $schema): array
    {
        $lines = array_map(static fn(string $line): string => rtrim($line, ','), explode("\n", $schema));
        sort($lines);
        return $lines;
    }
}
