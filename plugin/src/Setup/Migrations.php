<?php

declare(strict_types=1);

namespace Counterfoil\Setup;

use Counterfoil\Database\CountersTable;
use Counterfoil\Database\DatabaseLock;
use Counterfoil\Database\OwnQuery;
use Counterfoil\Database\OwnTable;
use Counterfoil\Fingerprints\FingerprintTable;
use Counterfoil\Outbox\OutboxTable;
use Counterfoil\Oversight\AlertsTable;
use Counterfoil\Oversight\ErasedOrdersTable;
use Counterfoil\Oversight\HeartbeatTable;
use Counterfoil\Oversight\JourneyDocumentsTable;
use Counterfoil\Oversight\JourneysTable;
use Counterfoil\Oversight\JourneyStepsTable;
use Counterfoil\Oversight\StopsTable;
use Counterfoil\Pairing\InstanceTable;
use Counterfoil\Pairing\KeysTable;
use Counterfoil\Pairing\LeaseTable;
use Counterfoil\Pairing\NoncesTable;
use Counterfoil\Pairing\PairingTable;
use Counterfoil\Pairing\StrangerCallsTable;
use Counterfoil\Sweep\SweepTable;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Brings this site's tables to the form that this version of the plugin knows, and checks the result, because dbDelta
 * swallows errors. Tables of a newer plugin (WordPress rolls updates back by itself) are left as they are. Never run in
 * a checkout.
 */
final class Migrations
{
    /** Raised by one with every change of a createStatement; plugin/tests/Setup/schema.sql then changes too. */
    public const VERSION = 4;

    public const VERSION_OPTION = 'counterfoil_schema_version';
    public const ERROR_OPTION = 'counterfoil_schema_error';

    /** @var list<class-string<OwnTable>> */
    private const TABLES = [
        OutboxTable::class,
        FingerprintTable::class,
        SweepTable::class,
        CountersTable::class,
        PairingTable::class,
        KeysTable::class,
        NoncesTable::class,
        LeaseTable::class,
        StrangerCallsTable::class,
        InstanceTable::class,
        JourneysTable::class,
        JourneyDocumentsTable::class,
        JourneyStepsTable::class,
        ErasedOrdersTable::class,
        HeartbeatTable::class,
        AlertsTable::class,
        StopsTable::class,
    ];

    public function __construct(private readonly \wpdb $db) {}

    /** @return array<string, string> CREATE TABLE statement by table name */
    public static function statements(string $prefix, string $charset): array
    {
        $statements = [];
        foreach (self::TABLES as $class) {
            $statements[$class::name($prefix)] = $class::createStatement($prefix, $charset);
        }
        return $statements;
    }

    /** A higher version is a newer plugin's, before WordPress rolled it back: its tables stay. */
    public static function areDue(): bool
    {
        $known = get_option(self::VERSION_OPTION, 0);
        return (is_numeric($known) ? (int) $known : 0) < self::VERSION || self::failure() !== null;
    }

    /**
     * @return array{table: string, missing: string, error: string}|null what the last run could not do; null: all is
     *   well
     */
    public static function failure(): ?array
    {
        $failure = get_option(self::ERROR_OPTION, null);
        if (!is_array($failure)) {
            return null;
        }
        $text = static fn(string $key): string => is_string($failure[$key] ?? null) ? $failure[$key] : '';
        return ['table' => $text('table'), 'missing' => $text('missing'), 'error' => $text('error')];
    }

    /** @return bool whether all tables are there and whole; false also when another request is at it */
    public function run(): bool
    {
        $lock = new DatabaseLock($this->db, 'migrate');
        if (!$lock->acquire()) {
            return false;
        }
        try {
            return $this->migrate(new OwnQuery($this->db));
        } finally {
            $lock->release();
        }
    }

    private function migrate(OwnQuery $query): bool
    {
        require_once ABSPATH . 'wp-admin/includes/upgrade.php';
        foreach (self::statements($this->db->prefix, $this->db->get_charset_collate()) as $table => $statement) {
            $error = $this->applyQuietly($statement);
            $missing = (new TableCheck($query))->whatIsMissing($table, $statement);
            if ($missing !== []) {
                update_option(self::ERROR_OPTION, ['table' => $table, 'missing' => implode(', ', $missing), 'error' => $error], true);
                return false;
            }
        }
        delete_option(self::ERROR_OPTION);
        $known = get_option(self::VERSION_OPTION, 0);
        update_option(self::VERSION_OPTION, max(self::VERSION, is_numeric($known) ? (int) $known : 0), true);
        return true;
    }

    /** @return string the database's own words about the last statement that failed; a dash: none failed */
    private function applyQuietly(string $statement): string
    {
        $suppressed = $this->db->suppress_errors(true);
        try {
            dbDelta($statement);
            return $this->db->last_error === '' ? '-' : $this->db->last_error;
        } finally {
            $this->db->suppress_errors($suppressed);
        }
    }
}
