<?php

declare(strict_types=1);

namespace Counterfoil\Resources;

if (!defined('ABSPATH')) {
    exit;
}

/** One refund in the contract's form: amounts are what the customer gets back, above zero. */
final class RefundSnapshot
{
    /** A refund whose `woocommerce_refund_created` was not seen is final once it stood unchanged for this long. */
    public const FINAL_AFTER_SECONDS = 300;

    /**
     * @param string $orderKey of the order that it gives back
     * @param bool $seenMade whether `woocommerce_refund_created` was seen
     * @param int $now unix seconds by the database's clock
     * @return array<string, mixed>
     */
    public static function of(\WC_Order_Refund $refund, string $orderKey, bool $seenMade, int $now): array
    {
        $lines = [];
        foreach (StoredItem::of($refund) as $item) {
            $line = in_array($item->type, ['line_item', 'shipping', 'fee'], true) ? self::line($item) : null;
            if ($line !== null) {
                $lines[] = $line;
            }
        }
        $createdAt = OrderTime::of($refund->get_date_created('edit'));
        return [
            'id' => $refund->get_id(),
            'check' => OrderCheck::ofRefund($orderKey, $createdAt),
            'amount' => DecimalText::of($refund->get_amount('edit')),
            'reason' => ShopText::cut($refund->get_reason('edit'), 2000),
            'createdAt' => $createdAt,
            'final' => $seenMade || self::secondsUntilFinal($refund, $now) === 0,
            'refundedPayment' => (bool) $refund->get_refunded_payment('edit'),
            'lines' => array_slice($lines, 0, 1000),
        ];
    }

    /** Of a refund that was not seen made. */
    public static function secondsUntilFinal(\WC_Order_Refund $refund, int $now): int
    {
        $changed = $refund->get_date_modified('edit') ?? $refund->get_date_created('edit');
        return $changed === null ? 0 : max(0, $changed->getTimestamp() + self::FINAL_AFTER_SECONDS - $now);
    }

    /** @return array<string, mixed>|null null: a line that gives nothing back */
    private static function line(StoredItem $item): ?array
    {
        $kind = match ($item->type) {
            'shipping' => 'shipping',
            'fee' => 'fee',
            default => 'line',
        };
        $total = DecimalText::negated($item->get($kind === 'shipping' ? 'cost' : '_line_total'));
        $totalTax = DecimalText::negated($item->get($kind === 'shipping' ? 'total_tax' : '_line_tax'));
        $quantity = DecimalText::negated($kind === 'line' ? $item->get('_qty') : null);
        if ($total === '0' && $totalTax === '0' && $quantity === '0') {
            return null;
        }
        return [
            'id' => $item->id,
            'refundedLineId' => ShopId::orNull($item->get('_refunded_item_id')),
            'kind' => $kind,
            'quantity' => $quantity,
            'total' => $total,
            'totalTax' => $totalTax,
            'taxes' => OrderLines::taxes($item->get($kind === 'shipping' ? 'taxes' : '_line_tax_data'), $kind === 'line', true),
        ];
    }
}
