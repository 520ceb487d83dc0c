<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Admin;

use Counterfoil\Database\RandomUuid;
use Counterfoil\Oversight\JourneyStep;
use Counterfoil\Oversight\JourneyStepsTable;
use Counterfoil\Tests\Json;
use Counterfoil\Tests\RequiresWooCommerce;
use PHPUnit\Framework\Attributes\DataProvider;

final class JourneysControllerTest extends AdminTestCase
{
    public function testAnEmptyListHasItsShape(): void
    {
        $list = $this->list();
        self::assertSame([0, []], [$list->whole('total'), $list->raw('rows')]);
    }

    public function testGroupsHoldTheStatesThatPeopleNameAlike(): void
    {
        foreach (['waiting', 'working', 'in_doubt', 'delivered', 'held', 'broken', 'not_paid', 'skipped'] as $index => $state) {
            $this->journey($index + 1, ['state' => $state]);
        }
        self::assertSame(['needs_you' => 2, 'going' => 3, 'not_paid' => 1, 'skipped' => 1, 'only_in_erp' => 0, 'delivered' => 1], $this->list()->fields('counts'));
        self::assertSame([6, 5], $this->ids(['group' => 'needs_you']));
        self::assertSame([3, 2, 1], $this->ids(['group' => 'going']));
        self::assertSame([8], $this->ids(['group' => 'skipped']));
    }

    public function testOnlyAWebAddressIsALinkIntoTheErp(): void
    {
        $document = ['document_id' => '9', 'document_number' => 'S00231', 'document_state' => 'confirmed'];
        $this->journey(1, ['document_url' => 'https://erp.example/#/9?x=1'] + $document);
        $this->journey(2, ['document_url' => 'javascript:alert(1)'] + $document);
        $this->journey(3, ['document_url' => 'https://erp.example/" onclick="alert(1)'] + $document);
        self::assertSame([null, null, 'https://erp.example/#/9?x=1'], array_map(static fn(Json $row): mixed => $row->raw('document', 'url'), $this->list()->each('rows')));
    }

    public function testAPageIsBoundedAndPagesFollowEachOther(): void
    {
        for ($orderId = 1; $orderId <= 130; $orderId++) {
            $this->journey($orderId);
        }
        self::assertCount(25, $this->ids());
        self::assertSame([130, 30], [$this->list(['perPage' => 100])->whole('total'), count($this->ids(['perPage' => 100, 'page' => 2]))]);
        self::assertSame('rest_invalid_param', $this->refusal(400, 'GET', 'journeys', ['perPage' => 101]));
        self::assertSame('rest_invalid_param', $this->refusal(400, 'GET', 'journeys', ['page' => 0]));
        self::assertSame([], $this->ids(['page' => 99]));
    }

    public function testALongListAsksTheDatabaseNoMoreThanAShortOne(): void
    {
        $this->journey(1);
        $this->list();
        $before = $this->db->num_queries;
        $this->list();
        $ofOne = $this->db->num_queries - $before;
        for ($orderId = 2; $orderId <= 50; $orderId++) {
            $this->journey($orderId);
        }
        $before = $this->db->num_queries;
        self::assertCount(50, $this->ids(['perPage' => 100]));
        self::assertSame($ofOne, $this->db->num_queries - $before);
    }

    #[RequiresWooCommerce('order screen')]
    public function testAnOrderOpensWhereWooCommerceOpensIt(): void
    {
        $order = wc_create_order();
        self::assertInstanceOf(\WC_Order::class, $order);
        $this->journey($order->get_id());
        self::assertSame($order->get_edit_order_url(), $this->list()->text('rows', 0, 'editUrl'));
    }

    /** @return iterable<string, array{array<string, string>}> */
    public static function wrongQuestions(): iterable
    {
        yield 'a group that there is not' => [['group' => 'lost']];
        yield 'a day in words' => [['day' => 'today']];
        yield 'a column that has no index' => [['orderBy' => 'email']];
        yield 'a reason with a sign of SQL' => [['reason' => "x' OR '1"]];
        yield 'a search longer than any address' => [['search' => str_repeat('a', 321)]];
    }

