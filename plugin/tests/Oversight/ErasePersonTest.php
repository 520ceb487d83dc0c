<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Oversight;

use Counterfoil\Admin\JourneyWords;
use Counterfoil\Admin\Words;
use Counterfoil\Database\RandomUuid;
use Counterfoil\Oversight\ErasePerson;
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

    #[RequiresWooCommerce('eraser of personal data')]
    public function testErasingAnOrderInWooCommerceErasesItHereToo(): void
    {
        $order = wc_get_order($this->orderId);
        self::assertInstanceOf(\WC_Order::class, $order);
        \WC_Privacy_Erasers::remove_order_personal_data($order);
        $this->assertErased();
        $this->endRequest();
        NoteUnseenOrders::before($this->db);
        $this->assertErased();
    }

    private function assertErased(): void
    {
        $row = ListJourneys::ofThisSite()->one($this->orderId);
        self::assertSame(['', ''], [$row?->customer, $row?->email]);
        $steps = JourneyStepsTable::ofThisSite()->of($this->orderId);
        foreach ($steps as $step) {
            self::assertStringNotContainsString('Martin', (string) json_encode($step->values));
        }
        $made = array_values(array_filter($steps, static fn(JourneyStep $step): bool => str_starts_with($step->code, 'step_customer')));
        self::assertSame([['step_customer_made_erased', ['erp' => 'Tryton']]], array_map(static fn(JourneyStep $step): array => [$step->code, $step->values], $made));
        self::assertSame('Kunde in Tryton angelegt; welcher, wurde gelöscht', (new JourneyWords(Words::forLocale('de_DE'), 'Tryton'))->sentence('step_customer_made_erased', ['erp' => 'Tryton']));
    }
}
