<?php

declare(strict_types=1);

namespace Counterfoil\Outbox;

use Counterfoil\Resources\CountedStatus;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Translates WooCommerce's and WordPress's hooks into "this order changed", and decides nothing. From the objects that
 * hooks bring only ids and the draft status are taken: reading an order here would cache it half-written, and one block
 * checkout saves through stale objects. Which hook fires when, and which changes fire none: docs/recording.md.
 *
 * Every handler is public and static, so that a site can take a single one off with remove_action, and none lets
 * anything escape.
 */
final class OrderHooks
{
    private static ?RecordEvent $record = null;
    /** @var array<int, SeenOrders> by site of the network */
    private static array $seen = [];
    /**
     * The order whose save is under way: its site, its id (0: none yet), since when by the monotonic clock, in ns. What
     * it writes of its items, its end tells. After this long a reader may have the row from its beginning, and items
     * speak for themselves again.
     *
     * @var array{int, int, int}|null
     */
    private static ?array $saving = null;
    private const SAVE_TELLS_FOR_NS = 5_000_000_000;

    /** @param mixed $order the object being saved; it has no id before its first save */
    public static function orderAboutToBeSaved($order): void
    {
        self::safely(static function () use ($order): void {
            if (!$order instanceof \WC_Order) {
                return;
            }
            if (self::$saving !== null && (self::$saving[1] !== $order->get_id() || self::$saving[0] !== get_current_blog_id())) {
                self::saveNeverEnded();
            }
            self::$saving = [get_current_blog_id(), $order->get_id(), (int) hrtime(true)];
            if (!self::isTold($order->get_id(), EventReason::Early)) {
                self::seen()->see($order);
                // When PHP dies in this save, the row is there: on legacy storage no sweep would see an edit of an
                // older order.
                self::changed($order->get_id(), EventReason::Early);
            }
        });
    }

    /**
     * @param mixed $orderId its items are not there yet
     * @param mixed $order
     */
    public static function orderCreated($orderId, $order = null): void
    {
        self::safely(static function () use ($orderId, $order): void {
            if ($order instanceof \WC_Order) {
                self::$saving = self::$saving === null ? null : [self::$saving[0], $order->get_id(), self::$saving[2]];
                self::seen()->see($order);
            }
            self::changed($orderId, EventReason::Early);
        });
    }

    /** @param mixed $order everything of this save is in the database now */
    public static function orderSaved($order): void
    {
        self::safely(static function () use ($order): void {
            self::$saving = null;
            if ($order instanceof \WC_Order && !self::isTold($order->get_id(), EventReason::OrderSaved)) {
                self::seen()->see($order);
                self::changed($order->get_id(), EventReason::OrderSaved);
            }
            if (class_exists(ItemHooks::class, false)) {
                ItemHooks::tellUnnamed();
            }
        });
    }

    /**
     * @param mixed $orderId
     * @param mixed $from without `wc-`
     * @param mixed $to
     */
    public static function statusChanged($orderId, $from = '', $to = ''): void
    {
        self::safely(static function () use ($orderId, $from, $to): void {
            $calledOff = is_string($from) && $from !== '' && CountedStatus::stands($from) && !CountedStatus::stands($to);
            self::changed($orderId, $calledOff ? EventReason::OrderCalledOff : EventReason::OrderStatus);
        });
    }

    /** @param mixed $refund */
    public static function refundSaved($refund): void
    {
        self::safely(static function () use ($refund): void {
            if ($refund instanceof \WC_Order_Refund) {
                self::changed($refund->get_parent_id('edit'), EventReason::RefundMade);
            }
        });
    }

    /**
     * The end of wc_create_refund: paid back, restocked, parent saved.
     *
     * @param mixed $refundId
     * @param mixed $arguments of wc_create_refund
     */
    public static function refundCreated($refundId, $arguments): void
    {
        self::safely(static fn() => self::record()->recordRefundMade(is_array($arguments) ? self::id($arguments['order_id'] ?? 0) : 0, self::id($refundId)));
    }

    /** @param mixed $orderId */
    public static function orderRefunded($orderId): void
    {
        self::safely(static fn() => self::changed($orderId, EventReason::RefundMade));
    }

