<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Resources;

use Counterfoil\Resources\OrderSnapshot;
use Counterfoil\Resources\ProductFacts;
use Counterfoil\Resources\ReadOrders;
use Counterfoil\Rest\SchemaValidator;
use Counterfoil\Tests\CommittingTestCase;
use Counterfoil\Tests\Contract\Samples;
use Counterfoil\Tests\Json;
use Counterfoil\Tests\RequiresWooCommerce;

/** One order in the contract's form, the same from both storages. */
#[RequiresWooCommerce('second storage to compare with')]
final class OrderSnapshotTest extends CommittingTestCase
{
    private const HPOS_OPTION = 'woocommerce_custom_orders_table_enabled';

    /** @var list<callable> */
    private array $afterwards = [];

    protected function end(): void
    {
        array_map(static fn(callable $undo): mixed => $undo(), array_reverse($this->afterwards));
        parent::end();
    }

    public function testTheSameOrderIsTheSameOnHposAndLegacyStorage(): void
    {
        $order = $this->fullOrder();
        $here = $this->snapshot($order->get_id());
        $this->copyToOtherStorage($order->get_id());
        $there = $this->snapshot($order->get_id());
        self::assertNotSame($here['readAs'], $there['readAs'], 'it was read from the other storage');
        unset($here['readAs'], $there['readAs']);
        self::assertSame($here, $there);
    }

    public function testEveryPartOfAnOrderIsSaidExactly(): void
    {
        $order = $this->fullOrder();
        $said = Json::of($this->snapshot($order->get_id()));
        self::assertSame(['EUR', 2, 'processing', 'zoe@example.org', 'FRXX999999999', 'Please ring twice.', 'tx-1'], [$said->text('currency'), $said->whole('priceDecimals'), $said->text('status'), $said->text('email'), $said->text('vatNumber'), $said->text('customerNote'), $said->text('transactionId')]);
        self::assertSame(['Zoë', 'Martin', '12 rue de l’Église', 'FR'], [$said->text('billing', 'firstName'), $said->text('billing', 'lastName'), $said->text('billing', 'line1'), $said->text('billing', 'country')]);
        self::assertSame('Café du Coin', $said->text('shipping', 'company'));

        $line = $said->at('lines', 0);
        self::assertSame(['CF-TEST', 'Red & <blue> mug', '2', '20.833334', '4.17'], [$line->text('sku'), $line->text('name'), $line->text('quantity'), $line->text('total'), $line->text('totalTax')]);
        self::assertEquals([(object) ['rateId' => 7, 'total' => '4.1666668', 'subtotal' => '4.5']], $line->raw('taxes'));
        self::assertEquals([(object) ['key' => 'engraving', 'value' => 'To Zoë']], $line->raw('meta'));
        self::assertSame('2', $line->text('reducedStock'));
        self::assertSame(['flat_rate', '3', 'Colissimo', '4.1666666', '0.83'], array_map(static fn(string $part): string => $said->text('shippingLines', 0, $part), ['methodId', 'instanceId', 'name', 'total', 'totalTax']));
        self::assertSame(['Gift wrap', '2.5'], [$said->text('feeLines', 0, 'name'), $said->text('feeLines', 0, 'total')]);
        self::assertSame(['welcome10', '2', '0.4'], array_map(static fn(string $part): string => $said->text('couponLines', 0, $part), ['code', 'discount', 'discountTax']));
        self::assertSame(['5.5', 'TVA 5,5 %', '4.17', '0.83'], array_map(static fn(string $part): string => $said->text('taxLines', 0, $part), ['percent', 'label', 'total', 'shippingTotal']));
        self::assertSame([7, true, false], [$said->whole('taxLines', 0, 'rateId'), $said->raw('addsUp'), $said->raw('anonymized')]);
        self::assertSame('32.5', $said->text('total'));
    }

