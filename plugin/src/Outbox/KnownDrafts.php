<?php

declare(strict_types=1);

namespace Counterfoil\Outbox;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Which orders are drafts, as far as this request has seen: the block checkout's before "Place order", and wp-admin's "Add order" before
 * its first save. Once seen as a real order, an order stays one: a second object of it may still say draft.
 */
final class KnownDrafts
{
    private const STATUSES = ['checkout-draft', 'auto-draft', 'draft'];
    /** The same as posts on legacy storage. */
    public const POST_STATUSES = ['wc-checkout-draft', 'auto-draft', 'draft'];
    private const REMEMBERED = 500;

    /** @var array<int, bool> whether it is a draft, by order id */
    private array $known = [];
    /** @var \WeakReference<\WC_Order>|null a draft in its first save: its items come before anything tells its id */
    private ?\WeakReference $first = null;

    /** @return bool whether this order is a draft */
    public function see(\WC_Order $order): bool
    {
        $id = $order->get_id();
        $isDraft = in_array($order->get_status('edit'), self::STATUSES, true) && ($this->known[$id] ?? true);
        if ($id > 0) {
            $this->known = array_slice($this->known, -self::REMEMBERED, null, true);
            $this->known[$id] = $isDraft;
        } elseif ($isDraft) {
            $this->first = \WeakReference::create($order);
        }
        return $isDraft;
    }

    /** By id alone, for hooks that bring no more. */
    public function isDraft(int $id): bool
    {
        if (isset($this->known[$id])) {
            return $this->known[$id];
        }
        $first = $this->first?->get();
        return $first !== null && $first->get_id() === $id && $this->see($first);
    }
}