    /**
     * The one signal that every deletion of a refund gives: on HPOS the data store fires none.
     *
     * @param mixed $check returned unchanged
     * @param mixed $refund
     */
    public static function refundAboutToBeDeleted($check, $refund): mixed
    {
        self::safely(static function () use ($refund): void {
            if ($refund instanceof \WC_Order_Refund) {
                self::changed($refund->get_parent_id('edit'), EventReason::RefundDeleted);
            }
        });
        return $check;
    }

    /**
     * @param mixed $refundId
     * @param mixed $orderId
     */
    public static function refundDeleted($refundId, $orderId): void
    {
        self::safely(static fn() => self::changed($orderId, EventReason::RefundDeleted));
    }

    /** @param mixed $orderId */
    public static function orderTrashed($orderId): void
    {
        self::safely(static fn() => self::changed($orderId, EventReason::OrderTrashed));
    }

    /** @param mixed $orderId */
    public static function orderUntrashed($orderId): void
    {
        self::safely(static fn() => self::changed($orderId, EventReason::OrderUntrashed));
    }

    /**
     * @param mixed $orderId its row is still there
     * @param mixed $order
     */
    public static function orderAboutToBeDeleted($orderId, $order = null): void
    {
        self::safely(static function () use ($orderId, $order): void {
            if ($order instanceof \WC_Order) {
                self::seen()->seeGoing($order);
            }
            self::changed($orderId, EventReason::OrderDeleted);
        });
    }

    /** @param mixed $orderId */
    public static function orderDeleted($orderId): void
    {
        self::safely(static fn() => self::changed($orderId, EventReason::OrderDeleted, EventType::OrderDeleted));
    }

    public static function requestEnds(): void
    {
        self::safely(static fn() => self::saveNeverEnded());
        if (class_exists(ItemHooks::class, false)) {
            self::safely(ItemHooks::namedByNoHook(...));
        }
        self::safely(static fn() => self::$record?->endRequest());
    }

    /**
     * For a process that lives through many requests: nothing of the last one is known any more. Call requestEnds()
     * first.
     */
    public static function forgetRequest(): void
    {
        self::$record = null;
        self::$seen = [];
        self::$saving = null;
        ItemHooks::forgetRequest();
    }

    /** @param mixed $orderId null: some order's save */
    public static function isSaving($orderId = null): bool
    {
        return self::$saving !== null && ($orderId ?? self::$saving[1]) === self::$saving[1] && get_current_blog_id() === self::$saving[0]
            && hrtime(true) - self::$saving[2] < self::SAVE_TELLS_FOR_NS;
    }

    /**
     * Something threw in the middle of it, or another order is saved inside it. What was written of its items, nothing
     * else may tell.
     */
    private static function saveNeverEnded(): void
    {
        if (self::$saving !== null) {
            [$site, $orderId] = self::$saving;
            self::$saving = null;
            OnSite::run($site, static fn() => self::changed($orderId, EventReason::OrderSaved));
        }
    }

    /**
     * One checkout says a hundred times that its order changes: whether saying it once more, with this reason, would
     * change nothing.
     */
    public static function isTold(int $orderId, EventReason $reason): bool
    {
        return self::$record !== null && self::$record->isTold($orderId, $reason);
    }

    /** @param mixed $orderId */
    public static function changed($orderId, EventReason $reason, EventType $type = EventType::OrderChanged): void
    {
        $named = self::id($orderId);
        $id = $named > 0 ? self::seen()->toRecord($named) : 0;
        if ($id > 0) {
            self::record()->record($id, $reason, $type);
        }
    }

    /**
     * What calls this is a checkout. Also when a file of the plugin is missing for a moment, while it is being updated.
     */
    public static function safely(callable $handle): void
    {
        try {
            $handle();
        } catch (\Throwable $failure) {
            try {
                self::record()->noteFailure($failure);
            } catch (\Throwable) {
                error_log('Counterfoil could not record a change: ' . $failure->getMessage());
            }
        }
    }

    private static function record(): RecordEvent
    {
        return self::$record ??= new RecordEvent(self::database(), new RecordingFailures());
    }

    private static function seen(): SeenOrders
    {
        return self::$seen[get_current_blog_id()] ??= new SeenOrders(self::database());
    }

    private static function database(): \wpdb
    {
        global $wpdb;
        /** @var \wpdb $wpdb */
        return $wpdb;
    }

    /** @param mixed $id hooks of other plugins bring anything; 0: no id */
    public static function id($id): int
    {
        return is_numeric($id) ? max(0, (int) $id) : 0;
    }
}
