<?php

declare(strict_types=1);

namespace Counterfoil\Rest;

use Counterfoil\Outbox\Command;
use Counterfoil\Outbox\EventType;
use Counterfoil\Outbox\OutboxRow;
use Counterfoil\Pairing\Instance;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * One outbox row in the contract's form (shared-types/src/event.ts): CloudEvents attribute names, and never the row's
 * number.
 */
final class EventEnvelope
{
    /** @return array<string, mixed> */
    public static function of(OutboxRow $row, bool $hasState, ?string $orderNumber): array
    {
        // An order that was deleted and is there again (a restored shop) has changed.
        $type = $row->type === EventType::OrderDeleted && $hasState ? EventType::OrderChanged : $row->type;
        return [
            'specversion' => '1.0',
            'id' => $row->eventId,
            'source' => '/counterfoil/' . Instance::id(),
            'type' => $type->value,
            'subject' => "order/{$row->orderId}",
            'time' => $row->recordedAt,
            'data' => [
                'orderId' => $row->orderId,
                'reason' => $row->reason->value,
                'timesOffered' => $row->timesOffered,
                'state' => match (true) {
                    $row->unreadable => 'unreadable',
                    $hasState => 'readable',
                    default => 'gone',
                },
                'command' => $row->command === null ? null : self::command($row->command),
                'orderNumber' => $orderNumber,
            ],
        ];
    }

    /** @return array<string, mixed> */
    private static function command(Command $command): array
    {
        $seen = $command->seen === null ? null : ['code' => $command->seen->code, 'version' => $command->seen->version];
        return ['userId' => $command->userId, 'note' => $command->note, 'seen' => $seen];
    }
}
