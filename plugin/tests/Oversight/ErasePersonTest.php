<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Oversight;

use Counterfoil\Admin\JourneyWords;
use Counterfoil\Admin\Words;
use Counterfoil\Database\RandomUuid;
use Counterfoil\Oversight\AskConnector;
use Counterfoil\Oversight\ErasePerson;
use Counterfoil\Oversight\ForgetPerson;
use Counterfoil\Oversight\JourneyKey;
use Counterfoil\Oversight\JourneysTable;
use Counterfoil\Oversight\JourneyStep;
use Counterfoil\Oversight\JourneyStepsTable;
use Counterfoil\Oversight\ListJourneys;
use Counterfoil\Oversight\NoteUnseenOrders;
use Counterfoil\Tests\RequiresWooCommerce;
use Counterfoil\Tests\ShopTestCase;

final class ErasePersonTest extends ShopTestCase
{
    private int $orderId = 0;

    protected function setUp(): void
    {
        parent::setUp();
        $this->forgetRows();
        $this->orderId = $this->newOrder()->get_id();
        $this->endRequest();
        NoteUnseenOrders::before($this->db);
        JourneyStepsTable::ofThisSite()->add([new JourneyStep(RandomUuid::make(), $this->orderId, '2026-11-23T10:02:14.000Z', 'step_customer_made', ['erp' => 'Tryton', 'customer' => 'Zoë Martin'])]);
        self::assertSame('Martin', ListJourneys::ofThisSite()->one($this->orderId)?->customer);
    }

    public function testWordPressFindsBothTools(): void
    {
        foreach (['wp_privacy_personal_data_exporters', 'wp_privacy_personal_data_erasers'] as $hook) {
            $tools = apply_filters($hook, []);
            self::assertIsArray($tools);
            self::assertArrayHasKey('counterfoil', $tools);
        }
    }

    public function testTheExportHoldsWhatIsKept(): void
    {
        $export = ErasePerson::export('zoe@example.org');
        self::assertTrue($export['done']);
        self::assertStringContainsString('Martin', (string) json_encode($export['data']));
        self::assertSame([], ErasePerson::export('somebody@example.org')['data']);
    }

    public function testTheExportSpeaksTheLanguageOfWhoMakesIt(): void
    {
        $this->asAdmin();
        update_user_meta(get_current_user_id(), 'locale', 'de_DE');
        self::assertStringContainsString('Bestellungen auf dem Weg ins ERP', (string) json_encode(ErasePerson::export('zoe@example.org')['data'], JSON_UNESCAPED_UNICODE));
    }

    public function testErasingByAddressLeavesTheOrderWithoutThePerson(): void
    {
        self::assertTrue(ErasePerson::erase('zoe@example.org')['items_removed']);
        $this->assertErased();
        self::assertFalse(ErasePerson::erase('zoe@example.org')['items_removed']);
    }

    public function testWhereWooCommerceKeepsTheOrderNameAndAddressDoNotComeBackAtItsNextChange(): void
    {
        ErasePerson::erase('zoe@example.org');
        $order = $this->theOrder();
        self::assertSame('zoe@example.org', $order->get_billing_email(), 'the shop keeps it');
        $order->set_billing_phone('0123');
        $order->save();
        $this->endRequest();
        NoteUnseenOrders::before($this->db);
        $this->assertErased();
    }

    public function testAnotherOrderThatGotTheIdOfAnErasedOneKeepsItsCustomer(): void
    {
        ErasePerson::erase('zoe@example.org');
        $order = $this->theOrder();
        $order->set_order_key('wc_order_another');
        $order->set_billing_last_name('Petit');
        $order->save();
        $this->endRequest();
        NoteUnseenOrders::before($this->db);
        self::assertSame('Petit', ListJourneys::ofThisSite()->one($this->orderId)?->customer);
    }

    public function testWhyAnOrderWasLeftOutIsExportedAndErasedWhereverItStands(): void
    {
        $this->asAdmin();
        AskConnector::leaveOut($this->orderId, get_current_user_id(), 'Martin paid in the shop', null);
        JourneysTable::ofThisSite()->noteAnswered([]);
        $this->db->query("UPDATE {$this->db->prefix}counterfoil_journeys SET code = 'left_out_by_person', code_values = '{\"user\":\"admin\",\"note\":\"Martin paid in the shop\"}' WHERE order_id = {$this->orderId}");
        self::assertStringContainsString('Martin paid in the shop', (string) json_encode(ErasePerson::export('zoe@example.org')['data']));
        self::assertTrue(ErasePerson::erase('zoe@example.org')['items_removed']);
        $this->assertErased();
        foreach (['outbox', 'journeys', 'journey_steps'] as $table) {
            self::assertStringNotContainsString('Martin', (string) json_encode($this->db->get_results("SELECT * FROM {$this->db->prefix}counterfoil_{$table} WHERE order_id = {$this->orderId}"), JSON_UNESCAPED_UNICODE), $table);
        }
        $row = ListJourneys::ofThisSite()->one($this->orderId);
        self::assertSame('Left out by admin: …', (new JourneyWords(Words::forLocale('en_US'), 'Tryton'))->sentence('left_out_by_person', $row->values ?? []));
        self::assertSame([], ErasePerson::export('zoe@example.org')['data']);
    }

