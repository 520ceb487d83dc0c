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
    public const TRIES = 5;

    public static function createStatement(string $prefix, string $charset): string
    {
        $table = self::name($prefix);
        return "CREATE TABLE {$table} (
            id tinyint(3) unsigned NOT NULL,
            code_hash char(64) NOT NULL,
            moves tinyint(1) NOT NULL DEFAULT 0,
            created_by bigint(20) unsigned NOT NULL,
            expires_at datetime(3) NOT NULL,
            tries_left tinyint(3) unsigned NOT NULL,
            used_by varchar(16) DEFAULT NULL,
            PRIMARY KEY  (id)
        ) ENGINE=InnoDB {$charset};";
    }

    /** @param bool $moves whether using it also says that the shop moved here */
    public function open(string $hash, bool $moves, int $userId): void
    {
        $this->query->change($this->query->prepare(
            'REPLACE INTO %i (id, code_hash, moves, created_by, expires_at, tries_left, used_by) VALUES (1, %s, %d, %d, UTC_TIMESTAMP(3) + INTERVAL %d MINUTE, %d, NULL)',
            $this->table,
            $hash,
            $moves ? 1 : 0,
            $userId,
            self::MINUTES,
            self::TRIES,
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
        return $row === null || $row['expired'] === '1' || $row['used_by'] !== null || $row['tries_left'] === '0'
            ? null
            : new OpenCode(UtcTime::fromDatabase((string) $row['expires_at']), (int) $row['tries_left'], $row['moves'] === '1');
    }

    public function moves(): bool
    {
        return ($this->row()['moves'] ?? '0') === '1';
    }

    /** A right code is bound to the key that brought it: the same code with the same key is right again, with another key it is used up. */
    public function redeem(string $hash, string $keyId): CodeVerdict
    {
        $row = $this->row();
        if ($row === null) {
            return CodeVerdict::Wrong;
        }
        if (!hash_equals((string) $row['code_hash'], $hash)) {
            return $this->wrong();
        }
        if ($row['expired'] === '1') {
            return CodeVerdict::Expired;
        }
        $this->query->change($this->query->prepare('UPDATE %i SET used_by = %s WHERE code_hash = %s AND used_by IS NULL AND tries_left > 0', $this->table, $keyId, $hash));
        $row = $this->row();
        return match (true) {
            $row === null || $row['used_by'] !== $keyId || $row['code_hash'] !== $hash => CodeVerdict::UsedUp,
            $row['moves'] === '1' => CodeVerdict::RightAndMoves,
            default => CodeVerdict::Right,
        };
    }

    private function wrong(): CodeVerdict
    {
        $this->query->change($this->query->prepare('UPDATE %i SET tries_left = tries_left - 1 WHERE tries_left > 0 AND used_by IS NULL', $this->table));
        return ($this->row()['tries_left'] ?? '0') === '0' ? CodeVerdict::UsedUp : CodeVerdict::Wrong;
    }

    /** @return array<string, string|null>|null */
    private function row(): ?array
    {
        return $this->query->rows($this->query->prepare('SELECT code_hash, moves, expires_at, tries_left, used_by, expires_at <= UTC_TIMESTAMP(3) AS expired FROM %i WHERE id = 1', $this->table))[0] ?? null;
    }
}