    public function testARefundSaysWhatTheCustomerGetsBackAboveZero(): void
    {
        $order = $this->fullOrder();
        $item = $this->firstItem($order);
        $refund = wc_create_refund(['order_id' => $order->get_id(), 'amount' => '12.5', 'reason' => 'One came back', 'line_items' => [$item->get_id() => ['qty' => 1, 'refund_total' => '10.41', 'refund_tax' => [7 => '2.09']]]]);
        self::assertInstanceOf(\WC_Order_Refund::class, $refund);
        $said = Json::of($this->snapshot($order->get_id()));
        self::assertSame(['12.5', '12.5', 'One came back', false], [$said->text('refundedTotal'), $said->text('refunds', 0, 'amount'), $said->text('refunds', 0, 'reason'), $said->raw('refunds', 0, 'refundedPayment')]);
        $line = $said->at('refunds', 0, 'lines', 0);
        self::assertSame([$item->get_id(), 'line', '1', '10.41', '2.09'], [$line->whole('refundedLineId'), $line->text('kind'), $line->text('quantity'), $line->text('total'), $line->text('totalTax')]);
        self::assertEquals([(object) ['rateId' => 7, 'total' => '2.09', 'subtotal' => '2.09']], $line->raw('taxes'));
        self::assertCount(1, $said->each('refunds', 0, 'lines'));
    }

    public function testALineOfADeletedProductKeepsItsWordsAndLosesItsIds(): void
    {
        $order = $this->order();
        $productId = $this->firstItem($order)->get_product_id();
        wp_delete_post($productId, true);
        $said = Json::of($this->snapshot($order->get_id()));
        self::assertSame([0, 0, '', 'Mug'], [$said->whole('lines', 0, 'productId'), $said->whole('lines', 0, 'variationId'), $said->text('lines', 0, 'sku'), $said->text('lines', 0, 'name')]);
    }

    public function testAVariationHasItsOwnIdAndSku(): void
    {
        $parent = new \WC_Product_Variable();
        $parent->set_name('T-shirt');
        $parent->save();
        $variation = new \WC_Product_Variation();
        $variation->set_parent_id($parent->get_id());
        $variation->set_sku('TS-RED');
        $variation->set_regular_price('10');
        $variation->set_virtual(true);
        $variation->save();
        $order = new \WC_Order();
        $order->add_product($variation, 1);
        $order->calculate_totals();
        $order->save();
        $said = Json::of($this->snapshot($order->get_id()));
        self::assertSame([$parent->get_id(), $variation->get_id(), 'TS-RED', true], [$said->whole('lines', 0, 'productId'), $said->whole('lines', 0, 'variationId'), $said->text('lines', 0, 'sku'), $said->raw('lines', 0, 'virtual')]);
        $variation->delete(true);
        $gone = Json::of($this->snapshot($order->get_id()));
        self::assertSame([$parent->get_id(), 0, ''], [$gone->whole('lines', 0, 'productId'), $gone->whole('lines', 0, 'variationId'), $gone->text('lines', 0, 'sku')]);
    }

    public function testTheCheckIsOfTheOrdersKeyAlsoWhereItHasNone(): void
    {
        $order = $this->order();
        $order->set_order_key('wc_order_abc123');
        $order->save();
        self::assertSame('YPCPKL', $this->snapshot($order->get_id())['check']);
        $order->set_order_key('');
        $order->save();
        $this->blankKey($order->get_id());
        self::assertSame('4OYMIQ', $this->snapshot($order->get_id())['check']);
    }

    public function testTheNumberIsTheOneTheShopDisplays(): void
    {
        $order = $this->order();
        $number = static fn(): string => 'WEB-' . $order->get_id();
        add_filter('woocommerce_order_number', $number);
        $this->afterwards[] = static fn(): bool => remove_filter('woocommerce_order_number', $number);
        self::assertSame('WEB-' . $order->get_id(), $this->snapshot($order->get_id())['number']);
    }

    public function testATaxWithoutItsPercentIsNotTakenForZeroPercent(): void
    {
        $order = $this->fullOrder();
        $tax = array_values($order->get_items('tax'))[0];
        wc_delete_order_item_meta($tax->get_id(), 'rate_percent');
        self::assertNull(Json::of($this->snapshot($order->get_id()))->raw('taxLines', 0, 'percent'));
        wc_update_order_item_meta($tax->get_id(), 'rate_percent', '0');
        self::assertSame('0', Json::of($this->snapshot($order->get_id()))->text('taxLines', 0, 'percent'));
    }