    /** @param array<string, string> $question */
    #[DataProvider('wrongQuestions')]
    public function testAWrongQuestionIsRefused(array $question): void
    {
        self::assertSame('rest_invalid_param', $this->refusal(400, 'GET', 'journeys', $question));
    }

    public function testSearchSortDayAndReasonNarrowTogether(): void
    {
        $this->journey(1, ['state' => 'held', 'code' => 'gap_tax', 'code_values' => '{"percent":"20","country":"FR","erp":"Tryton"}', 'total' => '5', 'email' => 'zoe@example.org']);
        $this->journey(2, ['state' => 'held', 'code' => 'gap_tax', 'code_values' => '{"percent":"20","country":"FR","erp":"Tryton"}', 'total' => '9', 'email' => 'zoe@example.org']);
        $this->journey(3, ['state' => 'held', 'code' => 'gap_tax', 'code_values' => '{"percent":"20","country":"FR","erp":"Tryton"}', 'placed_at' => '2026-11-22 10:00:00.000', 'email' => 'zoe@example.org']);
        $this->journey(4, ['email' => 'zoe@example.org']);
        $this->journey(5, ['state' => 'held', 'code' => 'gap_tax', 'code_values' => '{"percent":"20","country":"FR","erp":"Tryton"}']);
        self::assertSame([1, 2], $this->ids(['search' => 'zoe@', 'group' => 'needs_you', 'reason' => 'gap_tax', 'day' => '2026-11-23', 'orderBy' => 'total', 'order' => 'asc']));
        self::assertSame([['code' => 'gap_tax', 'count' => 4]], Json::of($this->list()->raw('reasons'))->value === null ? [] : array_map(static fn(Json $reason): array => ['code' => $reason->text('code'), 'count' => $reason->whole('count')], $this->list()->each('reasons')));
    }

    public function testARowSaysWhetherTheErpHasItAndWhichVersionIsShown(): void
    {
        $this->journey(1, ['version' => '2000007']);
        $this->journey(2, ['state' => 'held', 'code' => 'gap_tax', 'code_values' => '{"percent":"20","country":"FR","erp":"Tryton"}']);
        $this->journey(3, ['state' => 'held', 'code' => 'change_after_delivery', 'code_values' => '{"changes":[],"erp":"Tryton","document":"S1"}']);
        $this->journey(4, ['state' => 'held', 'code' => 'document_gone', 'document_id' => '9', 'document_number' => 'S1', 'document_state' => 'draft', 'code_values' => '{"erp":"Tryton","document":"S1"}']);
        $rows = $this->list(['order' => 'asc'])->each('rows');
        self::assertSame([true, false, true, false], array_map(static fn(Json $row): mixed => $row->raw('inErp'), $rows));
        self::assertSame([2000007, 0, 0, 0], array_map(static fn(Json $row): mixed => $row->raw('version'), $rows));
    }

    public function testBeforeAndAfterComeAsAList(): void
    {
        $changes = '[{"what":"quantity","line":"MUG-RED","before":"2","after":"1"},{"what":"total","line":null,"before":"119.99 EUR","after":"62.78 EUR"},{"what":"status","line":null,"before":"processing","after":"completed"},{"what":"customer","line":null,"before":null,"after":null}]';
        $this->journey(7, ['state' => 'held', 'code' => 'change_after_delivery', 'code_values' => '{"erp":"Tryton","document":"S1","changes":' . $changes . '}']);
        $row = $this->list()->at('rows', 0);
        self::assertSame(
            [['quantity (MUG-RED)', '2', '1'], ['total', '119.99 EUR', '62.78 EUR'], ['status', 'Processing', 'Completed'], ['customer', null, null]],
            array_map(static fn(Json $change): array => [$change->text('what'), $change->raw('before'), $change->raw('after')], $row->each('changes')),
        );
        self::assertSame('quantity (MUG-RED), total, status, customer', $row->text('values', 'changes'), 'in the sentence only what; before and after stand beside it');
    }

