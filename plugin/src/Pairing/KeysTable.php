<?php

declare(strict_types=1);

namespace Counterfoil\Pairing;

use Counterfoil\Database\OwnTable;
use Counterfoil\Database\UtcTime;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * The public keys of connectors that were ever paired with this shop. States and their legal moves: KeyState. Nothing
 * is deleted.
 */
final class KeysTable extends OwnTable
{
    protected const NAME = 'keys';

    private const COLUMNS = 'key_id, public_key, tenant, state, connector_name, connector_version, erp_kind, erp_name, environment, paired_at, confirmed_at, confirmed_by, revoked_at, revoked_by, last_seen_at';

    public static function createStatement(string $prefix, string $charset): string
    {
        $table = self::name($prefix);
        return "CREATE TABLE {$table} (
            id bigint(20) unsigned NOT NULL auto_increment,
            key_id varchar(16) NOT NULL,
            public_key varchar(43) NOT NULL,
            tenant varchar(8) NOT NULL,
            state varchar(30) NOT NULL,
            connector_name varchar(100) NOT NULL,
            connector_version varchar(50) NOT NULL,
            erp_kind varchar(30) NOT NULL,
            erp_name varchar(60) NOT NULL,
            environment varchar(20) NOT NULL,
            paired_at datetime(3) NOT NULL,
            confirmed_at datetime(3) DEFAULT NULL,
            confirmed_by bigint(20) unsigned DEFAULT NULL,
            revoked_at datetime(3) DEFAULT NULL,
            revoked_by bigint(20) unsigned DEFAULT NULL,
            last_seen_at datetime(3) DEFAULT NULL,
            PRIMARY KEY  (id),
            UNIQUE KEY key_id (key_id),
            KEY state (state)
        ) ENGINE=InnoDB {$charset};";
    }

    public function find(string $keyId): ?AgentKey
    {
        // BINARY: base64url tells capitals from small letters, the column's collation doesn't.
        return $this->select($this->query->prepare('key_id = %s AND BINARY key_id = %s', $keyId, $keyId))[0] ?? null;
    }

    /** @return list<AgentKey> newest first */
    public function all(int $limit = 20): array
    {
        return $this->select('1 = 1', $limit);
    }

    /** @return list<AgentKey> confirmed ones, newest first: one, or two during a renewal */
    public function confirmed(): array
    {
        return $this->select($this->query->prepare('state = %s', KeyState::Confirmed->value));
    }

    /** @return list<AgentKey> newest first */
    public function awaiting(): array
    {
        return $this->select($this->query->prepare('state = %s', KeyState::AwaitingConfirmation->value));
    }

    /** A key that is known keeps its state; only what the connector says of itself is brought up to date. */
    public function pair(string $publicKey, string $tenant, Connector $connector): void
    {
        $this->query->change($this->query->prepare(
            'INSERT INTO %i (key_id, public_key, tenant, state, connector_name, connector_version, erp_kind, erp_name, environment, paired_at)'
            . ' VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, UTC_TIMESTAMP(3)) ON DUPLICATE KEY UPDATE connector_name = VALUES(connector_name),'
            . ' connector_version = VALUES(connector_version), erp_kind = VALUES(erp_kind), erp_name = VALUES(erp_name), environment = VALUES(environment)',
            $this->table,
            AgentKey::idOf($publicKey),
            $publicKey,
            $tenant,
            KeyState::AwaitingConfirmation->value,
            $connector->name,
            $connector->version,
            $connector->erpKind,
            $connector->erpName,
            $connector->environment,
        ));
    }

    /** @return bool false: it was not awaiting confirmation */
    public function confirm(string $keyId, int $userId): bool
    {
        return $this->query->change($this->query->prepare(
            'UPDATE %i SET state = %s, confirmed_at = UTC_TIMESTAMP(3), confirmed_by = %d WHERE BINARY key_id = %s AND state = %s',
            $this->table,
            KeyState::Confirmed->value,
            $userId,
            $keyId,
            KeyState::AwaitingConfirmation->value,
        )) === 1;
    }

    /** @param int|null $userId who disconnected it; null: another key was paired in its place */
    public function revoke(string $keyId, ?int $userId): bool
    {
        return $this->query->change($this->query->prepare(
            'UPDATE %i SET state = %s, revoked_at = UTC_TIMESTAMP(3), revoked_by = NULLIF(%d, 0) WHERE BINARY key_id = %s AND state <> %s',
            $this->table,
            KeyState::Revoked->value,
            $userId ?? 0,
            $keyId,
            KeyState::Revoked->value,
        )) === 1;
    }

    public function revokeAll(int $userId): void
    {
        $this->query->change($this->query->prepare(
            'UPDATE %i SET state = %s, revoked_at = UTC_TIMESTAMP(3), revoked_by = NULLIF(%d, 0) WHERE state <> %s',
            $this->table,
            KeyState::Revoked->value,
            $userId,
            KeyState::Revoked->value,
        ));
    }

    /** At most once in 5 seconds: an idle connector asks every minute, a busy one many times a second. */
    public function noteSeen(string $keyId): void
    {
        $this->query->change($this->query->prepare(
            'UPDATE %i SET last_seen_at = UTC_TIMESTAMP(3) WHERE BINARY key_id = %s AND key_id = %s AND (last_seen_at IS NULL OR last_seen_at < UTC_TIMESTAMP(3) - INTERVAL 5 SECOND)',
            $this->table,
            $keyId,
            $keyId,
        ));
    }

    /** @return list<AgentKey> newest first */
    private function select(string $where, int $limit = 20): array
    {
        $rows = $this->query->rows('SELECT ' . self::COLUMNS . $this->query->prepare(' FROM %i', $this->table) . " WHERE {$where} ORDER BY id DESC LIMIT {$limit}");
        return array_map(static fn(array $row): AgentKey => new AgentKey(
            (string) $row['key_id'],
            (string) $row['public_key'],
            (string) $row['tenant'],
            KeyState::from((string) $row['state']),
            new Connector((string) $row['connector_name'], (string) $row['connector_version'], (string) $row['erp_kind'], (string) $row['erp_name'], (string) $row['environment']),
            UtcTime::fromDatabase((string) $row['paired_at']),
            UtcTime::fromDatabaseOrNull($row['confirmed_at']),
            $row['confirmed_by'] === null ? null : (int) $row['confirmed_by'],
            UtcTime::fromDatabaseOrNull($row['revoked_at']),
            $row['revoked_by'] === null ? null : (int) $row['revoked_by'],
            UtcTime::fromDatabaseOrNull($row['last_seen_at']),
        ), $rows);
    }
}