    public function testWhatTheErpSaidGoesAndWhatWeSayStays(): void
    {
        $reasons = ['{"erp":"Tryton","reason":"Party Martin is inactive"}' => '{"erp":"Tryton","reason":"…"}', '{"erp":"Tryton","reason":{"code":"reason_locked","values":{}}}' => '{"erp":"Tryton","reason":{"code":"reason_locked","values":{}}}'];
        foreach ($reasons as $before => $after) {
            $this->db->update("{$this->db->prefix}counterfoil_journeys", ['code' => 'erp_refused', 'code_values' => $before], ['order_id' => $this->orderId]);
            ErasePerson::erase('zoe@example.org');
            self::assertSame($after, $this->db->get_var("SELECT code_values FROM {$this->db->prefix}counterfoil_journeys WHERE order_id = {$this->orderId}"));
        }
    }

    public function testOrdersOfAnAccountAreFoundThoughTheyWereGivenWithAnotherAddress(): void
    {
        $userId = wp_insert_user(['user_login' => 'zoe-' . wp_generate_password(6, false), 'user_email' => 'account@example.org', 'user_pass' => 'x', 'role' => 'customer']);
        self::assertIsInt($userId);
        $order = $this->theOrder();
        $order->set_customer_id($userId);
        $order->save();
        self::assertStringContainsString('Martin', (string) json_encode(ErasePerson::export('account@example.org')['data']));
        self::assertTrue(ErasePerson::erase('account@example.org')['items_removed']);
        $this->assertErased();
    }

    public function testWhoErasesIsToldWhatTheErpAndTheShopKeep(): void
    {
        $this->asAdmin();
        update_user_meta(get_current_user_id(), 'locale', 'de_DE');
        update_option('woocommerce_erasure_request_removes_order_data', 'no');
        JourneysTable::ofThisSite()->noteOffered([$this->orderId]);
        $answer = ErasePerson::erase('zoe@example.org');
        self::assertTrue($answer['items_retained']);
        self::assertStringContainsString('1 Bestellung dieser Person ging an', $answer['messages'][0] ?? '');
        self::assertStringContainsString('WooCommerce hat 1 Bestellung dieser Person', $answer['messages'][1] ?? '');
        $mine = ErasePerson::erase(wp_get_current_user()->user_email);
        self::assertStringContainsString('bleibt vermerkt', implode(' ', $mine['messages']));
    }

    public function testAnOrderThatNeverLeftTheShopAndThatWooCommerceErasesLeavesNothingToTell(): void
    {
        update_option('woocommerce_erasure_request_removes_order_data', 'yes');
        $answer = ErasePerson::erase('zoe@example.org');
        self::assertSame([true, false, []], [$answer['items_removed'], $answer['items_retained'], $answer['messages']]);
    }

    public function testALineThatWasOnItsWayWhenThePersonWasErasedArrivesWithoutThem(): void
    {
        ErasePerson::erase('zoe@example.org');
        JourneyStepsTable::ofThisSite()->add([new JourneyStep(RandomUuid::make(), $this->orderId, '2026-11-23T10:03:14.000Z', 'step_left_out', ['user' => 'admin', 'note' => 'Martin called'])]);
        ForgetPerson::inWhatArrived([$this->orderId], []);
        $this->assertErased();
    }

    #[RequiresWooCommerce('eraser of personal data')]
    public function testErasingAnOrderInWooCommerceErasesItHereToo(): void
    {
        \WC_Privacy_Erasers::remove_order_personal_data($this->theOrder());
        $this->assertErased();
        $this->endRequest();
        NoteUnseenOrders::before($this->db);
        $this->assertErased();
    }

    private function theOrder(): \WC_Order
    {
        $order = wc_get_order($this->orderId);
        self::assertInstanceOf(\WC_Order::class, $order);
        return $order;
    }

    private function assertErased(): void
    {
        $row = ListJourneys::ofThisSite()->one($this->orderId);
        self::assertSame(['', ''], [$row?->customer, $row?->email]);
        $steps = JourneyStepsTable::ofThisSite()->of(new JourneyKey($this->orderId), null);
        foreach ($steps as $step) {
            self::assertStringNotContainsString('Martin', (string) json_encode($step->values));
        }
        $made = array_values(array_filter($steps, static fn(JourneyStep $step): bool => str_starts_with($step->code, 'step_customer')));
        self::assertSame([['step_customer_made_erased', ['erp' => 'Tryton']]], array_map(static fn(JourneyStep $step): array => [$step->code, $step->values], $made));
        self::assertSame('Kunde in Tryton angelegt; welcher, wurde gelöscht', (new JourneyWords(Words::forLocale('de_DE'), 'Tryton'))->sentence('step_customer_made_erased', ['erp' => 'Tryton']));
    }
}
