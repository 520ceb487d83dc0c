<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

use Counterfoil\Database\OwnTable;
use Counterfoil\Database\UtcTime;

if (!defined('ABSPATH')) {
    exit;
}

/** The last heartbeat of the connector, as it came (shared-types/src/receipts.ts, `heartbeat`), and when, by the database's clock. One row. */
final class HeartbeatTable extends OwnTable
{
    protected const NAME = 'heartbeat';

    public static function createStatement(string $prefix, string $charset): string
    {
        $table = self::name($prefix);
        return "CREATE TABLE {$table} (
            id tinyint(3) unsigned NOT NULL,
            heartbeat longtext NOT NULL,
            received_at datetime(3) NOT NULL,
            PRIMARY KEY  (id)
        ) ENGINE=InnoDB {$charset};";
    }

    /** @param string $heartbeat JSON, found right */
    public function keep(string $heartbeat): void
    {
        $this->query->change($this->query->prepare('REPLACE INTO %i (id, heartbeat, received_at) VALUES (1, %s, UTC_TIMESTAMP(3))', $this->table, $heartbeat));
    }

    /** @return array{heartbeat: array<string, mixed>, receivedAt: string, ageSeconds: int}|null null: none ever came */
    public function latest(): ?array
    {
        $row = $this->query->rows($this->query->prepare('SELECT heartbeat, received_at, TIMESTAMPDIFF(SECOND, received_at, UTC_TIMESTAMP(3)) AS age_seconds FROM %i WHERE id = 1', $this->table))[0] ?? null;
        $heartbeat = $row === null ? null : json_decode((string) $row['heartbeat'], true);
        if ($row === null || !is_array($heartbeat)) {
            return null;
        }
        /** @var array<string, mixed> $heartbeat an object, as the schema says */
        return ['heartbeat' => $heartbeat, 'receivedAt' => UtcTime::fromDatabase((string) $row['received_at']), 'ageSeconds' => max(0, (int) $row['age_seconds'])];
    }
}
