<?php

declare(strict_types=1);

namespace Counterfoil\Outbox;

if (!defined('ABSPATH')) {
    exit;
}

/** Why a row was written; the values are those of the contract (shared-types/src/event.ts) and are never renamed. */
enum EventReason: string
{
    case OrderSaved = 'order_saved';
    case OrderStatus = 'order_status';
    /**
     * It left a status that counts for one that doesn't, or is over. Nothing else tells so later: the order itself
     * forgets what it was.
     */
    case OrderCalledOff = 'order_called_off';
    case ItemChanged = 'item_changed';
    case RefundMade = 'refund_made';
    case RefundDeleted = 'refund_deleted';
    case OrderTrashed = 'order_trashed';
    case OrderUntrashed = 'order_untrashed';
    case OrderDeleted = 'order_deleted';
    case Early = 'early';
    case Sweep = 'sweep';
    case Person = 'person';
    case OfferedAgain = 'offered_again';

    /**
     * One row stands for everything a request does to an order; of several reasons the one that says most is kept.
     */
    public function saysMoreThan(self $other): bool
    {
        return $this->weight() > $other->weight();
    }

    private function weight(): int
    {
        return match ($this) {
            self::Early => 0,
            self::Sweep, self::OfferedAgain => 1,
            self::ItemChanged => 2, // of an item alone: a whole save writes items too
            self::OrderSaved => 3,
            self::OrderStatus => 4,
            self::RefundMade, self::RefundDeleted => 5,
            self::OrderTrashed, self::OrderUntrashed => 6,
            self::OrderDeleted, self::Person => 7,
            self::OrderCalledOff => 8,
        };
    }
}
