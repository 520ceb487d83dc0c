<?php

declare(strict_types=1);

namespace Counterfoil\Sweep;

use Counterfoil\Fingerprints\FingerprintTable;
use Counterfoil\Fingerprints\KnownState;
use Counterfoil\Fingerprints\OrderFingerprints;
use Counterfoil\Fingerprints\OrderState;
use Counterfoil\Outbox\EventType;
use Counterfoil\Outbox\OrdersInOutbox;
use Counterfoil\Outbox\OutboxTable;
use Counterfoil\Outbox\SeenOrders;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Looks at some orders: is the state that each has now the one that the agent keeps, or one that a waiting row will
 * bring? If neither, it changed and nobody said so: an event with reason `sweep`.
 *
 *   draft that was never an order                → nothing
 *   a row written within the last minute         → nothing: the order is in motion
 *   a waiting row that was not read yet, or was read in this very state → nothing: it is on its way
 *   fingerprint as kept                          → nothing
 *   created before the cutover                   → its fingerprint is kept, no event
 *   kept by another recipe and not saved since   → its fingerprint is kept by the new one, no event
 *   gone                                         → an event, unless so many are gone at once that it can't be orders
 *                                                  being deleted
 *   anything else                                → an event
 */
final class CompareOrders
{
    /**
     * A batch in which more than this many and more than half are gone speaks of a storage switch or a restored table,
     * not of deleted orders. For the rest of that pass nobody is told of any that is gone.
     */
    private const GONE_AT_ONCE = 20;

    private readonly OrderFingerprints $fingerprints;
    private readonly FingerprintTable $known;
    private readonly OutboxTable $outbox;
    private readonly OrdersInOutbox $rows;

    /** @param string $cutover UTC, `2026-11-23 10:02:11.000` */
    public function __construct(\wpdb $db, private readonly string $cutover)
    {
        $this->fingerprints = OrderFingerprints::ofThisSite($db);
        $this->known = new FingerprintTable($db);
        $this->outbox = new OutboxTable($db);
        $this->rows = new OrdersInOutbox($db);
    }

    /**
     * @param list<int> $orderIds
     * @param bool $vanishing whether too many were gone earlier in this pass
     */
    public function look(array $orderIds, bool $vanishing): SweepResult
    {
        if ($orderIds === []) {
            return new SweepResult();
        }
        // Rows before states: a row written in between belongs to a state that is seen.
        $onTheirWay = $this->rows->onTheirWay($orderIds);
        $known = $this->known->of($orderIds);
        $states = $this->fingerprints->states($orderIds);
        $changed = [];
        $gone = [];
        $keep = [];
        foreach ($orderIds as $id) {
            $state = $states[$id] ?? null;
            $way = $onTheirWay[$id] ?? null;
            if ($way !== null && ($way['inMotion'] || $way['unread'] || in_array($state->fingerprint ?? '', $way['read'], true))) {
                continue;
            }
            if ($state === null) {
                if (isset($known[$id])) {
                    $gone[] = $id;
                }
            } elseif (isset($known[$id]) || !in_array($state->status, SeenOrders::STORED_DRAFTS, true)) {
                match ($this->judge($state, $known[$id] ?? null)) {
                    'same' => null,
                    'keep' => $keep[] = new KnownState($id, $this->fingerprints->recipe(), $state->fingerprint, $known[$id]->readNumber ?? 0),
                    'changed' => $changed[] = $id,
                };
            }
        }
        $this->known->keep($keep);
        $vanished = $vanishing || count($gone) > self::GONE_AT_ONCE && count($gone) * 2 > count($orderIds) ? count($gone) : 0;
        $deleted = $vanished > 0 ? [] : $gone;
        $this->outbox->insertFound($changed, EventType::OrderChanged);
        $this->outbox->insertFound($deleted, EventType::OrderDeleted);
        return new SweepResult(count($orderIds), count($changed) + count($deleted), $vanished);
    }

    /** @return 'same'|'keep'|'changed' */
    private function judge(OrderState $state, ?KnownState $known): string
    {
        $sameRecipe = $known !== null && $known->recipe === $this->fingerprints->recipe();
        if ($sameRecipe && $known->fingerprint === $state->fingerprint) {
            return 'same';
        }
        if ($state->createdAt !== null && $state->createdAt < $this->cutover) {
            return 'keep';
        }
        if ($known !== null && !$sameRecipe && $state->modifiedAt !== null && $state->modifiedAt < $known->keptAtLess(SweepByDate::OVERLAP_SECONDS)) {
            return 'keep';
        }
        return 'changed';
    }
}
