<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Admin;

use Counterfoil\Admin\OrderPanel;
use Counterfoil\Database\RandomUuid;
use Counterfoil\Oversight\JourneyStep;
use Counterfoil\Oversight\JourneyStepsTable;
use Counterfoil\Tests\RequiresWooCommerce;

#[RequiresWooCommerce('order screen')]
final class OrderPanelTest extends AdminTestCase
{
    private const ORDER = 77000101;

    protected function setUp(): void
    {
        parent::setUp();
        $this->connected();
    }

    protected function tearDown(): void
    {
        $_GET = $_REQUEST = [];
        parent::tearDown();
    }

    public function testThePanelSaysWhereTheOrderStandsAndOpensItInTheErp(): void
    {
        $this->delivered();
        $panel = $this->panel();
        self::assertStringContainsString('In Tryton as <a href="https://erp.example/9"', $panel);
        self::assertStringContainsString('Compare again: order N77000101 with the ERP', $panel);
        self::assertStringContainsString('view=orders&#038;order=77000101', $panel);
    }

    public function testThePanelShowsTheLastFiveSteps(): void
    {
        $this->delivered();
        foreach (range(1, 8) as $minute) {
            (new JourneyStepsTable($this->db))->add([new JourneyStep(RandomUuid::make(), self::ORDER, "2026-11-23T10:0{$minute}:00.000Z", 'step_read_back', ['erp' => 'Tryton', 'document' => "S{$minute}", 'money' => '1234.5 EUR'])]);
        }
        $panel = $this->panel();
        self::assertSame(5, substr_count($panel, '<li>'));
        self::assertStringContainsString('S8 in Tryton is €1,234.50', $panel, 'money as the shop writes it');
    }

    public function testAStepsTimeIsWrittenAsTheShopWritesTimesWithItsSeconds(): void
    {
        $this->delivered();
        (new JourneyStepsTable($this->db))->add([new JourneyStep(RandomUuid::make(), self::ORDER, '2020-01-02T13:05:09.000Z', 'step_picked_up', [])]);
        foreach (['g:i a' => '1:05:09 pm', 'H:i' => '13:05:09', 'G\h i \m\i\n' => '13h 05:09 min', 'H:i:s' => '13:05:09'] as $format => $written) {
            update_option('time_format', $format);
            self::assertStringContainsString(" {$written}</time>", $this->panel(), $format);
        }
    }

    public function testWhatNeedsAPersonSaysWhatToDo(): void
    {
        $this->journey(self::ORDER, ['state' => 'held', 'code' => 'gap_product_without_sku', 'code_values' => '{"name":"Gift box","erp":"Tryton"}']);
        $panel = $this->panel();
        self::assertStringContainsString('needs you:', $panel);
        self::assertStringContainsString('Give &quot;Gift box&quot; a SKU in the shop, the same as its code in Tryton. Then send it again.', $panel);
    }

    public function testWhatChangedAfterDeliveryIsNotSentAgainButLeftAsItIs(): void
    {
        $this->delivered(['state' => 'held', 'code' => 'change_after_delivery', 'code_values' => '{"change":"lines, total 1.00 EUR → 2.00 EUR","erp":"Tryton","document":"S00231"}']);
        $panel = $this->panel();
        self::assertStringContainsString('Leave as it is', $panel);
        self::assertStringNotContainsString('data-counterfoil-send-again', $panel);
    }

    public function testWhatChangedStandsThereBeforeAndAfter(): void
    {
        $this->delivered(['state' => 'held', 'code' => 'change_after_delivery', 'code_values' => '{"erp":"Tryton","document":"S00231","changes":[{"what":"total","line":null,"before":"1119.99 EUR","after":"62.78 EUR"},{"what":"quantity","line":"<b>MUG</b>","before":"2","after":"1.5"}]}']);
        update_option('woocommerce_price_decimal_sep', ',');
        update_option('woocommerce_price_thousand_sep', '.');
        $panel = $this->panel();
        self::assertStringContainsString('<li><bdi>total: €1.119,99 → €62,78</bdi></li>', $panel);
        self::assertStringContainsString('quantity (&lt;b&gt;MUG&lt;/b&gt;): 2 → 1,5', $panel);
    }

    public function testAnOrderThatIsFineIsComparedAgainAndNotSentAgain(): void
    {
        $this->delivered();
        $panel = $this->panel();
        self::assertStringContainsString('>Compare again</a>', $panel);
        self::assertStringNotContainsString('Send again', $panel);
    }

