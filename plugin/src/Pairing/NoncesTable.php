<?php

declare(strict_types=1);

namespace Counterfoil\Pairing;

use Counterfoil\Database\OwnTable;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Nonces of signed requests, so that none is taken twice. Kept longer than a request stays young enough to be taken (±
 * 300 s).
 */
final class NoncesTable extends OwnTable
{
    protected const NAME = 'nonces';

    private const KEPT_SECONDS = 900;
    private const PRUNED_AT_ONCE = 50;

    public static function createStatement(string $prefix, string $charset): string
    {
        $table = self::name($prefix);
        return "CREATE TABLE {$table} (
            key_id varchar(16) NOT NULL,
            nonce binary(16) NOT NULL,
            seen_at datetime(3) NOT NULL,
            PRIMARY KEY  (nonce,key_id),
            KEY seen_at (seen_at)
        ) ENGINE=InnoDB {$charset};";
    }

    /**
     * @param string $nonce 22 characters of base64url
     * @return bool false: this key has used it before
     */
    public function take(string $keyId, string $nonce): bool
    {
        $bytes = (string) base64_decode(strtr($nonce, '-_', '+/'), true);
        $fresh = $this->query->change($this->query->prepare(
            'INSERT IGNORE INTO %i (key_id, nonce, seen_at) VALUES (%s, UNHEX(%s), UTC_TIMESTAMP(3))',
            $this->table,
            $keyId,
            bin2hex($bytes),
        ));
        $this->query->change($this->query->prepare(
            'DELETE FROM %i WHERE seen_at < UTC_TIMESTAMP(3) - INTERVAL %d SECOND ORDER BY seen_at LIMIT %d',
            $this->table,
            self::KEPT_SECONDS,
            self::PRUNED_AT_ONCE,
        ));
        return $fresh === 1;
    }
}
