<?php

declare(strict_types=1);

namespace Counterfoil\Fingerprints;

use Counterfoil\Resources\OrderSnapshot;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Recipe hpos-1, over the order tables. `date_updated_gmt` is in it, so that any save nobody recorded shows; refunds
 * are in it by id, total and date, because deleting one moves nothing on the order.
 */
final class HposFingerprints extends OrderFingerprints
{
    public function recipe(): string
    {
        return 'hpos-1';
    }

    public function datesEverySave(): bool
    {
        return true;
    }

    protected function headQuery(string $ids): string
    {
        return $this->query->prepare(
            "SELECT o.id, o.status, o.date_created_gmt AS created_at, o.date_updated_gmt AS modified_at,
                CONCAT_WS('|', o.status, o.currency, o.total_amount, o.tax_amount, o.customer_id, o.billing_email, o.date_created_gmt, o.date_updated_gmt,
                o.payment_method, o.payment_method_title, o.transaction_id, MD5(IFNULL(o.customer_note, '')), p.order_key, p.created_via, p.prices_include_tax,
                IFNULL(p.date_paid_gmt, '-'), IFNULL(p.date_completed_gmt, '-'), p.shipping_total_amount, p.shipping_tax_amount, p.discount_total_amount, p.discount_tax_amount) AS part
            FROM %i AS o LEFT JOIN %i AS p ON p.order_id = o.id",
            $this->db->prefix . 'wc_orders',
            $this->db->prefix . 'wc_order_operational_data',
        ) . " WHERE o.type = 'shop_order' AND o.id IN ({$ids})";
    }

    protected function moreParts(string $ids): array
    {
        $address = $this->sumOf("CONCAT_WS('|', address_type, IFNULL(first_name, ''), IFNULL(last_name, ''), IFNULL(company, ''), IFNULL(address_1, ''), IFNULL(address_2, ''), IFNULL(city, ''), IFNULL(state, ''), IFNULL(postcode, ''), IFNULL(country, ''), IFNULL(email, ''), IFNULL(phone, ''))");
        $meta = $this->sumOf("CONCAT_WS('|', meta_key, meta_value)");
        $refund = $this->sumOf("CONCAT_WS('|', id, total_amount, date_updated_gmt)");
        return [
            $this->byId($this->query->prepare("SELECT order_id AS id, {$address} AS part FROM %i", $this->db->prefix . 'wc_order_addresses') . " WHERE order_id IN ({$ids}) GROUP BY order_id"),
            $this->byId(
                $this->query->prepare("SELECT order_id AS id, {$meta} AS part FROM %i", $this->db->prefix . 'wc_orders_meta')
                . " WHERE order_id IN ({$ids}) AND meta_key IN (" . $this->query->listOf(OrderSnapshot::META) . ') GROUP BY order_id',
            ),
            $this->byId($this->query->prepare("SELECT parent_order_id AS id, {$refund} AS part FROM %i", $this->db->prefix . 'wc_orders') . " WHERE type = 'shop_order_refund' AND parent_order_id IN ({$ids}) GROUP BY parent_order_id"),
        ];
    }
}
