<?php

declare(strict_types=1);

namespace Counterfoil\Rest;

use Counterfoil\Outbox\OutboxTable;
use Counterfoil\Oversight\AlertsTable;
use Counterfoil\Oversight\JourneysTable;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Whether the agent's state is the one the shop knows: its count of confirmations never falls. A lower one means that it came back from a backup
 * (or lost its state). Then, at each such call: what it confirmed above that count is offered again, what it says of journeys counts from
 * there, a person is told, and the call is refused, until the agent shows that it knows, by a count no lower than the shop's.
 */
final class AgentStanding
{
    public function __construct(private readonly \wpdb $db) {}

    /** @throws Refusal agent_behind */
    public function check(int $confirmationCount): void
    {
        $counters = new CountersTable($this->db);
        $highest = $counters->value(CountersTable::HIGHEST_CONFIRMATION_COUNT);
        if ($confirmationCount > $highest) {
            $counters->raise(CountersTable::HIGHEST_CONFIRMATION_COUNT, $confirmationCount);
        }
        if ($confirmationCount >= $highest) {
            return;
        }
        (new OutboxTable($this->db))->offerAgain($confirmationCount);
        (new JourneysTable($this->db))->forgetVersions();
        (new AlertsTable($this->db))->raise('agent_restored', ['seen' => $highest, 'now' => $confirmationCount]);
        throw new Refusal(
            ErrorCode::AgentBehind,
            "The connector counts {$confirmationCount} confirmations, the shop has seen {$highest}: it came back from a backup. What it confirmed since is offered again; it goes on from {$highest}.",
            ['highestConfirmationCount' => $highest],
        );
    }
}
