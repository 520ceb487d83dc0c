<?php

declare(strict_types=1);

namespace Counterfoil\Outbox;

use Automattic\WooCommerce\Utilities\OrderUtil;
use Counterfoil\Database\OwnQuery;
use Counterfoil\Database\QueryFailed;
use Counterfoil\Fingerprints\FingerprintTable;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Which order a hook speaks of, as far as this request has seen. Not of one at all: drafts (the block checkout's before
 * "Place order", wp-admin's "Add order" before its first save) and what plugins build on orders (subscriptions,
 * quotes), whose items fire the same hooks. Of an order's refund: of that order. Once seen as a real order, an order
 * stays one; a second object of it may still say draft.
 *
 * Objects that hooks bring are asked first, for their type and status only. An id alone costs one query of ours, which
 * caches nothing.
 */
final class SeenOrders
{
    private const TYPE = 'shop_order';
    private const DRAFTS = ['checkout-draft', 'auto-draft', 'draft'];
    /** The same as the tables write them. */
    public const STORED_DRAFTS = ['wc-checkout-draft', 'auto-draft', 'draft'];
    private const REMEMBERED = 500;

    private readonly OwnQuery $query;
    /** @var array<int, int> the order to record by the id that hooks name; 0: none */
    private array $known = [];
    /**
     * @var \WeakReference<\WC_Abstract_Order>|null an order in its first save: its items come before anything tells its
     *   id
     */
    private ?\WeakReference $first = null;

    public function __construct(private readonly \wpdb $db)
    {
        $this->query = new OwnQuery($db);
    }

    public function see(\WC_Abstract_Order $order): void
    {
        $id = $order->get_id();
        if ($id < 1) {
            $this->first = \WeakReference::create($order);
        } elseif ($order->get_type() === 'shop_order_refund') {
            $this->remember($id, $order->get_parent_id('edit'));
        } else {
            $isReal = $order->get_type() === self::TYPE && ($this->isReal($order) || ($this->known[$id] ?? 0) > 0);
            $this->remember($id, $isReal ? $id : 0);
        }
    }

    /** It is about to go. Of a draft that the agent has kept as an order, it must hear. */
    public function seeGoing(\WC_Abstract_Order $order): void
    {
        $this->see($order);
        $id = $order->get_id();
        if ($order->get_type() === self::TYPE && ($this->known[$id] ?? 0) === 0 && AsFound::leave($this->db, fn(): array => (new FingerprintTable($this->db))->of([$id])) !== []) {
            $this->remember($id, $id);
        }
    }

    /** The order to record when a hook names this id; 0: none. */
    public function toRecord(int $id): int
    {
        $first = isset($this->known[$id]) ? null : $this->first?->get();
        if ($first !== null && $first->get_id() === $id) {
            $this->see($first);
        }
        if (!isset($this->known[$id])) {
            $this->remember($id, $this->stored($id));
        }
        return $this->known[$id];
    }

    /** A draft that was a real order before is one still: the agent must hear of it. */
    private function isReal(\WC_Abstract_Order $order): bool
    {
        return !in_array($order->get_status('edit'), self::DRAFTS, true) || isset($order->get_changes()['status']);
    }

    private function remember(int $id, int $toRecord): void
    {
        if (count($this->known) > self::REMEMBERED) {
            $this->known = array_slice($this->known, -self::REMEMBERED, null, true);
        }
        $this->known[$id] = $toRecord;
    }

    /** What is not there (any more), or can't be looked up, is recorded: reading it will tell. */
    private function stored(int $id): int
    {
        try {
            $row = AsFound::leave($this->db, fn(): ?array => $this->row($id));
        } catch (QueryFailed) {
            return $id;
        }
        return match ($row['type'] ?? null) {
            null => $id,
            self::TYPE => in_array($row['status'] ?? '', self::STORED_DRAFTS, true) ? 0 : $id,
            'shop_order_refund' => (int) ($row['parent'] ?? 0),
            default => 0,
        };
    }

    /** @return array<string, string|null>|null */
    private function row(int $id): ?array
    {
        return $this->query->rows(OrderUtil::custom_orders_table_usage_is_enabled()
            ? $this->query->prepare('SELECT type, status, parent_order_id AS parent FROM %i WHERE id = %d', $this->db->prefix . 'wc_orders', $id)
            : $this->query->prepare('SELECT post_type AS type, post_status AS status, post_parent AS parent FROM %i WHERE ID = %d', $this->db->posts, $id))[0] ?? null;
    }
}
