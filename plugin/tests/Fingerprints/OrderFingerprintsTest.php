<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Fingerprints;

use Counterfoil\Fingerprints\OrderFingerprints;
use Counterfoil\Tests\ShopTestCase;
use PHPUnit\Framework\Attributes\DataProvider;

/**
 * Two states with the same fingerprint must be the same for the ERP: each change of what an order's snapshot carries
 * shows.
 */
final class OrderFingerprintsTest extends ShopTestCase
{
    private function fingerprint(int $orderId): string
    {
        return OrderFingerprints::ofThisSite($this->db)->of([$orderId])[$orderId] ?? '';
    }

    /** @return array<string, array{string}> */
    public static function changesPastEveryHook(): array
    {
        return [
            'quantity of an item' => ["UPDATE {p}woocommerce_order_itemmeta SET meta_value = '9' WHERE meta_key = '_qty' AND order_item_id = {item}"],
            'two values of an item that change places' => ["UPDATE {p}woocommerce_order_itemmeta SET meta_value = IF(meta_key = '_qty', '0', '2') WHERE meta_key IN ('_qty', '_variation_id') AND order_item_id = {item}"],
            'name of an item' => ["UPDATE {p}woocommerce_order_items SET order_item_name = 'Cup' WHERE order_item_id = {item}"],
            'an item gone' => ['DELETE FROM {p}woocommerce_order_items WHERE order_item_id = {item}'],
            'one more meta of an item' => ["INSERT INTO {p}woocommerce_order_itemmeta (order_item_id, meta_key, meta_value) VALUES ({item}, '_reduced_stock', '2')"],
            'status' => ['{status}'],
            'total' => ['{total}'],
            'address' => ['{address}'],
            'note of the customer' => ['{note}'],
            'a VAT number of one plugin' => ["INSERT INTO {meta}, '_billing_vat_number', 'FR40303265045')"],
            'a VAT number of another' => ["INSERT INTO {meta}, '_eu_vat_number', 'FR40303265045')"],
            'that the person was erased' => ["INSERT INTO {meta}, '_anonymized', 'yes')"],
        ];
    }

    #[DataProvider('changesPastEveryHook')]
    public function testAChangeShows(string $statement): void
    {
        $order = $this->newOrder();
        $id = $order->get_id();
        $before = $this->fingerprint($id);
        $legacy = [
            '{status}' => "UPDATE {p}posts SET post_status = 'wc-completed' WHERE ID = {$id}",
            '{total}' => "UPDATE {p}postmeta SET meta_value = '1.00' WHERE meta_key = '_order_total' AND post_id = {$id}",
            '{address}' => "UPDATE {p}postmeta SET meta_value = 'Durand' WHERE meta_key = '_billing_last_name' AND post_id = {$id}",
            '{note}' => "UPDATE {p}posts SET post_excerpt = 'Ring twice' WHERE ID = {$id}",
            '{meta}' => "{p}postmeta (post_id, meta_key, meta_value) VALUES ({$id}",
        ];
        $hpos = [
            '{status}' => "UPDATE {p}wc_orders SET status = 'wc-completed' WHERE id = {$id}",
            '{total}' => "UPDATE {p}wc_orders SET total_amount = 1 WHERE id = {$id}",
            '{address}' => "UPDATE {p}wc_order_addresses SET last_name = 'Durand' WHERE address_type = 'billing' AND order_id = {$id}",
            '{note}' => "UPDATE {p}wc_orders SET customer_note = 'Ring twice' WHERE id = {$id}",
            '{meta}' => "{p}wc_orders_meta (order_id, meta_key, meta_value) VALUES ({$id}",
        ];
        $statement = strtr(strtr($statement, $this->onHpos() ? $hpos : $legacy), ['{p}' => $this->db->prefix, '{item}' => (string) $this->firstItem($order)->get_id()]);
        self::assertGreaterThan(0, $this->db->query($statement), $statement);
        self::assertNotSame($before, $this->fingerprint($id));
    }

    public function testARefundMadeShowsAndTheSameOrderReadTwiceDoesNot(): void
    {
        $id = $this->newOrder()->get_id();
        $before = $this->fingerprint($id);
        self::assertMatchesRegularExpression('/^[0-9a-f]{40}$/', $before);
        self::assertSame($before, $this->fingerprint($id));
        $refund = wc_create_refund(['order_id' => $id, 'amount' => '5.00']);
        self::assertInstanceOf(\WC_Order_Refund::class, $refund);
        self::assertNotSame($before, $this->fingerprint($id));
    }

    public function testAnOrderIsComputedTheSameAloneAndAmongOthersAndOneThatIsNotThereIsLeftOut(): void
    {
        $first = $this->newOrder()->get_id();
        $second = $this->newOrder('pending')->get_id();
        $all = OrderFingerprints::ofThisSite($this->db)->of([$first, 999999999, $second, $first]);
        ksort($all);
        self::assertSame([$first, $second], array_keys($all));
        self::assertSame($this->fingerprint($second), $all[$second]);
        self::assertNotSame($all[$first], $all[$second]);
    }
}
