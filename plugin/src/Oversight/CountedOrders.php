<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

use Counterfoil\Outbox\OrdersInOutbox;
use Counterfoil\Resources\CountedStatus;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Which orders go to the connector: one in a status that counts, and from then on in every later state. An order that
 * was called off or binned counts only if it once did: what an unpaid basket became after WooCommerce's own hour is
 * nobody's business.
 *
 * That it did is known by any of these: it was offered; it was paid; it left such a status while our hooks listened;
 * the bin says what it was.
 */
final class CountedOrders
{
    /** @var array<int, bool> by order, as it was when first asked */
    private array $offered = [];

    public function __construct(private readonly OrdersInOutbox $outbox, private readonly JourneysTable $journeys) {}

    /** @param array<string, mixed> $order its snapshot */
    public function counts(int $orderId, array $order): bool
    {
        $status = $order['status'] ?? '';
        if ($status === 'trash') {
            $status = self::statusBeforeTheBin($orderId);
        }
        return CountedStatus::stands($status)
            || ($order['paidAt'] ?? null) !== null
            || $this->wasOffered($orderId)
            || $this->outbox->wasCalledOff($orderId);
    }

    /** The outbox forgets what was settled 30 days ago, the journeys don't. */
    public function wasOffered(int $orderId): bool
    {
        return $this->offered[$orderId] ??= $this->journeys->wasOffered($orderId) || $this->outbox->wasOffered($orderId);
    }

    private static function statusBeforeTheBin(int $orderId): string
    {
        $order = wc_get_order($orderId);
        $status = $order instanceof \WC_Order ? $order->get_meta('_wp_trash_meta_status', true, 'edit') : '';
        return is_string($status) && $status !== '' ? (string) preg_replace('/^wc-/', '', $status) : 'trash';
    }
}
