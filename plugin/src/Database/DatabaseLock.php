<?php

declare(strict_types=1);

namespace Counterfoil\Database;

use Counterfoil\Resources\OrderCaches;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * A lock that the database gives back by itself when its connection ends, however that happens. Its name carries
 * database and prefix, because such locks are shared by everything on one database server.
 */
final class DatabaseLock
{
    private readonly OwnQuery $query;

    public function __construct(private readonly \wpdb $db, private readonly string $name)
    {
        $this->query = new OwnQuery($db);
    }

    /**
     * Does not wait. With several database servers, the lock and all that is read under it are the primary's: each
     * replica would give a lock of its own.
     *
     * @return bool false: somebody else holds it
     */
    public function acquire(): bool
    {
        OrderCaches::readFromPrimary($this->db);
        return $this->query->value('SELECT GET_LOCK(' . $this->lockName() . ', 0)') === '1';
    }

    public function release(): void
    {
        $this->query->value('SELECT RELEASE_LOCK(' . $this->lockName() . ')');
    }

    /** At most 64 characters, MySQL's bound. */
    private function lockName(): string
    {
        return $this->query->prepare("CONCAT(%s, LEFT(SHA1(CONCAT(DATABASE(), '/', %s)), 20))", "counterfoil_{$this->name}_", $this->db->prefix);
    }
}