    public function testASilentConnectorIsSaidAsItConcernsTheOrder(): void
    {
        $this->db->query("UPDATE {$this->db->prefix}counterfoil_keys SET last_seen_at = UTC_TIMESTAMP(3) - INTERVAL 1 HOUR");
        $this->delivered(['state' => 'held', 'code' => 'change_after_delivery', 'code_values' => '{}']);
        $panel = $this->panel();
        self::assertStringContainsString('what you ask for is done when it is back', $panel);
        self::assertStringNotContainsString('goes when it is back', $panel, 'it is there already');
        $this->db->update("{$this->db->prefix}counterfoil_journeys", ['state' => 'left_as_is'], ['order_id' => self::ORDER]);
        self::assertStringNotContainsString('silent', $this->panel(), 'nothing is to be sent or asked');
    }

    public function testThatSendingIsStoppedIsSaidForAnOrderThatWaits(): void
    {
        \Counterfoil\Oversight\OrdersStopped::stop($this->as('shop_manager'));
        $this->journey(self::ORDER, ['state' => 'waiting', 'code' => 'order_waiting', 'code_values' => '{}']);
        self::assertStringContainsString('Petra stopped the sending of orders; this order waits until it goes on.', $this->panel());
        $this->db->update("{$this->db->prefix}counterfoil_journeys", ['asked_event' => RandomUuid::make()], ['order_id' => self::ORDER]);
        self::assertStringContainsString('Asked; it is taken up when sending goes on.', $this->panel());
    }

    public function testAfterAskingThePanelSaysWhatCameOfIt(): void
    {
        $this->delivered(['code' => 'order_unchanged']);
        (new JourneyStepsTable($this->db))->add([new JourneyStep(RandomUuid::make(), self::ORDER, '2026-11-23T10:10:00.000Z', 'step_asked_again', ['user' => 'Petra'])]);
        self::assertStringContainsString('<strong>Now:</strong> <bdi>In Tryton as S00231, nothing new</bdi>', $this->panel());
    }

    public function testAnOrderThatIsOlderThanTheStartIsAPersonsToEnterAndNotSentAgain(): void
    {
        $this->journey(self::ORDER, ['state' => 'skipped', 'code' => 'before_cutover', 'code_values' => '{"cutover":"2026-11-23T10:00:00.000Z"}']);
        $panel = $this->panel();
        self::assertStringContainsString('If it is still to be delivered, enter it in the ERP by hand.', $panel);
        self::assertStringNotContainsString('data-counterfoil-send-again', $panel);
    }

    public function testAnOrderOfAShopThatWasNeverConnectedSaysThatItIsRecordedAndIsNotSentAgain(): void
    {
        $this->journey(self::ORDER, ['state' => 'waiting', 'code' => 'order_recorded', 'code_values' => '{}']);
        $panel = $this->panel();
        self::assertStringContainsString('Recorded; nothing is sent before the shop is connected', $panel);
        self::assertStringNotContainsString('data-counterfoil-send-again', $panel);
    }

    public function testWhoMayOnlyLookHasNoButton(): void
    {
        $this->delivered();
        $this->as('subscriber', ['counterfoil_see']);
        self::assertStringNotContainsString('class="button"', $this->panel());
    }

    public function testASilentConnectorIsSaidForAnOrderThatIsOnItsWay(): void
    {
        $this->db->query("UPDATE {$this->db->prefix}counterfoil_keys SET last_seen_at = UTC_TIMESTAMP(3) - INTERVAL 1 HOUR");
        $this->journey(self::ORDER, ['state' => 'waiting', 'code' => 'order_waiting', 'code_values' => '{}']);
        self::assertStringContainsString('The connector on PC-OFFICE is silent', $this->panel());
    }

    public function testAnOrderThatNobodyRecordedSaysSo(): void
    {
        self::assertStringContainsString('Not recorded', $this->panel());
    }

    public function testWhatCustomersAndErpsWroteCantBecomeMarkup(): void
    {
        $script = '<script>alert(1)</script>"\'>';
        $this->delivered(['order_number' => $script, 'document_number' => $script, 'document_url' => 'javascript:alert(1)', 'code_values' => (string) json_encode(['erp' => $script, 'document' => $script])]);
        (new JourneyStepsTable($this->db))->add([new JourneyStep(RandomUuid::make(), self::ORDER, '2026-11-23T10:02:00.000Z', 'step_left_out', ['user' => $script, 'note' => $script])]);
        $panel = $this->panel();
        self::assertStringNotContainsString('<script', $panel);
        self::assertStringNotContainsString('javascript:', $panel);
    }

