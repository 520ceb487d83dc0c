<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

use Counterfoil\Database\OwnTable;
use Counterfoil\Database\UtcTime;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Alerts that the shop itself raised. One stays open until a person has acknowledged it; what happens again meanwhile
 * is counted, not repeated.
 */
final class AlertsTable extends OwnTable
{
    protected const NAME = 'alerts';

    public static function createStatement(string $prefix, string $charset): string
    {
        $table = self::name($prefix);
        return "CREATE TABLE {$table} (
            id bigint(20) unsigned NOT NULL auto_increment,
            code varchar(60) NOT NULL,
            code_values longtext DEFAULT NULL,
            first_at datetime(3) NOT NULL,
            last_at datetime(3) NOT NULL,
            times int(10) unsigned NOT NULL DEFAULT 1,
            acknowledged_at datetime(3) DEFAULT NULL,
            acknowledged_by bigint(20) unsigned DEFAULT NULL,
            PRIMARY KEY  (id),
            KEY open_code (acknowledged_at,code)
        ) ENGINE=InnoDB {$charset};";
    }

    /** @param array<string, string|int|Reason|list<Change>> $values */
    public function raise(string $code, array $values): void
    {
        $json = MessageValues::encode($values);
        $again = $this->query->change($this->query->prepare('UPDATE %i SET times = times + 1, last_at = UTC_TIMESTAMP(3), code_values = %s WHERE acknowledged_at IS NULL AND code = %s', $this->table, $json, $code));
        if ($again === 0) {
            $this->query->change($this->query->prepare('INSERT INTO %i (code, code_values, first_at, last_at) VALUES (%s, %s, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))', $this->table, $code, $json));
        }
    }

    /** @return list<Alert> newest first */
    public function open(int $limit = 20): array
    {
        return array_map(static fn(array $row): Alert => new Alert(
            (int) $row['id'],
            (string) $row['code'],
            MessageValues::decode((string) $row['code_values']),
            UtcTime::fromDatabase((string) $row['first_at']),
            UtcTime::fromDatabase((string) $row['last_at']),
            (int) $row['times'],
        ), $this->query->rows($this->query->prepare('SELECT id, code, code_values, first_at, last_at, times FROM %i WHERE acknowledged_at IS NULL ORDER BY last_at DESC, id DESC LIMIT %d', $this->table, $limit)));
    }

    public function acknowledge(int $id, int $userId): bool
    {
        return $this->query->change($this->query->prepare('UPDATE %i SET acknowledged_at = UTC_TIMESTAMP(3), acknowledged_by = %d WHERE id = %d AND acknowledged_at IS NULL', $this->table, $userId, $id)) === 1;
    }
}
