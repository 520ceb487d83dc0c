<?php

declare(strict_types=1);

namespace Counterfoil\Fingerprints;

use Counterfoil\Resources\OrderSnapshot;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Recipe legacy-1, over posts and their meta. Content and not dates is what tells here: `post_modified_gmt` does not
 * move with addresses, totals or meta. Meta keys are listed, not "all": plugins that stamp their own meta would make
 * every order look changed.
 */
final class LegacyFingerprints extends OrderFingerprints
{
    /** What the snapshot of an order carries of its meta. */
    public const META = [
        '_order_key', '_customer_user', '_order_currency', '_prices_include_tax', '_created_via', '_payment_method', '_payment_method_title', '_transaction_id',
        '_date_paid', '_date_completed', '_order_total', '_order_tax', '_order_shipping', '_order_shipping_tax', '_cart_discount', '_cart_discount_tax',
        '_billing_first_name', '_billing_last_name', '_billing_company', '_billing_address_1', '_billing_address_2', '_billing_city', '_billing_state', '_billing_postcode', '_billing_country', '_billing_email', '_billing_phone',
        '_shipping_first_name', '_shipping_last_name', '_shipping_company', '_shipping_address_1', '_shipping_address_2', '_shipping_city', '_shipping_state', '_shipping_postcode', '_shipping_country', '_shipping_phone',
        ...OrderSnapshot::META,
    ];

    public function recipe(): string
    {
        return 'legacy-1';
    }

    public function datesEverySave(): bool
    {
        return false;
    }

    protected function headQuery(string $ids): string
    {
        return $this->query->prepare(
            "SELECT ID AS id, post_status AS status, post_date_gmt AS created_at, post_modified_gmt AS modified_at, CONCAT_WS('|', post_status, post_date_gmt, MD5(post_excerpt)) AS part FROM %i",
            $this->db->posts,
        ) . " WHERE post_type = 'shop_order' AND ID IN ({$ids})";
    }

    protected function moreParts(string $ids): array
    {
        $meta = $this->sumOf("CONCAT_WS('|', meta_key, meta_value)");
        $refund = $this->sumOf("CONCAT_WS('|', posts.ID, amount.meta_value)");
        return [
            $this->byId(
                $this->query->prepare("SELECT post_id AS id, {$meta} AS part FROM %i", $this->db->postmeta)
                . " WHERE post_id IN ({$ids}) AND meta_key IN (" . $this->query->listOf(self::META) . ') GROUP BY post_id',
            ),
            $this->byId($this->query->prepare(
                "SELECT posts.post_parent AS id, {$refund} AS part FROM %i AS posts LEFT JOIN %i AS amount ON amount.post_id = posts.ID AND amount.meta_key = '_refund_amount'",
                $this->db->posts,
                $this->db->postmeta,
            ) . " WHERE posts.post_type = 'shop_order_refund' AND posts.post_parent IN ({$ids}) GROUP BY posts.post_parent"),
        ];
    }
}