    public function testTheScreenOfOneOrderHasThePanelForWhoMaySee(): void
    {
        $screen = $this->onHpos() ? 'woocommerce_page_wc-orders' : 'shop_order';
        OrderPanel::add($screen);
        self::assertArrayHasKey('counterfoil', $this->boxes($screen));
        unset($GLOBALS['wp_meta_boxes']);
        $this->as('author');
        OrderPanel::add($screen);
        self::assertArrayNotHasKey('counterfoil', $this->boxes($screen));
    }

    public function testSendAgainByItsLinkAsksAndLeadsBackToTheOrder(): void
    {
        $this->delivered();
        $this->follow(wp_create_nonce('counterfoil_send_again_' . self::ORDER));
        self::assertSame(['counterfoil.command.send_again'], array_column($this->rows(self::ORDER), 'event_type'));
        self::assertStringContainsString('Asked; the connector takes it up next.', $this->panel());
        self::assertStringNotContainsString('data-counterfoil-send-again', $this->panel(), 'one asking is enough');
    }

    public function testSendAgainIsRefusedWithoutItsNonce(): void
    {
        $this->delivered();
        self::assertSame(403, $this->follow('wrong'));
        self::assertSame(403, $this->follow(wp_create_nonce('counterfoil_send_again_1')), 'that of another order');
        self::assertSame([], $this->rows(self::ORDER));
    }

    public function testSendAgainIsRefusedToWhoMayOnlyLook(): void
    {
        $this->delivered();
        $this->as('subscriber', ['counterfoil_see']);
        self::assertSame(403, $this->follow(wp_create_nonce('counterfoil_send_again_' . self::ORDER)));
        self::assertSame([], $this->rows(self::ORDER));
    }

    public function testSendAgainOfAnOrderThatNobodyKnowsIsSaidSo(): void
    {
        self::assertSame(404, $this->follow(wp_create_nonce('counterfoil_send_again_' . self::ORDER)));
    }

    public function testTheScreenFetchesThePanelAnew(): void
    {
        $this->delivered();
        $response = $this->ask('GET', 'journeys/' . self::ORDER . '/panel');
        self::assertSame(200, $response->get_status());
        self::assertSame(['html' => \Counterfoil\Admin\OrderPanelHtml::of(self::ORDER)], $response->get_data());
    }

    /** @param array<string, string> $with */
    private function delivered(array $with = []): void
    {
        $this->journey(self::ORDER, $with + ['document_id' => '9', 'document_number' => 'S00231', 'document_url' => 'https://erp.example/9', 'document_state' => 'confirmed']);
    }

    private function panel(): string
    {
        return \Counterfoil\Admin\OrderPanelHtml::of(self::ORDER);
    }

    /** @return array<mixed> boxes that stand high at the side of this screen */
    private function boxes(string $screen): array
    {
        global $wp_meta_boxes;
        $boxes = is_array($wp_meta_boxes) && is_array($wp_meta_boxes[$screen] ?? null) ? $wp_meta_boxes[$screen] : [];
        $side = is_array($boxes['side'] ?? null) ? $boxes['side'] : [];
        return is_array($side['high'] ?? null) ? $side['high'] : [];
    }

    /** @return int the status that the page ends with; 302: it leads on */
    private function follow(string $nonce): int
    {
        $_GET = $_REQUEST = ['order' => (string) self::ORDER, '_wpnonce' => $nonce];
        $die = static fn(): callable => static function (mixed $message, mixed $title, mixed $arguments): never {
            $status = is_array($arguments) && is_int($arguments['response'] ?? null) ? $arguments['response'] : 500;
            throw new PageEnded($status);
        };
        $lead = static function (): never {
            throw new PageEnded(302);
        };
        add_filter('wp_die_handler', $die);
        add_filter('wp_redirect', $lead);
        try {
            OrderPanel::sendAgain();
            self::fail('The page went on after its answer.');
        } catch (PageEnded $ended) {
            return $ended->status;
        } finally {
            remove_filter('wp_die_handler', $die);
            remove_filter('wp_redirect', $lead);
        }
    }
}
