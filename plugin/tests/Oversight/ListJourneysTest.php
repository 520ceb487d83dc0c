<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Oversight;

use Counterfoil\Oversight\HeldReasons;
use Counterfoil\Oversight\JourneyFilter;
use Counterfoil\Oversight\JourneyOrder;
use Counterfoil\Oversight\JourneyRow;
use Counterfoil\Oversight\JourneysTable;
use Counterfoil\Oversight\JourneyState;
use Counterfoil\Oversight\ListJourneys;
use Counterfoil\Oversight\OverviewFigures;
use Counterfoil\Oversight\ShopDay;
use Counterfoil\Tests\ShopTestCase;
use PHPUnit\Framework\Attributes\DataProvider;

final class ListJourneysTest extends ShopTestCase
{
    protected function setUp(): void
    {
        parent::setUp();
        $this->db->query('DELETE FROM ' . JourneysTable::name($this->db->prefix));
        update_option('timezone_string', 'Europe/Vienna');
        $this->journey(1, ['state' => 'delivered', 'code' => 'order_delivered', 'document_id' => '231', 'document_number' => 'S00231', 'delivered_at' => '2026-11-23 10:05:00.000']);
        $this->journey(2, ['state' => 'held', 'code' => 'gap_payment', 'total' => '119.99', 'customer' => 'Zoë Martin', 'customer_sort' => 'Martin Zoë', 'email' => 'zoe@example.org', 'order_number' => 'WEB-1047']);
        $this->journey(3, ['state' => 'held', 'code' => 'gap_product', 'total' => '20', 'currency' => 'USD']);
        $this->journey(4, ['state' => 'waiting', 'code' => 'order_waiting', 'since' => '2026-11-23 09:00:00.000', 'placed_at' => '2026-11-22 22:59:59.000']);
        $this->journey(5, ['state' => 'skipped', 'code' => 'gap_product', 'placed_at' => '2026-11-22 23:00:00.000']);
        $this->journey(6, ['state' => 'not_paid', 'code' => 'order_not_paid_yet', 'placed_at' => '2026-11-23 22:59:59.000']);
    }

    public function testTheNewestComeFirstAndPagesFollowEachOther(): void
    {
        self::assertSame([6, 5, 4, 3, 2, 1], $this->ids(new JourneyFilter()));
        $page = $this->list()->page(new JourneyFilter(), 2, 4);
        self::assertSame([[2, 1], 6], [array_map(static fn(JourneyRow $row): int => $row->orderId, $page['rows']), $page['total']]);
        self::assertSame([], $this->list()->page(new JourneyFilter(), 3, 4)['rows']);
    }

    public function testFiltersByStateReasonAndDayNarrowTogether(): void
    {
        self::assertSame([3, 2], $this->ids(new JourneyFilter([JourneyState::Held])));
        self::assertSame([5, 3], $this->ids(new JourneyFilter([JourneyState::Held, JourneyState::Skipped], 'gap_product')));
        self::assertSame([3], $this->ids(new JourneyFilter([JourneyState::Held], 'gap_product')));
        self::assertSame([6, 5, 3, 2, 1], $this->ids(new JourneyFilter([], null, '2026-11-23')), 'the day begins at 23:00 UTC in Vienna');
        self::assertSame([4], $this->ids(new JourneyFilter([], null, '2026-11-22')));
        self::assertSame([], $this->ids(new JourneyFilter([], null, '2026-13-45')));
    }

    public function testReasonsThatNeedAPersonComeWithTheMostMoneyOfTheShopFirst(): void
    {
        update_option('woocommerce_currency', 'EUR');
        $this->journey(7, ['state' => 'held', 'code' => 'gap_product', 'total' => '119.98', 'currency' => 'EUR', 'placed_at' => '2026-11-21 08:00:00.000']);
        $this->journey(8, ['state' => 'broken', 'code' => 'defect', 'total' => '500', 'currency' => 'EUR', 'placed_at' => '2026-11-22 08:00:00.000']);
        $held = HeldReasons::ofThisSite();
        self::assertSame(['defect', 'gap_payment', 'gap_product'], array_column($held, 'code'));
        self::assertSame([1, 1, 2], array_column($held, 'count'));
        self::assertEqualsCanonicalizing([['amount' => '119.98', 'currency' => 'EUR'], ['amount' => '20', 'currency' => 'USD']], $held[2]['money'], 'each currency for itself, and not what was left out');
        self::assertSame('2026-11-21T08:00:00.000Z', $held[2]['oldestAt'], 'since it was placed');
    }

