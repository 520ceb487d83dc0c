<?php

declare(strict_types=1);

namespace Counterfoil\Database;

if (!defined('ABSPATH')) {
    exit;
}

/** A table of ours, on one site of a network. */
abstract class OwnTable
{
    /** @var string its name, after the site's prefix and our own */
    protected const NAME = '';

    protected readonly OwnQuery $query;
    protected readonly string $table;

    /** @param string|null $prefix table prefix of the site it is about; null: the present one */
    final public function __construct(protected readonly \wpdb $db, ?string $prefix = null)
    {
        $this->query = new OwnQuery($db);
        $this->table = static::name($prefix ?? $db->prefix);
    }

    final public static function ofThisSite(): static
    {
        global $wpdb;
        /** @var \wpdb $wpdb */
        return new static($wpdb);
    }

    final public static function name(string $prefix): string
    {
        return $prefix . 'counterfoil_' . static::NAME;
    }

    /**
     * In the form dbDelta reads. Columns are only ever added, with defaults: an older plugin goes on recording on a
     * newer table.
     */
    abstract public static function createStatement(string $prefix, string $charset): string;
}
