<?php

declare(strict_types=1);

namespace Counterfoil\Outbox;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Where an outbox row stands. Legal moves:
 *
 *   waiting → kept      the agent confirmed the id: it is in its database
 *   kept → settled      a receipt says what became of it
 *   waiting → settled   the shop itself settled it (not paid yet, deleted before it was ever offered), or its
 *                       receipt came first
 *   kept → waiting      offered again, because the agent came back from a backup
 *   settled → waiting   the same, for what was settled since that backup
 *   settled → (gone)    pruned, 30 days after it was settled at the earliest; not while its order waits for a person
 */
enum RowState: string
{
    case Waiting = 'waiting';
    case Kept = 'kept';
    case Settled = 'settled';
}