    public function testTheShippingAddressIsLeftOutWhereItIsTheBillingAddressOnceMore(): void
    {
        $order = $this->fullOrder();
        $billing = $order->get_address('billing');
        unset($billing['email']);
        $order->set_address(['phone' => ''] + $billing, 'shipping');
        $order->save();
        self::assertNull($this->snapshot($order->get_id())['shipping']);
        $order->set_shipping_city('Lyon');
        $order->save();
        self::assertSame('Lyon', Json::of($this->snapshot($order->get_id()))->text('shipping', 'city'));
        $order->set_address(array_fill_keys(array_keys($billing), '') + ['country' => ''], 'shipping');
        $order->set_shipping_country('FR');
        $order->save();
        self::assertNull($this->snapshot($order->get_id())['shipping'], 'a country alone is nowhere');
    }

    public function testWhatIsLongerThanTheContractAllowsIsCutBetweenCharacters(): void
    {
        $order = $this->fullOrder();
        $order->set_customer_note(str_repeat('🧾', 12000));
        $order->set_billing_city(str_repeat('é', 100));
        $order->save();
        $said = $this->snapshot($order->get_id());
        self::assertSame(str_repeat('🧾', 10000), $said['customerNote']);
    }

    public function testAnErasedOrderSaysSo(): void
    {
        $order = $this->order();
        \WC_Privacy_Erasers::remove_order_personal_data($order);
        self::assertTrue($this->snapshot($order->get_id())['anonymized']);
    }

    /** @return array<string, mixed> with `readAs`: the class of the store it came from */
    private function snapshot(int $orderId): array
    {
        $read = ReadOrders::read([$orderId]);
        self::assertArrayHasKey($orderId, $read->orders, (string) json_encode([$read->gone, array_map(static fn(\Throwable $error): string => $error->getMessage(), $read->failed)]));
        $said = (new OrderSnapshot(5, [], $read->accountTimes, time(), new ProductFacts()))->of($read->orders[$orderId], $read->refunds[$orderId] ?? []);
        $schema = (new Json(Samples::schema('events-answer')))->raw('properties', 'orders', 'items');
        self::assertInstanceOf(\stdClass::class, $schema);
        $error = (new SchemaValidator())->firstError(Json::of($said)->value, $schema);
        self::assertNull($error, "{$error?->field} {$error?->reason}");
        $store = $read->orders[$orderId]->get_data_store();
        return $said + ['readAs' => $store instanceof \WC_Data_Store ? $store->get_current_class_name() : ''];
    }

