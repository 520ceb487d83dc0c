<?php

declare(strict_types=1);

namespace Counterfoil\Pairing;

use Counterfoil\Database\OwnTable;
use Counterfoil\Database\UtcTime;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * How often strangers were turned away: one row a day and kind, 30 days. Of those in one second one is counted, so that
 * a flood costs the shop one small write a second at most. Nothing of what they sent is kept.
 */
final class StrangerCallsTable extends OwnTable
{
    protected const NAME = 'stranger_calls';

    public const DAYS = 30;

    public static function createStatement(string $prefix, string $charset): string
    {
        $table = self::name($prefix);
        return "CREATE TABLE {$table} (
            day date NOT NULL,
            kind varchar(20) NOT NULL,
            times int(10) unsigned NOT NULL DEFAULT 1,
            last_at datetime(3) NOT NULL,
            PRIMARY KEY  (day,kind)
        ) ENGINE=InnoDB {$charset};";
    }

    public function count(StrangerCall $call): void
    {
        $justNow = 'SELECT 1 FROM %i WHERE day = UTC_DATE() AND kind = %s AND last_at > UTC_TIMESTAMP(3) - INTERVAL 1 SECOND';
        if ($this->query->value($this->query->prepare($justNow, $this->table, $call->value)) !== null) {
            return;
        }
        $changed = $this->query->change($this->query->prepare(
            'INSERT INTO %i (day, kind, last_at) VALUES (UTC_DATE(), %s, UTC_TIMESTAMP(3)) ON DUPLICATE KEY UPDATE times = times + 1, last_at = VALUES(last_at)',
            $this->table,
            $call->value,
        ));
        if ($changed === 1) {
            // The first of its kind today: here, because a row is made nowhere else.
            $this->query->change($this->query->prepare('DELETE FROM %i WHERE day <= UTC_DATE() - INTERVAL %d DAY', $this->table, self::DAYS));
        }
    }

    /**
     * @return list<array{kind: string, times: int, lastAt: string}> of the last 30 days, by kind, those that there were
     */
    public function lately(): array
    {
        return array_map(static fn(array $row): array => [
            'kind' => (string) $row['kind'],
            'times' => (int) $row['times'],
            'lastAt' => UtcTime::fromDatabase((string) $row['last_at']),
        ], $this->query->rows($this->query->prepare(
            'SELECT kind, SUM(times) AS times, MAX(last_at) AS last_at FROM %i WHERE day > UTC_DATE() - INTERVAL %d DAY GROUP BY kind ORDER BY kind',
            $this->table,
            self::DAYS,
        )));
    }
}
