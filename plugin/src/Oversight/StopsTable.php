<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

use Counterfoil\Database\OwnTable;
use Counterfoil\Database\UtcTime;

if (!defined('ABSPATH')) {
    exit;
}

/** Flows that a person stopped, since when and who. A row is a stopped flow; no row: it goes on. */
final class StopsTable extends OwnTable
{
    protected const NAME = 'stops';

    public static function createStatement(string $prefix, string $charset): string
    {
        $table = self::name($prefix);
        return "CREATE TABLE {$table} (
            flow varchar(20) NOT NULL,
            stopped_at datetime(3) NOT NULL,
            stopped_by bigint(20) unsigned NOT NULL,
            PRIMARY KEY  (flow)
        ) ENGINE=InnoDB {$charset};";
    }

    /** A flow that is stopped already stays as it was stopped first. */
    public function stop(string $flow, int $userId): void
    {
        $this->query->change($this->query->prepare('INSERT IGNORE INTO %i (flow, stopped_at, stopped_by) VALUES (%s, UTC_TIMESTAMP(3), %d)', $this->table, $flow, $userId));
    }

    public function goOn(string $flow): void
    {
        $this->query->change($this->query->prepare('DELETE FROM %i WHERE flow = %s', $this->table, $flow));
    }

    /** @return array{since: string, userId: int}|null null: it goes on */
    public function known(string $flow): ?array
    {
        $row = $this->query->rows($this->query->prepare('SELECT stopped_at, stopped_by FROM %i WHERE flow = %s', $this->table, $flow))[0] ?? null;
        return $row === null ? null : ['since' => UtcTime::fromDatabase((string) $row['stopped_at']), 'userId' => (int) $row['stopped_by']];
    }
}