    /** An order with one of everything, amounts set by hand so that each is known. */
    private function fullOrder(): \WC_Order
    {
        $product = $this->product();
        $product->set_sku('CF-TEST');
        $product->save();
        $this->afterwards[] = static fn(): bool => $product->delete(true);
        $order = new \WC_Order();
        $order->set_currency('EUR');
        $order->set_created_via('checkout');
        $order->set_address(['first_name' => 'Zoë', 'last_name' => 'Martin', 'address_1' => '12 rue de l’Église', 'postcode' => '75011', 'city' => 'Paris', 'country' => 'FR', 'email' => 'zoe@example.org', 'phone' => '+33 1 23'], 'billing');
        $order->set_address(['first_name' => 'Zoë', 'last_name' => 'Martin', 'company' => 'Café du Coin', 'address_1' => '3 quai', 'postcode' => '69001', 'city' => 'Lyon', 'country' => 'FR'], 'shipping');
        $order->set_customer_note('Please ring twice.');
        $order->set_payment_method('bacs');
        $order->set_payment_method_title('Bank &amp; transfer');
        $order->set_transaction_id('tx-1');
        $order->update_meta_data('_billing_vat_number', ' FRXX999999999 ');

        $line = new \WC_Order_Item_Product();
        $line->set_product($product);
        $line->set_name('Red &amp; &lt;blue&gt; mug');
        $line->set_props(['quantity' => 2, 'subtotal' => '22.5', 'total' => '20.833334', 'taxes' => ['subtotal' => [7 => '4.5', 8 => ''], 'total' => [7 => '4.1666668', 8 => '']]]);
        $line->add_meta_data('engraving', 'To Zoë');
        $line->add_meta_data('_hidden', 'not shown');
        $order->add_item($line);
        $shipping = new \WC_Order_Item_Shipping();
        $shipping->set_props(['method_title' => 'Colissimo', 'method_id' => 'flat_rate', 'instance_id' => '3', 'total' => '4.1666666', 'taxes' => ['total' => [7 => '0.8333334']]]);
        $order->add_item($shipping);
        $fee = new \WC_Order_Item_Fee();
        $fee->set_props(['name' => 'Gift wrap', 'total' => '2.5', 'taxes' => ['total' => [7 => '0']]]);
        $order->add_item($fee);
        $coupon = new \WC_Order_Item_Coupon();
        $coupon->set_props(['code' => 'welcome10', 'discount' => '2', 'discount_tax' => '0.4']);
        $order->add_item($coupon);
        $tax = new \WC_Order_Item_Tax();
        $tax->set_props(['rate_id' => 7, 'rate_code' => 'FR-TVA-1', 'label' => 'TVA 5,5 %', 'rate_percent' => 5.5, 'tax_total' => '4.17', 'shipping_tax_total' => '0.83']);
        $order->add_item($tax);
        $order->set_cart_tax('4.17');
        $order->set_shipping_tax('0.83');
        $order->set_shipping_total('4.166667'); // WooCommerce's migration to HPOS keeps 6 decimals of an order's own totals
        $order->set_discount_total('2');
        $order->set_discount_tax('0.4');
        $order->set_total('32.5');
        $order->set_status('processing');
        $order->save();
        $item = array_values($order->get_items())[0];
        wc_update_order_item_meta($item->get_id(), '_reduced_stock', '2');
        $this->endRequest();
        $read = wc_get_order($order->get_id());
        self::assertInstanceOf(\WC_Order::class, $read);
        return $read;
    }

    private function copyToOtherStorage(int $orderId): void
    {
        $onHpos = $this->onHpos();
        if ($onHpos) {
            $this->ofWooCommerce('Internal\DataStores\Orders\OrdersTableDataStore', 'backfill_post_record', wc_get_order($orderId));
        } else {
            if ($this->ofWooCommerce('Internal\DataStores\Orders\DataSynchronizer', 'check_orders_table_exists') !== true) {
                $this->ofWooCommerce('Internal\DataStores\Orders\DataSynchronizer', 'create_database_tables');
            }
            $this->ofWooCommerce('Database\Migrations\CustomOrderTable\PostsToOrdersMigrationController', 'migrate_orders', [$orderId]);
        }
        $other = static fn(): string => $onHpos ? 'no' : 'yes';
        add_filter('pre_option_' . self::HPOS_OPTION, $other);
        $this->afterwards[] = static function () use ($other): void {
            remove_filter('pre_option_' . self::HPOS_OPTION, $other);
            wp_cache_flush();
        };
        wp_cache_flush();
    }

    /** WooCommerce's own way from one storage to the other, which its stubs leave out. */
    private function ofWooCommerce(string $class, string $method, mixed ...$arguments): mixed
    {
        $name = "Automattic\\WooCommerce\\{$class}";
        self::assertTrue(class_exists($name));
        $call = [wc_get_container()->get($name), $method];
        self::assertIsCallable($call);
        return $call(...$arguments);
    }

    private function blankKey(int $orderId): void
    {
        $this->db->query("UPDATE {$this->db->postmeta} SET meta_value = '' WHERE post_id = {$orderId} AND meta_key = '_order_key'");
        if ($this->onHpos()) {
            $this->db->query("UPDATE {$this->db->prefix}wc_order_operational_data SET order_key = '' WHERE order_id = {$orderId}");
        }
    }
}
