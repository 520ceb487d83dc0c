<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

use Counterfoil\Admin\ConnectionState;
use Counterfoil\Admin\Words;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * WordPress's tools for personal data. The plugin keeps name and e-mail address of an order's customer in its list of
 * orders, in the order's steps how the ERP calls the customer and what it said, and what a person wrote when they left
 * the order out; nothing else of a person. What is blanked: ForgetPerson.
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
        $person = new OrdersOfPerson($email);
        $inShop = array_slice($person->inShop(), ($page - 1) * self::AT_ONCE, self::AT_ONCE);
        $inList = $person->inList(self::AT_ONCE, ($page - 1) * self::AT_ONCE);
        $data = [];
        foreach (self::keys($inShop, $inList) as $key) {
            $row = ListJourneys::ofThisSite()->of($key);
            $values = self::kept($key, $row);
            if ($values !== []) {
                $data[] = [
                    'group_id' => 'counterfoil',
                    'group_label' => self::words()->say('setup_privacy_group'),
                    'item_id' => trim("counterfoil-{$key->orderId}-{$key->formerCheck}", '-'),
                    'data' => [['name' => self::words()->say('screen_order'), 'value' => $row->orderNumber ?? (string) $key->orderId], ...$values],
                ];
            }
        }
        return ['data' => $data, 'done' => max(count($inShop), count($inList)) < self::AT_ONCE];
    }

    /** @return array{items_removed: bool, items_retained: bool, messages: list<string>, done: bool} */
    public static function erase(string $email, int $page = 1): array
    {
        $person = new OrdersOfPerson($email);
        $inShop = array_slice($person->inShop(), ($page - 1) * self::AT_ONCE, self::AT_ONCE);
        $inList = $person->inList(self::AT_ONCE, 0);
        $keys = self::keys($inShop, $inList);
        $messages = self::whatStays($keys, $page === 1 ? $person->user() : null);
        $removed = ForgetPerson::inOrders($keys);
        return ['items_removed' => $removed > 0, 'items_retained' => $messages !== [], 'messages' => $messages, 'done' => max(count($inShop), count($inList)) < self::AT_ONCE];
    }

    /**
     * Action `woocommerce_privacy_remove_order_personal_data`.
     *
     * @param mixed $order
     */
    public static function eraseOrder($order): void
    {
        if ($order instanceof \WC_Order) {
            ForgetPerson::inOrders([new JourneyKey($order->get_id())]);
        }
    }

    private static function words(): Words
    {
        return Words::forLocale(get_user_locale());
    }

    /**
     * @param list<int> $inShop
     * @param list<JourneyRow> $inList
     * @return list<JourneyKey>
     */
    private static function keys(array $inShop, array $inList): array
    {
        $present = [...$inShop, ...array_map(static fn(JourneyRow $row): int => $row->orderId, array_filter($inList, static fn(JourneyRow $row): bool => !$row->key->isFormer()))];
        $former = array_filter(array_map(static fn(JourneyRow $row): JourneyKey => $row->key, $inList), static fn(JourneyKey $key): bool => $key->isFormer());
        return [...array_map(static fn(int $orderId): JourneyKey => new JourneyKey($orderId), array_values(array_unique($present))), ...array_values($former)];
    }

    /** @return list<array{name: string, value: string}> what names the person, and is not erased yet */
    private static function kept(JourneyKey $key, ?JourneyRow $row): array
    {
        $kept = ['screen_customer' => $row->customer ?? '', 'setup_privacy_email' => $row->email ?? ''];
        $texts = array_map(static fn(JourneyStep $step): array => $step->values, JourneyStepsTable::ofThisSite()->of($key, $row?->check));
        foreach (['setup_privacy_name_in_erp' => 'customer', 'setup_privacy_note' => 'note'] as $word => $value) {
            $kept[$word] = implode('; ', array_unique(array_filter(array_column($texts, $value), static fn(mixed $text): bool => is_string($text) && $text !== ErasedValues::GONE)));
        }
        $said = array_filter($kept, static fn(string $text): bool => $text !== '');
        return array_map(static fn(string $word, string $text): array => ['name' => self::words()->say($word), 'value' => $text], array_keys($said), $said);
    }

    /**
     * @param list<JourneyKey> $keys
     * @return list<string> for who erases
     */
    private static function whatStays(array $keys, ?\WP_User $user): array
    {
        $messages = [];
        $sent = PersonsInJourneys::ofThisSite()->countSent($keys);
        if ($sent > 0) {
            $messages[] = self::words()->say('setup_privacy_erp_keeps', ['count' => $sent, 'erp' => ConnectionState::erpName()]);
        }
        $kept = count(array_filter($keys, static fn(JourneyKey $key): bool => !$key->isFormer() && self::isKeptByShop($key->orderId)));
        if ($kept > 0) {
            $messages[] = self::words()->say('setup_privacy_shop_keeps', ['count' => $kept]);
        }
        if ($user !== null && user_can($user, 'manage_woocommerce')) {
            $messages[] = self::words()->say('setup_privacy_staff_keeps');
        }
        return $messages;
    }

    /** As WooCommerce itself decides it for this order. */
    private static function isKeptByShop(int $orderId): bool
    {
        $order = wc_get_order($orderId);
        $setting = get_option('woocommerce_erasure_request_removes_order_data', 'no');
        $erases = wc_string_to_bool(is_string($setting) ? $setting : 'no');
        return $order instanceof \WC_Order && $order->get_meta('_anonymized') !== 'yes' && !apply_filters('woocommerce_privacy_erase_order_personal_data', $erases, $order);
    }
}
