<?php

declare(strict_types=1);

namespace Counterfoil\Database;

if (!defined('ABSPATH')) {
    exit;
}

/** Several statements on our own tables, all or none. Never around WooCommerce's: its hooks would run inside. */
final class Transaction
{
    private readonly OwnQuery $query;

    public function __construct(\wpdb $db)
    {
        $this->query = new OwnQuery($db);
    }

    /**
     * @template T
     * @param callable(): T $work
     * @return T
     */
    public function run(callable $work): mixed
    {
        $this->query->change('START TRANSACTION');
        try {
            $result = $work();
            $this->query->change('COMMIT');
            return $result;
        } catch (\Throwable $failure) {
            $this->query->change('ROLLBACK');
            throw $failure;
        }
    }
}
