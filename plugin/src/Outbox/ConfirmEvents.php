<?php

declare(strict_types=1);

namespace Counterfoil\Outbox;

use Counterfoil\Database\OwnQuery;
use Counterfoil\Fingerprints\FingerprintTable;
use Counterfoil\Fingerprints\KnownState;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * The first of the two confirmations: these ids are in the agent's database. Exactly these, never everything up to one.
 */
final class ConfirmEvents
{
    /** Rows moved by one UPDATE when an agent came back from a backup: each statement stays well under a second. */
    private const OFFER_AGAIN_SLICE = 5000;

    private readonly OwnQuery $query;
    private readonly string $table;

    public function __construct(private readonly \wpdb $db)
    {
        $this->query = new OwnQuery($db);
        $this->table = OutboxTable::name($db->prefix);
    }

    /**
     * @param list<string> $eventIds
     * @param int $confirmationCount the agent's count of confirmations in the request that confirms them
     */
    public function confirm(array $eventIds, int $confirmationCount): KeptResult
    {
        if ($eventIds === []) {
            return new KeptResult(0, []);
        }
        $ids = $this->query->listOf($eventIds);
        $known = array_column($this->query->rows($this->query->prepare('SELECT event_id FROM %i', $this->table) . " WHERE event_id IN ({$ids})"), 'event_id');
        // Fingerprints first: dying in between leaves them true (the agent has the states) and the ids to be confirmed
        // again.
        $this->keepFingerprints($eventIds);
        $newlyKept = $this->query->change(
            $this->query->prepare('UPDATE %i SET state = %s, kept_at = UTC_TIMESTAMP(3), kept_count = %d WHERE state = %s', $this->table, RowState::Kept->value, $confirmationCount, RowState::Waiting->value)
            . " AND event_id IN ({$ids})",
        );
        // The receipt of a row may come before its confirmation: it was confirmed all the same, by this count.
        $this->query->change(
            $this->query->prepare('UPDATE %i SET kept_at = UTC_TIMESTAMP(3), kept_count = %d WHERE state = %s AND kept_count IS NULL', $this->table, $confirmationCount, RowState::Settled->value)
            . " AND event_id IN ({$ids})",
        );
        return new KeptResult($newlyKept, array_values(array_diff($eventIds, $known)));
    }

    /**
     * Moves what was noted when these rows were read into the fingerprints.
     *
     * @param list<string> $eventIds
     */
    public function keepFingerprints(array $eventIds): void
    {
        $rows = $this->query->rows(
            $this->query->prepare('SELECT order_id, read_number, noted_recipe, noted_fingerprint FROM %i WHERE noted_recipe IS NOT NULL', $this->table)
            . ' AND event_id IN (' . $this->query->listOf($eventIds) . ') ORDER BY read_number',
        );
        $states = [];
        foreach ($rows as $row) {
            $states[(int) $row['order_id']] = new KnownState((int) $row['order_id'], (string) $row['noted_recipe'], (string) $row['noted_fingerprint'], (int) $row['read_number']);
        }
        (new FingerprintTable($this->db))->keep(array_values($states));
    }

    /**
     * What is kept and not settled is offered again; of an agent that came back from a backup, what it confirmed above
     * this count too.
     *
     * @return int how many rows
     */
    public function offerAgain(?int $aboveConfirmationCount): int
    {
        $moved = 0;
        $sets = [$this->query->prepare('state = %s', RowState::Kept->value)];
        $sets = $aboveConfirmationCount === null ? $sets : [
            ...$sets,
            $this->query->prepare('kept_count > %d AND state <> %s', $aboveConfirmationCount, RowState::Waiting->value),
            // Settled by a receipt, and not confirmed before the agent came back.
            $this->query->prepare('kept_count IS NULL AND settled_version IS NOT NULL AND state <> %s', RowState::Waiting->value),
        ];
        foreach ($sets as $which) {
            do {
                $slice = $this->query->change(
                    $this->query->prepare('UPDATE %i SET state = %s, reason = %s, kept_at = NULL, kept_count = NULL, settled_at = NULL, settled_version = NULL, outcome = NULL, code = NULL, read_number = NULL, reading_size = NULL, readings_alone = 0', $this->table, RowState::Waiting->value, EventReason::OfferedAgain->value)
                    . " WHERE {$which} LIMIT " . self::OFFER_AGAIN_SLICE,
                );
                $moved += $slice;
            } while ($slice === self::OFFER_AGAIN_SLICE);
        }
        return $moved;
    }
}
