<?php

declare(strict_types=1);

namespace Counterfoil\Pairing;

use Counterfoil\Database\OwnTable;
use Counterfoil\Database\UtcTime;

if (!defined('ABSPATH')) {
    exit;
}

/** The one pairing code that is open, as a hash. A new code takes the place of the one before. */
final class PairingTable extends OwnTable
{
    protected const NAME = 'pairing';

    public const MINUTES = 30;
    /**
     * 65 bits bear as many wrong codes as a web server can answer in 30 minutes: this many only keep somebody's slip
     * from closing a code.
     */
    public const TRIES = 1000;

    public static function createStatement(string $prefix, string $charset): string
    {
        $table = self::name($prefix);
        return "CREATE TABLE {$table} (
            id tinyint(3) unsigned NOT NULL,
            code_hash char(64) NOT NULL,
            moves tinyint(1) NOT NULL DEFAULT 0,
            created_by bigint(20) unsigned NOT NULL,
            expires_at datetime(3) NOT NULL,
            wrong_tries smallint(5) unsigned NOT NULL DEFAULT 0,
            last_wrong_at datetime(3) DEFAULT NULL,
            used_by varchar(16) DEFAULT NULL,
            PRIMARY KEY  (id)
        ) ENGINE=InnoDB {$charset};";
    }

    /** @param bool $moves whether using it also says that the shop moved here */
    public function open(string $hash, bool $moves, int $userId): void
    {
        $this->query->change($this->query->prepare(
            'REPLACE INTO %i (id, code_hash, moves, created_by, expires_at) VALUES (1, %s, %d, %d, UTC_TIMESTAMP(3) + INTERVAL %d MINUTE)',
            $this->table,
            $hash,
            $moves ? 1 : 0,
            $userId,
            self::MINUTES,
        ));
    }

    public function close(): void
    {
        $this->query->change($this->query->prepare('DELETE FROM %i', $this->table));
    }

    /** The code that can still be used; null: none. */
    public function usable(): ?OpenCode
    {
        $row = $this->row();
        return $row === null || !self::isWaiting($row) || self::isTriedOut($row)
            ? null
            : new OpenCode(UtcTime::fromDatabase((string) $row['expires_at']), (int) $row['wrong_tries']);
    }

    /** Whether there would still be a code, had not too many wrong ones been tried. */
    public function wasTriedOut(): bool
    {
        $row = $this->row();
        return $row !== null && self::isWaiting($row) && self::isTriedOut($row);
    }

    /**
     * A right code is bound to the key that brought it: the same code with the same key is right again, with another
     * key it is used up. Who brings another one hears only that it is wrong, whether or not a code is open.
     */
    public function redeem(string $hash, string $keyId): CodeVerdict
    {
        $row = $this->row();
        if ($row === null || !hash_equals((string) $row['code_hash'], $hash)) {
            $this->countWrong();
            return CodeVerdict::Wrong;
        }
        if ($row['expired'] === '1') {
            return CodeVerdict::Expired;
        }
        $this->query->change($this->query->prepare('UPDATE %i SET used_by = %s WHERE code_hash = %s AND used_by IS NULL AND wrong_tries < %d', $this->table, $keyId, $hash, self::TRIES));
        $row = $this->row();
        return match (true) {
            $row === null || $row['used_by'] !== $keyId || $row['code_hash'] !== $hash => CodeVerdict::UsedUp,
            $row['moves'] === '1' => CodeVerdict::RightAndMoves,
            default => CodeVerdict::Right,
        };
    }

    /** What `redeem` would say, without using the code up or counting a wrong one. */
    public function isRight(string $hash, string $keyId): bool
    {
        $row = $this->row();
        return $row !== null && hash_equals((string) $row['code_hash'], $hash) && $row['expired'] !== '1'
            && ($row['used_by'] === null ? !self::isTriedOut($row) : $row['used_by'] === $keyId);
    }

    /**
     * Of those in one second one counts: a flood writes no more than that, and needs a quarter of an hour to close a
     * code.
     */
    private function countWrong(): void
    {
        $this->query->change($this->query->prepare(
            'UPDATE %i SET wrong_tries = wrong_tries + 1, last_wrong_at = UTC_TIMESTAMP(3) WHERE used_by IS NULL AND wrong_tries < %d'
            . ' AND (last_wrong_at IS NULL OR last_wrong_at <= UTC_TIMESTAMP(3) - INTERVAL 1 SECOND)',
            $this->table,
            self::TRIES,
        ));
    }

    /** @param array<string, string|null> $row */
    private static function isWaiting(array $row): bool
    {
        return $row['expired'] !== '1' && $row['used_by'] === null;
    }

    /** @param array<string, string|null> $row */
    private static function isTriedOut(array $row): bool
    {
        return (int) $row['wrong_tries'] >= self::TRIES;
    }

    /** @return array<string, string|null>|null */
    private function row(): ?array
    {
        return $this->query->rows($this->query->prepare('SELECT code_hash, moves, expires_at, wrong_tries, used_by, expires_at <= UTC_TIMESTAMP(3) AS expired FROM %i WHERE id = 1', $this->table))[0] ?? null;
    }
}
