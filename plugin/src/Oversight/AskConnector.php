<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

use Counterfoil\Database\RandomUuid;
use Counterfoil\Database\UtcTime;
use Counterfoil\Outbox\Command;
use Counterfoil\Outbox\Doorbell;
use Counterfoil\Outbox\EventReason;
use Counterfoil\Outbox\EventType;
use Counterfoil\Outbox\OutboxTable;
use Counterfoil\Outbox\SeenJourney;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * What a person asks of the connector about one order: an event like any other, ahead of the others. It stands in the
 * order's journey with the person's name, and as asked until the connector has answered it.
 */
final class AskConnector
{
    /** @return bool false: no such order was ever recorded, nor is it in the shop */
    public static function sendAgain(int $orderId, int $userId, ?SeenJourney $seen): bool
    {
        return self::ask(EventType::CommandSendAgain, $orderId, new Command($userId, '', $seen));
    }

    /** It is not sent at all. @param string $note why, in the person's words */
    public static function leaveOut(int $orderId, int $userId, string $note, ?SeenJourney $seen): bool
    {
        return self::ask(EventType::CommandLeaveOut, $orderId, new Command($userId, $note, $seen));
    }

    /** It stays in the ERP as it is. @param string $note why, in the person's words */
    public static function leaveAsIs(int $orderId, int $userId, string $note, ?SeenJourney $seen): bool
    {
        return self::ask(EventType::CommandLeaveAsIs, $orderId, new Command($userId, $note, $seen));
    }

    /** Its id stood for another order before; it is a new one and goes. */
    public static function newOrder(int $orderId, int $userId, ?SeenJourney $seen): bool
    {
        return self::ask(EventType::CommandNewOrder, $orderId, new Command($userId, '', $seen));
    }

    private static function ask(EventType $type, int $orderId, Command $command): bool
    {
        global $wpdb;
        /** @var \wpdb $wpdb */
        if (ListJourneys::ofThisSite()->one($orderId) === null && !wc_get_order($orderId) instanceof \WC_Order) {
            return false;
        }
        $eventId = OutboxTable::ofThisSite()->insert($type, $orderId, EventReason::Person, null, true, $command);
        $user = get_userdata($command->userId);
        $values = ['user' => $user === false ? (string) $command->userId : $user->display_name];
        $step = match ($type) {
            EventType::CommandLeaveOut => ['step_left_out', $values + ['note' => $command->note]],
            EventType::CommandLeaveAsIs => ['step_left_as_is', $values + ['note' => $command->note]],
            EventType::CommandNewOrder => ['step_new_order', $values],
            default => ['step_asked_again', $values],
        };
        JourneyStepsTable::ofThisSite()->add([new JourneyStep(RandomUuid::make(), $orderId, UtcTime::now($wpdb), ...$step)]);
        JourneysTable::ofThisSite()->noteAsked($orderId, $eventId);
        Doorbell::ofThisSite()->ring();
        return true;
    }
}
