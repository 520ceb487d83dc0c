<?php

declare(strict_types=1);

namespace Counterfoil\Outbox;

use Counterfoil\Database\DatabaseLock;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * One reading of the outbox at a time. The database gives the lock back when its connection ends, so whoever gets it
 * knows that no other reading is under way, and that a reading noted and not ended died.
 */
final class ReadingLock
{
    private readonly DatabaseLock $lock;

    public function __construct(\wpdb $db)
    {
        $this->lock = new DatabaseLock($db, 'reading');
    }

    /** @return bool false: another request is reading now (answer `busy`) */
    public function acquire(): bool
    {
        return $this->lock->acquire();
    }

    public function release(): void
    {
        $this->lock->release();
    }
}
