<?php

/**
 * Works off what WooCommerce queued while it was installed, at most `args.seconds`, so that each instance starts from a
 * quiet shop. And writes the rules for addresses, in a process that began with their final form (WooCommerce adds its
 * own at the start). Returns how many actions ran, how many are due still, and where WooCommerce keeps orders in the
 * end.
 */

declare(strict_types=1);

return static function (array $args): array {
    flush_rewrite_rules(false);
    $deadline = microtime(true) + $args['seconds'];
    $due = static fn(): array => defined('WC_STAND_IN') ? [] : as_get_scheduled_actions(
        ['status' => ActionScheduler_Store::STATUS_PENDING, 'date' => as_get_datetime_object(), 'per_page' => 25],
        'ids',
    );
    $ran = 0;
    while (microtime(true) < $deadline && ($ids = $due()) !== []) {
        foreach ($ids as $id) {
            ActionScheduler_QueueRunner::instance()->process_action($id, 'sandbox');
            ++$ran;
        }
    }
    return [
        'ran' => $ran,
        'due' => count($due()),
        'storage' => Automattic\WooCommerce\Utilities\OrderUtil::custom_orders_table_usage_is_enabled() ? 'hpos' : 'legacy',
    ];
};
