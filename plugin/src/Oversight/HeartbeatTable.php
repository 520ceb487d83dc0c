<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

use Counterfoil\Database\OwnTable;
use Counterfoil\Database\UtcTime;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * The last heartbeat of the connector, as it came (shared-types/src/receipts.ts, `heartbeat`), and when, by the
 * database's clock. One row.
 */
final class HeartbeatTable extends OwnTable
{
    protected const NAME = 'heartbeat';

    public static function createStatement(string $prefix, string $charset): string
    {
        $table = self::name($prefix);
        return "CREATE TABLE {$table} (
            id tinyint(3) unsigned NOT NULL,
            heartbeat longtext NOT NULL,
            contract_revision int(10) unsigned DEFAULT NULL,
            received_at datetime(3) NOT NULL,
            PRIMARY KEY  (id)
        ) ENGINE=InnoDB {$charset};";
    }

    /**
     * @param string $heartbeat JSON, found right
     * @param int $contractRevision how many names the connector's contract has
     */
    public function keep(string $heartbeat, int $contractRevision): void
    {
        $this->query->change($this->query->prepare('REPLACE INTO %i (id, heartbeat, contract_revision, received_at) VALUES (1, %s, %d, UTC_TIMESTAMP(3))', $this->table, $heartbeat, $contractRevision));
    }

    /**
     * @return array{heartbeat: array<string, mixed>, contractRevision: int|null, receivedAt: string,
     *   ageSeconds: int}|null null: none ever came
     */
    public function latest(): ?array
    {
        $row = $this->query->rows($this->query->prepare('SELECT heartbeat, contract_revision, received_at, TIMESTAMPDIFF(SECOND, received_at, UTC_TIMESTAMP(3)) AS age_seconds FROM %i WHERE id = 1', $this->table))[0] ?? null;
        $heartbeat = $row === null ? null : json_decode((string) $row['heartbeat'], true);
        if ($row === null || !is_array($heartbeat)) {
            return null;
        }
        /** @var array<string, mixed> $heartbeat an object, as the schema says */
        $revision = $row['contract_revision'] === null ? null : (int) $row['contract_revision'];
        return ['heartbeat' => $heartbeat, 'contractRevision' => $revision, 'receivedAt' => UtcTime::fromDatabase((string) $row['received_at']), 'ageSeconds' => max(0, (int) $row['age_seconds'])];
    }
}
