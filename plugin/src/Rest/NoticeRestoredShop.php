<?php

declare(strict_types=1);

namespace Counterfoil\Rest;

use Counterfoil\Database\CountersTable;
use Counterfoil\Database\Transaction;
use Counterfoil\Outbox\EventType;
use Counterfoil\Outbox\OutboxTable;
use Counterfoil\Oversight\JourneysTable;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Whether the shop's state is the one the agent knows: its read number never falls. An agent that was given a higher
 * one knows states of orders that this database, back from a backup, does not: of one that was called off since, say,
 * and now stands again. Nothing here looks changed, so what the agent may know otherwise is offered once more; it
 * writes nothing until a person says that both agree.
 */
final class NoticeRestoredShop
{
    /**
     * What is delivered and older than this is left to the person who compares shop and ERP: an outbox with each order
     * that ever was helps nobody.
     */
    private const DAYS = 90;
    private const AT_ONCE = 500;

    public function __construct(private readonly \wpdb $db) {}

    public function check(int $highestReadNumber): void
    {
        (new Transaction($this->db))->run(function () use ($highestReadNumber): void {
            if (!(new CountersTable($this->db))->raise(CountersTable::READ_NUMBER, $highestReadNumber)) {
                return;
            }
            $outbox = new OutboxTable($this->db);
            foreach (array_chunk((new JourneysTable($this->db))->offeredLately(self::DAYS), self::AT_ONCE) as $orderIds) {
                $outbox->insertFound($orderIds, EventType::OrderChanged);
            }
        });
    }
}
