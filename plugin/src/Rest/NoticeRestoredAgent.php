<?php

declare(strict_types=1);

namespace Counterfoil\Rest;

use Counterfoil\Database\CountersTable;
use Counterfoil\Outbox\ConfirmEvents;
use Counterfoil\Oversight\AlertsTable;
use Counterfoil\Oversight\JourneysTable;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Whether the agent's state is the one the shop knows: its count of confirmations never falls. A process that begins
 * with a lower one came back from a backup (or lost its state). At each such call: what it confirmed above that count
 * is offered again, what it says of journeys counts from there, a person is told, and the call is refused, until the
 * agent shows that it knows, by a count no lower than the shop's. From then on its calls are only noted: they overlap,
 * and one that was held up on its way arrives with an older count.
 */
final class NoticeRestoredAgent
{
    public function __construct(private readonly \wpdb $db) {}

    public function note(int $confirmationCount): void
    {
        (new CountersTable($this->db))->raise(CountersTable::HIGHEST_CONFIRMATION_COUNT, $confirmationCount);
    }

    /** @throws Refusal agent_behind */
    public function check(int $confirmationCount): void
    {
        $highest = (new CountersTable($this->db))->value(CountersTable::HIGHEST_CONFIRMATION_COUNT);
        $this->note($confirmationCount);
        if ($confirmationCount >= $highest) {
            // Which process has what is kept, no count tells: two copies of one state count on, each for itself. Most
            // of it this one knows.
            (new ConfirmEvents($this->db))->offerAgain(null);
            return;
        }
        (new ConfirmEvents($this->db))->offerAgain($confirmationCount);
        (new JourneysTable($this->db))->forgetVersions();
        (new AlertsTable($this->db))->raise('agent_restored', ['seen' => $highest, 'now' => $confirmationCount]);
        throw new Refusal(
            ErrorCode::AgentBehind,
            "The connector counts {$confirmationCount} confirmations, the shop has seen {$highest}: it came back from a backup. What it confirmed since is offered again; it goes on from {$highest}.",
            ['highestConfirmationCount' => $highest],
        );
    }
}
