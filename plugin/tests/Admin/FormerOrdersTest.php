<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Admin;

use Counterfoil\Admin\OrderPanelHtml;
use Counterfoil\Database\RandomUuid;
use Counterfoil\Oversight\JourneyDocumentsTable;
use Counterfoil\Oversight\JourneyStep;
use Counterfoil\Oversight\JourneyStepsTable;
use Counterfoil\Oversight\ListJourneys;
use Counterfoil\Tests\Json;

/**
 * Orders that the shop lost and whose ids others have now: they stand in the list as only in the ERP, and count as none
 * of the shop's.
 */
final class FormerOrdersTest extends AdminTestCase
{
    private const LOST = 'LOSTAA';
    private const NEW = 'NEWBBB';

    protected function setUp(): void
    {
        parent::setUp();
        $today = ['placed_at' => gmdate('Y-m-d H:i:s'), 'delivered_at' => gmdate('Y-m-d H:i:s')];
        $this->journey(5, ['order_check' => self::NEW, 'state' => 'held', 'code' => 'binding_of_another_order'] + $today);
        $this->journey(6, ['order_check' => self::NEW, 'total' => '20'] + $today);
        foreach ([5, 6] as $orderId) {
            $this->journey($orderId, ['former_check' => self::LOST, 'order_check' => self::LOST, 'order_number' => "F{$orderId}", 'state' => 'only_in_erp', 'code' => 'order_only_in_erp', 'total' => '31.2', 'document_id' => '1', 'document_number' => "S{$orderId}", 'document_state' => 'confirmed', 'document_url' => 'https://erp.example/1'] + $today);
        }
    }

    public function testTheyAreRowsOfTheirOwnWithDocumentAndTotalAndNoOrderToOpen(): void
    {
        $row = $this->list(['group' => 'only_in_erp'])->at('rows', 0);
        self::assertSame([6, self::LOST, '31.2', 'S6', 'https://erp.example/1', null], [$row->whole('orderId'), $row->text('former'), $row->text('total'), $row->text('document', 'number'), $row->text('document', 'url'), $row->raw('editUrl')]);
        self::assertSame([2, 4], [$this->list(['group' => 'only_in_erp'])->whole('total'), $this->list()->whole('all')]);
        self::assertNull($this->list(['group' => 'delivered'])->raw('rows', 0, 'former'));
    }

    public function testTheyAreSortedSearchedAndPagedBesideTheOthers(): void
    {
        $all = [[6, self::LOST], [6, null], [5, self::LOST], [5, null]];
        self::assertSame($all, $this->found());
        self::assertSame($all, [...$this->found(['perPage' => 1]), ...$this->found(['perPage' => 1, 'page' => 2]), ...$this->found(['perPage' => 1, 'page' => 3]), ...$this->found(['perPage' => 1, 'page' => 4])]);
        self::assertSame([[5, null], [6, null], [5, self::LOST], [6, self::LOST]], $this->found(['orderBy' => 'total', 'order' => 'asc']));
        self::assertSame([[5, self::LOST], [5, null]], $this->found(['search' => '5']));
        self::assertSame([[5, self::LOST]], $this->found(['search' => 'S5']));
        self::assertSame([[5, self::LOST]], $this->found(['search' => 'F5']));
    }

    public function testEachHasAJourneyUnderItsOwnAddress(): void
    {
        $this->db->insert(JourneyDocumentsTable::name($this->db->prefix), ['order_id' => 5, 'former_check' => self::LOST, 'kind' => 'order', 'shop_id' => 5, 'document_check' => self::LOST, 'generation' => 1, 'erp_id' => '1', 'number' => 'S5', 'state' => 'confirmed']);
        foreach ([self::LOST => 'step_picked_up', self::NEW => 'step_rules'] as $check => $code) {
            JourneyStepsTable::ofThisSite()->add([new JourneyStep(RandomUuid::make(), 5, '2026-11-23T10:02:14.000Z', $code, [], $check)]);
        }
        $shown = static fn(Json $one): array => [$one->raw('row', 'former'), count($one->each('documents')), array_map(static fn(Json $step): string => $step->text('code'), $one->each('steps'))];
        self::assertSame([self::LOST, 1, ['step_picked_up']], $shown($this->answer('admin-journey-answer', 'GET', 'journeys/5', ['former' => self::LOST])));
        self::assertSame([null, 0, ['step_rules']], $shown($this->answer('admin-journey-answer', 'GET', 'journeys/5')));
        self::assertSame('unknown_order', $this->refusal(404, 'GET', 'journeys/5', ['former' => 'AAAAAA']));
        self::assertSame('rest_invalid_param', $this->refusal(400, 'GET', 'journeys/5', ['former' => "x' OR 1"]));
    }

    public function testTheyCountAsNoOrdersOfTheShop(): void
    {
        $overview = $this->answer('admin-overview-answer', 'GET', 'overview');
        self::assertSame([2, 1], [$overview->whole('today', 'placed'), $overview->whole('today', 'delivered')]);
        self::assertSame([2, 2], [array_sum(array_map(static fn(Json $hour): int => $hour->whole('placed'), $overview->each('today', 'hours'))), array_sum(array_map(static fn(Json $hour): int => $hour->whole('delivered'), $overview->each('today', 'hours')))]);
        self::assertSame(['needs_you' => 1, 'going' => 0, 'not_paid' => 0, 'skipped' => 0, 'only_in_erp' => 2, 'delivered' => 1], $this->list()->fields('counts'));
    }

    public function testInWooCommercesOwnScreensStandsTheOrderThatTheShopHas(): void
    {
        self::assertSame([[5, false], [6, false]], array_map(static fn($row): array => [$row->orderId, $row->key->isFormer()], array_values(ListJourneys::ofThisSite()->several([5, 6]))));
        self::assertStringContainsString('stood for another order before', OrderPanelHtml::of(5));
    }

    public function testWhatIsAskedOfTheIdIsAskedOfTheOrderThatTheShopHas(): void
    {
        $this->connected();
        $this->answer('admin-asked-answer', 'POST', 'journeys/send-again', ['orders' => [['orderId' => 5, 'code' => 'order_delivered', 'version' => 7]]]);
        self::assertSame([[5, self::LOST, false], [5, null, true]], array_map(static fn(Json $row): array => [$row->whole('orderId'), $row->raw('former'), $row->raw('asked')], $this->list(['search' => '5'])->each('rows')));
    }

    /** @param array<string, string|int> $question */
    private function list(array $question = []): Json
    {
        return $this->answer('admin-journeys-answer', 'GET', 'journeys', $question);
    }

    /**
     * @param array<string, string|int> $question
     * @return list<array{int, mixed}>
     */
    private function found(array $question = []): array
    {
        return array_map(static fn(Json $row): array => [$row->whole('orderId'), $row->raw('former')], $this->list($question)->each('rows'));
    }
}
