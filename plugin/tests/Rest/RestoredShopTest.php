<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Rest;

use Counterfoil\Oversight\JourneysTable;

/** The connector was given a higher read number than the shop counts: the shop came back from a backup. */
final class RestoredShopTest extends EventsTestCase
{
    public function testWhatTheConnectorMayKnowOtherwiseIsOfferedOnceMore(): void
    {
        [$waits, $recent, $old, $never] = $this->knownOrders();
        $this->noteJourney($waits, ['placed_at' => '2020-01-01 00:00:00', 'state' => 'held', 'offered_at' => '2020-01-01 00:00:00']);
        $this->noteJourney($recent, ['placed_at' => gmdate('Y-m-d H:i:s'), 'state' => 'skipped', 'offered_at' => '2020-01-01 00:00:00']);
        $this->noteJourney($old, ['placed_at' => '2020-01-01 00:00:00', 'state' => 'delivered', 'offered_at' => '2020-01-01 00:00:00']);
        $this->noteJourney($never, ['placed_at' => gmdate('Y-m-d H:i:s'), 'state' => 'waiting', 'offered_at' => null]);
        $answer = $this->pollKnowing(90_000);
        self::assertSame([$waits, $recent], $answer->orderIds());
        self::assertSame('sweep', $answer->body->text('events', 0, 'data', 'reason'));
        self::assertGreaterThan(90_000, $answer->body->whole('orders', 0, 'readNumber'));
        $rows = count($this->rows());
        $this->pollKnowing(90_001);
        self::assertCount($rows, $this->rows());
    }

    public function testAConnectorThatKnowsNoMoreThanTheShopHasNothingOffered(): void
    {
        [$order] = $this->knownOrders();
        $this->noteJourney($order, ['placed_at' => gmdate('Y-m-d H:i:s'), 'state' => 'held', 'offered_at' => '2020-01-01 00:00:00']);
        self::assertSame([], $this->pollKnowing(1)->eventIds());
        self::assertSame([], $this->pollKnowing(0)->eventIds());
    }

    /** @return list<int> orders of which no row is left; the shop has read some once */
    private function knownOrders(): array
    {
        $ids = array_map(fn(): int => $this->recordedOrder()->get_id(), range(1, 4));
        $this->call($this->agent, 'events', $this->eventsRequest($this->poll()->eventIds()));
        $this->forgetRows();
        return $ids;
    }

    /** @param array<string, string|null> $columns */
    private function noteJourney(int $orderId, array $columns): void
    {
        self::assertSame(1, $this->db->update(JourneysTable::name($this->db->prefix), $columns, ['order_id' => $orderId]));
    }

    private function pollKnowing(int $readNumber): Answer
    {
        return $this->call($this->agent, 'events', ['highestReadNumber' => $readNumber] + $this->eventsRequest());
    }
}