    /** @return iterable<string, array{string}> */
    public static function searches(): iterable
    {
        yield 'the number that the shop displays' => ['WEB-1047'];
        yield 'with the sign that people write before it' => ['#WEB-1047'];
        yield 'the beginning of the number' => ['web-10'];
        yield 'the id' => ['2'];
        yield 'the e-mail address' => ['zoe@example.org'];
        yield 'its beginning' => ['ZOE@'];
        yield 'the first name without its accent' => ['zoe mar'];
        yield 'the last name' => ['Martin'];
    }

    #[DataProvider('searches')]
    public function testAnOrderIsFoundByWhatAPersonTypes(string $search): void
    {
        self::assertSame([2], $this->ids(new JourneyFilter([], null, null, $search)));
    }

    public function testAnOrderIsFoundByTheErpsNumber(): void
    {
        self::assertSame([1], $this->ids(new JourneyFilter([], null, null, 'S00231')));
    }

    public function testSignsWithAMeaningInSqlAreOrdinarySigns(): void
    {
        foreach (['%', '_', "' OR 1=1 -- ", '\\'] as $search) {
            self::assertSame([], $this->ids(new JourneyFilter([], null, null, $search)), $search);
        }
    }

    public function testSortedByWhatAColumnSays(): void
    {
        self::assertSame([2, 3], [$this->ids(new JourneyFilter([], null, null, null, JourneyOrder::Total))[0], $this->ids(new JourneyFilter([], null, null, null, JourneyOrder::Total))[5]], 'the dollars behind all euros');
        self::assertSame([1, 2, 3, 4, 5, 6], $this->ids(new JourneyFilter([], null, null, null, JourneyOrder::Order, false)));
    }

    public function testCountsNameEveryStateAndReasonsTheMostFrequentFirst(): void
    {
        self::assertSame(['not_paid' => 1, 'waiting' => 1, 'working' => 0, 'in_doubt' => 0, 'delivered' => 1, 'left_as_is' => 0, 'held' => 2, 'skipped' => 1, 'broken' => 0, 'only_in_erp' => 0], $this->list()->counts());
        self::assertSame([['code' => 'gap_product', 'count' => 2], ['code' => 'gap_payment', 'count' => 1]], $this->list()->reasons());
    }

    public function testTheOverviewsFigures(): void
    {
        $figures = new OverviewFigures($this->db);
        self::assertSame(['count' => 1, 'oldestAt' => '2026-11-22T22:59:59.000Z', 'money' => [['amount' => '12.5', 'currency' => 'EUR']]], $figures->waiting());
        $held = $figures->held();
        self::assertSame([2, [2, 3]], [$held['count'], array_map(static fn(JourneyRow $row): int => $row->orderId, $held['rows'])]);
        self::assertEqualsCanonicalizing([['amount' => '119.99', 'currency' => 'EUR'], ['amount' => '20', 'currency' => 'USD']], $held['money']);
        $today = $figures->today(new \DateTimeImmutable('2026-11-23T12:00:00Z'));
        self::assertSame([5, 1, 1, 2, 1], [$today['placed'], $today['notPaid'], $today['delivered'], $today['held'], $today['skipped']]);
        self::assertSame([['hour' => 0, 'placed' => 1, 'delivered' => 0], ['hour' => 11, 'placed' => 3, 'delivered' => 1], ['hour' => 23, 'placed' => 1, 'delivered' => 0]], $today['hours']);
    }

    public function testTheDayOnWhichClocksGoBackHas25Hours(): void
    {
        $day = ShopDay::of('2026-10-25');
        self::assertSame(['2026-10-24 22:00:00.000', '2026-10-25 23:00:00.000'], [$day->beginsAt, $day->endsAt]);
    }

    public function testSeveralOrdersAreReadInOneQuery(): void
    {
        $before = $this->db->num_queries;
        $rows = $this->list()->several([1, 2, 99]);
        self::assertSame([[1, 2], 1], [array_keys($rows), $this->db->num_queries - $before]);
    }

    private function list(): ListJourneys
    {
        return new ListJourneys($this->db);
    }

    /** @return list<int> */
    private function ids(JourneyFilter $filter): array
    {
        return array_map(static fn(JourneyRow $row): int => $row->orderId, $this->list()->page($filter)['rows']);
    }
}
