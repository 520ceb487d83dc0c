<?php

declare(strict_types=1);

namespace Counterfoil\Database;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Counters that must be true between requests: they only rise (but for `set`), and no two requests get the same value.
 */
final class CountersTable extends OwnTable
{
    protected const NAME = 'counters';

    /** One for each page of orders read: of two states of an order the one with the higher number is the newer. */
    public const READ_NUMBER = 'read_number';
    /** One for each signed call; the agent remembers the highest. */
    public const READ_COUNT = 'read_count';
    /** Highest count of confirmations that the agent ever named; a lower one means it came back from a backup. */
    public const HIGHEST_CONFIRMATION_COUNT = 'highest_confirmation_count';

    public static function createStatement(string $prefix, string $charset): string
    {
        $table = self::name($prefix);
        return "CREATE TABLE {$table} (
            name varchar(40) NOT NULL,
            value bigint(20) unsigned NOT NULL DEFAULT 0,
            PRIMARY KEY  (name)
        ) ENGINE=InnoDB {$charset};";
    }

    public function value(string $name): int
    {
        return (int) $this->query->value($this->query->prepare('SELECT value FROM %i WHERE name = %s', $this->table, $name));
    }

    /** Adds one and says what it is now, in one statement. */
    public function next(string $name): int
    {
        $this->query->change($this->query->prepare(
            'INSERT INTO %i (name, value) VALUES (%s, LAST_INSERT_ID(1)) ON DUPLICATE KEY UPDATE value = LAST_INSERT_ID(value + 1)',
            $this->table,
            $name,
        ));
        return (int) $this->db->insert_id;
    }

    /**
     * Lifts it to this value, if it is lower.
     *
     * @return bool whether it was there and lower, by the same statement: a replica that lags behind is never asked
     */
    public function raise(string $name, int $atLeast): bool
    {
        return $this->query->change($this->query->prepare(
            'INSERT INTO %i (name, value) VALUES (%s, %d) ON DUPLICATE KEY UPDATE value = GREATEST(value, %d)',
            $this->table,
            $name,
            $atLeast,
            $atLeast,
        )) === 2;
    }

    public function set(string $name, int $value): void
    {
        $this->query->change($this->query->prepare(
            'INSERT INTO %i (name, value) VALUES (%s, %d) ON DUPLICATE KEY UPDATE value = %d',
            $this->table,
            $name,
            $value,
            $value,
        ));
    }
}
