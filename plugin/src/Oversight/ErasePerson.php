<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

use Counterfoil\Admin\Words;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * WordPress's tools for personal data. The plugin keeps name and e-mail address of an order's customer in its list of orders, and how the ERP calls the
 * customer in the order's steps; nothing else of a person.
 */
final class ErasePerson
{
    private const AT_ONCE = 100;

    /**
     * Filter `wp_privacy_personal_data_exporters`.
     *
     * @param array<string, array<string, mixed>> $exporters
     * @return array<string, array<string, mixed>>
     */
    public static function addExporter(array $exporters): array
    {
        $exporters['counterfoil'] = ['exporter_friendly_name' => self::words()->say('setup_privacy_tool'), 'callback' => [self::class, 'export']];
        return $exporters;
    }

    /**
     * Filter `wp_privacy_personal_data_erasers`.
     *
     * @param array<string, array<string, mixed>> $erasers
     * @return array<string, array<string, mixed>>
     */
    public static function addEraser(array $erasers): array
    {
        $erasers['counterfoil'] = ['eraser_friendly_name' => self::words()->say('setup_privacy_tool'), 'callback' => [self::class, 'erase']];
        return $erasers;
    }

    /** @return array{data: list<array<string, mixed>>, done: bool} */
    public static function export(string $email, int $page = 1): array
    {
        $rows = JourneysTable::ofThisSite()->ofEmail($email, self::AT_ONCE, ($page - 1) * self::AT_ONCE);
        $data = array_map(static fn(JourneyRow $row): array => [
            'group_id' => 'counterfoil',
            'group_label' => self::words()->say('setup_privacy_group'),
            'item_id' => "counterfoil-{$row->orderId}",
            'data' => [
                ['name' => self::words()->say('screen_order'), 'value' => $row->orderNumber],
                ['name' => self::words()->say('screen_customer'), 'value' => $row->customer],
                ['name' => self::words()->say('setup_privacy_email'), 'value' => $row->email],
            ],
        ], $rows);
        return ['data' => $data, 'done' => count($rows) < self::AT_ONCE];
    }

    /** @return array{items_removed: bool, items_retained: bool, messages: list<string>, done: bool} */
    public static function erase(string $email): array
    {
        $orderIds = array_map(static fn(JourneyRow $row): int => $row->orderId, JourneysTable::ofThisSite()->ofEmail($email, self::AT_ONCE, 0));
        self::eraseFrom($orderIds);
        return ['items_removed' => $orderIds !== [], 'items_retained' => false, 'messages' => [], 'done' => count($orderIds) < self::AT_ONCE];
    }

    /**
     * Action `woocommerce_privacy_remove_order_personal_data`.
     *
     * @param mixed $order
     */
    public static function eraseOrder($order): void
    {
        if ($order instanceof \WC_Order) {
            self::eraseFrom([$order->get_id()]);
        }
    }

    private static function words(): Words
    {
        return Words::forLocale(get_user_locale());
    }

    /** @param list<int> $orderIds */
    private static function eraseFrom(array $orderIds): void
    {
        JourneysTable::ofThisSite()->erasePersons($orderIds);
        JourneyStepsTable::ofThisSite()->erasePersons($orderIds);
    }
}
