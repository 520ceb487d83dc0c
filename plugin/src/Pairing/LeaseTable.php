<?php

declare(strict_types=1);

namespace Counterfoil\Pairing;

use Counterfoil\Database\OwnTable;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * The lease: which one process of a connector may write to the ERP for this shop. One row, of the present holder (or
 * the last one).
 *
 *   nobody → held          granted to who asks, fence 1, a clean hand-over
 *   held → held            its holder extends it, also after it ran out while nobody else came; the fence stays
 *   held → held by another after it ran out (not clean) or was released (clean); the fence rises
 *   held → released        its holder hands it over at a graceful stop
 *
 * Every decision is one statement by the database's clock, so two that ask at once can't both get it.
 */
final class LeaseTable extends OwnTable
{
    protected const NAME = 'lease';

    /**
     * An idle connector asks once a minute, so half a minute more: with just the minute, another one that asks in its
     * last moment takes over from a healthy one. After a kill the next one waits so long at most; with two minutes it
     * would lose as much again for nothing.
     */
    public const SECONDS = 90;

    public static function createStatement(string $prefix, string $charset): string
    {
        $table = self::name($prefix);
        return "CREATE TABLE {$table} (
            id tinyint(3) unsigned NOT NULL,
            holder char(36) NOT NULL DEFAULT '',
            fence bigint(20) unsigned NOT NULL DEFAULT 0,
            clean tinyint(1) NOT NULL DEFAULT 1,
            released tinyint(1) NOT NULL DEFAULT 1,
            expires_at datetime(3) NOT NULL,
            PRIMARY KEY  (id)
        ) ENGINE=InnoDB {$charset};";
    }

    /**
     * Takes or extends the lease, if it may be had. A fence above ours means that the shop came back from a backup: it
     * is passed.
     *
     * @param int|null $fence the one this holder was granted before
     */
    public function hold(string $holder, ?int $fence): Lease
    {
        $this->ensureRow();
        // In this order, because MySQL sees the new value of a column that was set before: clean and fence ask about
        // the old holder.
        $this->query->change($this->query->prepare(
            'UPDATE %i SET clean = IF(holder = %s, clean, released), fence = IF(holder = %s AND fence >= %d, fence, GREATEST(fence, %d) + 1),'
            . ' holder = %s, released = 0, expires_at = UTC_TIMESTAMP(3) + INTERVAL %d SECOND'
            . ' WHERE id = 1 AND (holder = %s OR released = 1 OR expires_at <= UTC_TIMESTAMP(3))',
            $this->table,
            $holder,
            $holder,
            $fence ?? 0,
            $fence ?? 0,
            $holder,
            self::SECONDS,
            $holder,
        ));
        return $this->present();
    }

    /** Hands it over cleanly. Somebody else's lease is not touched. */
    public function release(string $holder): Lease
    {
        $this->query->change($this->query->prepare('UPDATE %i SET released = 1, expires_at = UTC_TIMESTAMP(3) WHERE id = 1 AND holder = %s', $this->table, $holder));
        return $this->present();
    }

    /**
     * Nobody holds it any more, and who comes next can't know what its holder left under way: not a clean hand-over.
     */
    public function breakOff(): void
    {
        $this->query->change($this->query->prepare("UPDATE %i SET holder = '', clean = 0, released = 0, expires_at = UTC_TIMESTAMP(3), fence = fence + 1 WHERE id = 1", $this->table));
    }

    public function present(): Lease
    {
        $row = $this->query->rows($this->query->prepare('SELECT holder, fence, clean, released, GREATEST(0, TIMESTAMPDIFF(MICROSECOND, UTC_TIMESTAMP(3), expires_at) DIV 1000) AS expires_in_ms FROM %i WHERE id = 1', $this->table))[0] ?? null;
        return $row === null
            ? new Lease('', 0, true, 0)
            : new Lease($row['released'] === '1' ? '' : (string) $row['holder'], (int) $row['fence'], $row['clean'] === '1', (int) $row['expires_in_ms']);
    }

    private function ensureRow(): void
    {
        $this->query->change($this->query->prepare('INSERT IGNORE INTO %i (id, expires_at) VALUES (1, UTC_TIMESTAMP(3))', $this->table));
    }
}
