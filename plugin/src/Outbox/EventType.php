<?php

declare(strict_types=1);

namespace Counterfoil\Outbox;

if (!defined('ABSPATH')) {
    exit;
}

/** What an event is about; the values are those of the contract (shared-types/src/event.ts) and are never renamed. */
enum EventType: string
{
    /** Says only that the order changed; its state is read when the event is served. */
    case OrderChanged = 'counterfoil.order.changed';
    /** Gone for good, no state left. */
    case OrderDeleted = 'counterfoil.order.deleted';
    case CommandSendAgain = 'counterfoil.command.send_again';
    case CommandLeaveOut = 'counterfoil.command.leave_out';
    case CommandLeaveAsIs = 'counterfoil.command.leave_as_is';
    case CommandNewOrder = 'counterfoil.command.new_order';

    public function isCommand(): bool
    {
        return match ($this) {
            self::CommandSendAgain, self::CommandLeaveOut, self::CommandLeaveAsIs, self::CommandNewOrder => true,
            self::OrderChanged, self::OrderDeleted => false,
        };
    }
}