    public function testTheListIsSortedByWhenOrdersWerePlaced(): void
    {
        $this->journey(1, ['placed_at' => '2026-11-23 12:00:00.000']);
        $this->journey(2, ['placed_at' => '2026-11-23 08:00:00.000']);
        self::assertSame([2, 1], $this->ids(['orderBy' => 'placed', 'order' => 'asc']));
    }

    public function testWhyAnOrderIsLeftAsItIsCanBeFilteredBy(): void
    {
        $this->journey(1, ['state' => 'left_as_is', 'code' => 'left_as_is_by_person', 'code_values' => '{"erp":"Tryton","document":"S1","user":"Petra","note":"done by hand"}']);
        self::assertSame('left_as_is_by_person', $this->list()->text('reasons', 0, 'code'));
        self::assertSame([1], $this->ids(['group' => 'delivered', 'reason' => 'left_as_is_by_person']));
    }

    public function testAnOrderThatNobodyRecordedIsUnknown(): void
    {
        $response = $this->ask('GET', 'journeys/987654321');
        self::assertSame([404, 'unknown_order'], [$response->get_status(), Json::of($response->get_data())->text('code')]);
        self::assertStringContainsString('987654321', Json::of($response->get_data())->text('message'));
    }

    public function testAJourneyTellsItsStepsWithTheTimeBetweenThem(): void
    {
        $this->journey(7);
        $this->step(7, '2026-11-23T10:02:11.000Z', 'step_placed', ['via' => 'store-api', 'method' => 'Klarna']);
        $this->step(7, '2026-11-23T10:02:13.100Z', 'step_picked_up', []);
        $journey = $this->answer('admin-journey-answer', 'GET', 'journeys/7');
        self::assertSame([null, 2100], array_map(static fn(Json $step): mixed => $step->raw('afterMs'), $journey->each('steps')));
        self::assertSame('block checkout', $journey->text('steps', 0, 'values', 'via'), 'as people call it');
    }

    public function testOfAVeryLongJourneyTheNewestFiveHundredStepsAreTold(): void
    {
        $this->journey(7);
        for ($minute = 0; $minute < 520; $minute++) {
            $this->step(7, gmdate('Y-m-d\TH:i:s.000\Z', 1795428131 + $minute * 60), 'step_picked_up', []);
        }
        $steps = $this->answer('admin-journey-answer', 'GET', 'journeys/7')->each('steps');
        self::assertCount(500, $steps);
        self::assertSame(gmdate('Y-m-d\TH:i:s.000\Z', 1795428131 + 519 * 60), $steps[499]->text('at'));
    }

    public function testWhoMayNotOpenOrdersGetsNoAddressOfThem(): void
    {
        $this->journey(7);
        self::assertNotNull($this->list()->raw('rows', 0, 'editUrl'));
        $this->as('subscriber', ['counterfoil_see']);
        self::assertNull($this->list()->raw('rows', 0, 'editUrl'));
    }

    /** @param array<string, string|int> $question */
    private function list(array $question = []): Json
    {
        return $this->answer('admin-journeys-answer', 'GET', 'journeys', $question);
    }

    /**
     * @param array<string, string|int> $question
     * @return list<int>
     */
    private function ids(array $question = []): array
    {
        return array_map(static fn(Json $row): int => $row->whole('orderId'), $this->list($question)->each('rows'));
    }

    /** @param array<string, string|int> $values */
    private function step(int $orderId, string $at, string $code, array $values): void
    {
        (new JourneyStepsTable($this->db))->add([new JourneyStep(RandomUuid::make(), $orderId, $at, $code, $values)]);
    }
}
