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

if (!defined('ABSPATH')) {
    exit;
}

/**
 * What a person asks of the connector about one order: an event like any other, ahead of the others. It stands in the order's journey with the
 * person's name, and as asked until the connector has answered it.
 */
final class AskConnector
{
    /** @return bool false: no such order was ever recorded, nor is it in the shop */
    public static function sendAgain(int $orderId, int $userId): bool
    {
        return self::ask(EventType::CommandSendAgain, $orderId, $userId, '', 'step_asked_again');
    }

    /** @param string $note why, in the person's words */
    public static function leaveOut(int $orderId, int $userId, string $note): bool
    {
        return self::ask(EventType::CommandLeaveOut, $orderId, $userId, $note, 'step_left_out');
    }

    private static function ask(EventType $type, int $orderId, int $userId, string $note, string $step): bool
    {
        global $wpdb;
        /** @var \wpdb $wpdb */
        if (ListJourneys::ofThisSite()->one($orderId) === null && !wc_get_order($orderId) instanceof \WC_Order) {
            return false;
        }
        $command = new Command($userId, $note);
        $eventId = OutboxTable::ofThisSite()->insert($type, $orderId, EventReason::Person, null, true, $command);
        $user = get_userdata($userId);
        $values = ['user' => $user === false ? (string) $userId : $user->display_name];
        JourneyStepsTable::ofThisSite()->add([
            new JourneyStep(RandomUuid::make(), $orderId, UtcTime::now($wpdb), $step, $type === EventType::CommandLeaveOut ? $values + ['note' => $command->note] : $values),
        ]);
        JourneysTable::ofThisSite()->noteAsked($orderId, $eventId);
        Doorbell::ofThisSite()->ring();
        return true;
    }
}
