<?php

declare(strict_types=1);

namespace Counterfoil\Pairing;

use Counterfoil\Database\OwnTable;
use Counterfoil\Database\UtcTime;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Who this installation is: its instance id, where it stood when that was noted, the tenant it belongs to and from when
 * on orders count. One row. The surroundings are kept in base64, so that a search-and-replace of the address, over all
 * tables, misses them.
 */
final class InstanceTable extends OwnTable
{
    protected const NAME = 'instance';

    public static function createStatement(string $prefix, string $charset): string
    {
        $table = self::name($prefix);
        return "CREATE TABLE {$table} (
            id tinyint(3) unsigned NOT NULL,
            instance char(36) NOT NULL,
            noted_surroundings text NOT NULL,
            noted_at datetime(3) NOT NULL,
            tenant varchar(8) DEFAULT NULL,
            cutover datetime(3) DEFAULT NULL,
            PRIMARY KEY  (id)
        ) ENGINE=InnoDB {$charset};";
    }

    /** @return array{instance: string, noted: Surroundings, tenant: string|null, cutover: string|null}|null */
    public function row(): ?array
    {
        $row = $this->query->rows($this->query->prepare('SELECT instance, noted_surroundings, tenant, cutover FROM %i WHERE id = 1', $this->table))[0] ?? null;
        if ($row === null) {
            return null;
        }
        return [
            'instance' => (string) $row['instance'],
            'noted' => self::decode((string) $row['noted_surroundings']),
            'tenant' => $row['tenant'],
            'cutover' => UtcTime::fromDatabaseOrNull($row['cutover']),
        ];
    }

    /** Makes the row, if there is none. Two requests at once make one. */
    public function insert(string $instance, Surroundings $surroundings): void
    {
        $this->query->change($this->query->prepare(
            'INSERT IGNORE INTO %i (id, instance, noted_surroundings, noted_at) VALUES (1, %s, %s, UTC_TIMESTAMP(3))',
            $this->table,
            $instance,
            self::encode($surroundings),
        ));
    }

    /** The same instance, standing elsewhere now. */
    public function note(Surroundings $surroundings): void
    {
        $this->query->change($this->query->prepare('UPDATE %i SET noted_surroundings = %s, noted_at = UTC_TIMESTAMP(3) WHERE id = 1', $this->table, self::encode($surroundings)));
    }

    /** Another instance, which belongs to no tenant yet. */
    public function becomeAnother(string $instance, Surroundings $surroundings): void
    {
        $this->query->change($this->query->prepare(
            'UPDATE %i SET instance = %s, noted_surroundings = %s, noted_at = UTC_TIMESTAMP(3), tenant = NULL, cutover = NULL WHERE id = 1',
            $this->table,
            $instance,
            self::encode($surroundings),
        ));
    }

    /**
     * From now on it belongs to this tenant. Orders count from now, too, unless the tenant is the one it had. An
     * installation that belonged to none is where it stands now: what was noted before, at its first code, may have
     * been another one's (a shop that was made on staging).
     */
    public function belongTo(string $tenant, Surroundings $present): void
    {
        // tenant last: the others ask about the tenant before.
        $this->query->change($this->query->prepare(
            'UPDATE %i SET cutover = IF(tenant = %s AND cutover IS NOT NULL, cutover, UTC_TIMESTAMP(3)), noted_at = IF(tenant IS NULL, UTC_TIMESTAMP(3), noted_at),'
            . ' noted_surroundings = IF(tenant IS NULL, %s, noted_surroundings), tenant = %s WHERE id = 1',
            $this->table,
            $tenant,
            self::encode($present),
            $tenant,
        ));
    }

    private static function encode(Surroundings $surroundings): string
    {
        return base64_encode((string) json_encode($surroundings, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES));
    }

    private static function decode(string $text): Surroundings
    {
        $noted = json_decode((string) base64_decode($text, true), true);
        $part = static fn(string $name): string => is_array($noted) && is_string($noted[$name] ?? null) ? $noted[$name] : '';
        return new Surroundings($part('address'), $part('path'), $part('database'), $part('prefix'), $part('environment'));
    }
}
