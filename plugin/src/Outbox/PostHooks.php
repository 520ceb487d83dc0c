<?php

declare(strict_types=1);

namespace Counterfoil\Outbox;

use Automattic\WooCommerce\Utilities\OrderUtil;
use Counterfoil\Fingerprints\LegacyFingerprints;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * The same as OrderHooks for legacy storage, where orders are posts and wp-admin moves them with WordPress's own
 * functions, which fire no hook of WooCommerce's. On HPOS a post is a placeholder or a backup copy, and nothing here
 * speaks.
 */
final class PostHooks
{
    /** @param mixed $postId */
    public static function trashed($postId): void
    {
        OrderHooks::safely(static fn() => self::changed($postId, null, EventReason::OrderTrashed));
    }

    /** @param mixed $postId */
    public static function untrashed($postId): void
    {
        OrderHooks::safely(static fn() => self::changed($postId, null, EventReason::OrderUntrashed));
    }

    /**
     * @param mixed $postId
     * @param mixed $post its row is still there
     */
    public static function aboutToBeDeleted($postId, $post = null): void
    {
        OrderHooks::safely(static fn() => self::changed($postId, $post, EventReason::OrderDeleted));
    }

    /**
     * @param mixed $postId
     * @param mixed $post
     */
    public static function deleted($postId, $post = null): void
    {
        OrderHooks::safely(static fn() => self::changed($postId, $post, EventReason::OrderDeleted, EventType::OrderDeleted));
    }

    /**
     * Old plugins set an order's status by wp_update_post.
     *
     * @param mixed $postId
     * @param mixed $after
     * @param mixed $before
     */
    public static function updated($postId, $after = null, $before = null): void
    {
        if ($after instanceof \WP_Post && $before instanceof \WP_Post && self::parts($after) !== self::parts($before)) {
            OrderHooks::safely(static fn() => self::changed($postId, $after, $after->post_status === $before->post_status ? EventReason::OrderSaved : EventReason::OrderStatus));
        }
    }

    /**
     * Meta written past WooCommerce (update_post_meta): only keys that an order's snapshot carries.
     *
     * @param mixed $metaId
     * @param mixed $postId
     * @param mixed $key
     */
    public static function metaChanged($metaId, $postId, $key): void
    {
        OrderHooks::safely(static function () use ($postId, $key): void {
            if (self::holdsOrders() && is_string($key) && in_array($key, LegacyFingerprints::META, true)) {
                self::changed($postId, null, EventReason::OrderSaved);
            }
        });
    }

    private static function holdsOrders(): bool
    {
        return !OrderUtil::custom_orders_table_usage_is_enabled();
    }

    /** @return list<string> what an order keeps in its post and the snapshot carries */
    private static function parts(\WP_Post $post): array
    {
        return [$post->post_status, $post->post_excerpt, $post->post_date_gmt];
    }

    /**
     * @param mixed $postId
     * @param mixed $post
     */
    private static function changed($postId, $post, EventReason $reason, EventType $type = EventType::OrderChanged): void
    {
        global $wpdb;
        /** @var \wpdb $wpdb */
        $post = $post instanceof \WP_Post ? $post : AsFound::leave($wpdb, static fn() => get_post(is_numeric($postId) ? (int) $postId : 0));
        if (!$post instanceof \WP_Post || !in_array($post->post_type, ['shop_order', 'shop_order_refund'], true) || !self::holdsOrders()) {
            return;
        }
        if ($post->post_type === 'shop_order_refund') {
            OrderHooks::changed($post->post_parent, $reason === EventReason::OrderDeleted ? EventReason::RefundDeleted : EventReason::RefundMade);
        } elseif (!in_array($post->post_status, SeenOrders::STORED_DRAFTS, true)) {
            OrderHooks::changed($post->ID, $reason, $type);
        }
    }
}
