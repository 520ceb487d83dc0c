<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Admin;

use Counterfoil\Database\RandomUuid;
use Counterfoil\Oversight\JourneyStep;
use Counterfoil\Oversight\JourneyStepsTable;
use Counterfoil\Tests\Json;
use PHPUnit\Framework\Attributes\DataProvider;

final class CommandsControllerTest extends AdminTestCase
{
    private const GIVEN_AGAIN = ['state' => 'held', 'code' => 'binding_of_another_order', 'code_values' => '{"erp":"Tryton","document":"S00001"}'];

    public function testSendingAgainAsksTheConnectorOnceForEachKnownOrder(): void
    {
        $this->journey(7);
        $this->journey(8);
        $asked = $this->answer('admin-asked-answer', 'POST', 'journeys/send-again', ['orders' => self::orders(7, 8, 7, 987654321)]);
        self::assertSame([[7, 8], [987654321]], [$asked->raw('asked'), $asked->raw('unknown')]);
        self::assertSame(['counterfoil.command.send_again', 'counterfoil.command.send_again'], array_column($this->rows(), 'event_type'));
        $journey = $this->answer('admin-journey-answer', 'GET', 'journeys/7');
        self::assertSame([true, 'step_asked_again'], [$journey->raw('row', 'asked'), $journey->text('steps', 0, 'code')]);
    }

    /** @return iterable<string, array{string, string, string}> */
    public static function words(): iterable
    {
        yield 'send again' => ['send-again', 'counterfoil.command.send_again', 'step_asked_again'];
        yield 'leave out' => ['leave-out', 'counterfoil.command.leave_out', 'step_left_out'];
        yield 'leave as it is' => ['leave-as-is', 'counterfoil.command.leave_as_is', 'step_left_as_is'];
        yield 'a new order' => ['new-order', 'counterfoil.command.new_order', 'step_new_order'];
    }

    #[DataProvider('words')]
    public function testAWordGoesWithWhatWasSeenOfEachOrder(string $route, string $event, string $step): void
    {
        $this->journey(7);
        $this->journey(8);
        $orders = [['orderId' => 7, 'code' => 'gap_tax', 'version' => 2000007], ['orderId' => 8, 'code' => 'order_waiting', 'version' => 0]];
        $note = str_starts_with($route, 'leave') ? ['note' => 'by hand'] : [];
        $this->answer('admin-asked-answer', 'POST', "journeys/{$route}", ['orders' => $orders] + $note);
        self::assertSame([[$event, 'gap_tax', '2000007'], [$event, 'order_waiting', '0']], array_map(static fn(array $row): array => [$row['event_type'], $row['seen_code'], $row['seen_version']], $this->rows()));
        self::assertSame($step, $this->answer('admin-journey-answer', 'GET', 'journeys/7')->text('steps', 0, 'code'));
    }

    #[DataProvider('words')]
    public function testOneAskingIsShownOnceAlsoWhenTheConnectorTellsItToo(string $route, string $event, string $step): void
    {
        $this->journey(7);
        $userId = $this->as('shop_manager');
        $note = str_starts_with($route, 'leave') ? ['note' => 'by hand'] : [];
        $this->answer('admin-asked-answer', 'POST', "journeys/{$route}", ['orders' => self::orders(7)] + $note);
        $echo = new JourneyStep(RandomUuid::make(), 7, gmdate('Y-m-d\TH:i:s.000\Z', time() + 2), $step, ['user' => $userId] + $note);
        (new JourneyStepsTable($this->db))->add([$echo]);
        $steps = $this->answer('admin-journey-answer', 'GET', 'journeys/7')->each('steps');
        self::assertSame(['Petra'], array_map(static fn(Json $told): string => $told->text('values', 'user'), $steps));
    }

    public function testAnOrderIsLeftOnlyWithAReason(): void
    {
        $this->journey(7);
        $orders = ['orders' => self::orders(7)];
        foreach (['journeys/leave-out', 'journeys/leave-as-is'] as $route) {
            self::assertSame('rest_invalid_param', $this->refusal(400, 'POST', $route, $orders + ['note' => 'no']));
            self::assertSame('rest_missing_callback_param', $this->refusal(400, 'POST', $route, $orders));
            self::assertSame('reason_missing', $this->refusal(400, 'POST', $route, $orders + ['note' => "  \n  \n "]));
        }
        self::assertSame([], $this->rows());
        $this->answer('admin-asked-answer', 'POST', 'journeys/leave-out', $orders + ['note' => "Entered by hand,\nas <b>S1</b>"]);
        self::assertSame(["Entered by hand,\nas S1"], array_column($this->rows(), 'command_note'));
    }

    /** @return iterable<string, array{list<mixed>}> */
    public static function wrongOrders(): iterable
    {
        yield 'more than a hundred' => [self::orders(...range(1, 101))];
        yield 'none' => [[]];
        yield 'an id alone' => [[7]];
        yield 'without what was seen' => [[['orderId' => 7]]];
        yield 'a code that is none' => [[['orderId' => 7, 'code' => "x' OR '1", 'version' => 1]]];
        yield 'a version above what the connector can read' => [[['orderId' => 7, 'code' => 'gap_tax', 'version' => 2 ** 53]]];
        yield 'a version in words' => [[['orderId' => 7, 'code' => 'gap_tax', 'version' => 'newest']]];
    }

    /** @param list<mixed> $orders */
    #[DataProvider('wrongOrders')]
    public function testOrdersThatCantBeRightAreRefused(array $orders): void
    {
        self::assertSame('rest_invalid_param', $this->refusal(400, 'POST', 'journeys/send-again', ['orders' => $orders]));
        self::assertSame([], $this->rows());
    }

    public function testAllOrdersWhoseIdStoodForAnotherAreSaidToBeNewAHundredAtATime(): void
    {
        for ($orderId = 1; $orderId <= 130; $orderId++) {
            $this->journey($orderId, ['version' => (string) (1000 + $orderId)] + self::GIVEN_AGAIN);
        }
        $this->journey(500, ['state' => 'held', 'code' => 'gap_tax', 'code_values' => '{"percent":"20","country":"FR","erp":"Tryton"}']);
        $this->journey(501);
        $answers = [];
        for ($request = 0; $request < 3; $request++) {
            $answer = $this->answer('admin-new-orders-answer', 'POST', 'journeys/new-orders');
            $answers[] = [is_array($answer->raw('asked')) ? count($answer->raw('asked')) : null, $answer->whole('left')];
        }
        self::assertSame([[100, 30], [30, 0], [0, 0]], $answers, 'nobody is asked twice');
        $rows = $this->rows();
        self::assertSame(range(1, 130), array_map(intval(...), array_column($rows, 'order_id')));
        self::assertSame(['counterfoil.command.new_order', 'binding_of_another_order', '1130'], [$rows[129]['event_type'] ?? null, $rows[129]['seen_code'] ?? null, $rows[129]['seen_version'] ?? null]);
    }

    /** @return list<array<string, int|string>> as a screen showed them */
    private static function orders(int ...$orderIds): array
    {
        return array_map(static fn(int $orderId): array => ['orderId' => $orderId, 'code' => 'gap_tax', 'version' => 7], array_values($orderIds));
    }
}
