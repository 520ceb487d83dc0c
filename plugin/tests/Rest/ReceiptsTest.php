<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Rest;

use Counterfoil\Outbox\OutboxTable;
use Counterfoil\Oversight\AskConnector;
use Counterfoil\Oversight\HeartbeatTable;
use Counterfoil\Oversight\JourneyKey;
use Counterfoil\Oversight\JourneysTable;
use Counterfoil\Oversight\JourneyState;
use Counterfoil\Oversight\JourneyStep;
use Counterfoil\Oversight\JourneyStepsTable;
use Counterfoil\Oversight\ListJourneys;
use Counterfoil\Resources\OrderCheck;
use Counterfoil\Tests\Contract\Samples;

/** What became of events: settled rows, journeys, steps, heartbeat. */
final class ReceiptsTest extends AgentTestCase
{
    private SigningAgent $agent;

    protected function begin(): void
    {
        parent::begin();
        $this->agent = $this->pairedAgent();
    }

    public function testAReceiptSettlesItsEventAndOneForAnUnknownEventIsNamed(): void
    {
        $order = $this->recordedOrder();
        $event = $this->offered()[0];
        $stranger = '00000000-0000-4000-8000-000000000000';
        $answer = $this->call($this->agent, 'receipts', $this->receiptsRequest(['receipts' => [$this->receipt($event, $order->get_id()), $this->receipt($stranger, $order->get_id())]]));
        self::assertSame([[$event], [$stranger]], [$answer->body->raw('settled'), $answer->body->raw('unknown')]);
        self::assertSame(['settled', 'delivered', 'order_delivered'], [$this->rows($order->get_id())[0]['state'], $this->rows($order->get_id())[0]['outcome'], $this->rows($order->get_id())[0]['code']]);
    }

    public function testTheSameReceiptAgainIsSettledAgainAndAnOlderOneChangesNothing(): void
    {
        $order = $this->recordedOrder();
        $event = $this->offered()[0];
        foreach ([[2, 'held'], [2, 'delivered'], [1, 'skipped']] as [$version, $outcome]) {
            $answer = $this->call($this->agent, 'receipts', $this->receiptsRequest(['receipts' => [['version' => $version, 'outcome' => $outcome] + $this->receipt($event, $order->get_id())]]));
            self::assertSame([$event], $answer->body->raw('settled'));
        }
        self::assertSame('held', $this->rows($order->get_id())[0]['outcome']);
    }

    public function testTheJourneyWithTheHighestVersionCounts(): void
    {
        $order = $this->recordedOrder();
        $this->offered();
        $check = OrderCheck::of($order->get_order_key());
        $journey = fn(int $version, string $state): array => ['orderId' => $order->get_id(), 'check' => $check, 'version' => $version, 'state' => $state, 'code' => 'order_working', 'values' => ['erp' => 'Tryton'], 'documents' => [], 'total' => '1', 'currency' => 'USD', 'since' => '2026-11-23T10:02:14.500Z'];
        $delivered = ['documents' => [['kind' => 'order', 'shopId' => 1, 'check' => 'K5QWX2', 'generation' => 1, 'live' => true] + ['id' => '231', 'number' => 'S00231', 'url' => 'http://erp.example/231', 'state' => 'confirmed']], 'code' => 'order_delivered', 'values' => ['erp' => 'Tryton', 'document' => 'S00231']] + $journey(5, 'delivered');
        foreach ([$journey(4, 'working'), $delivered, $journey(3, 'held'), $journey(5, 'broken')] as $said) {
            self::assertSame('', $this->call($this->agent, 'receipts', $this->receiptsRequest(['journeys' => [$said]]))->refusal());
        }
        $row = ListJourneys::ofThisSite()->one($order->get_id());
        self::assertNotNull($row);
        self::assertSame([JourneyState::Delivered, 'order_delivered', 'S00231', '231', 'confirmed', '2026-11-23T10:02:14.500Z'], [$row->state, $row->code, $row->document?->number, $row->document?->id, $row->document?->state, $row->since]);
        self::assertSame(['EUR', 'Martin'], [$row->currency, $row->customer], 'what the shop knows itself stays');
    }

    public function testWhatOnlyANewerConnectorKnowsRefusesNoCallAndIsKeptAndShownInGeneralWords(): void
    {
        $order = $this->recordedOrder();
        $event = $this->offered()[0];
        $at = '2026-11-23T10:02:14.500Z';
        $document = ['kind' => 'order', 'shopId' => $order->get_id(), 'check' => 'K5QWX2', 'generation' => 1, 'id' => '231', 'number' => 'S00231', 'url' => null, 'state' => 'posted', 'live' => true, 'printed' => true];
        $request = $this->receiptsRequest([
            'receipts' => [['eventId' => $event, 'orderId' => $order->get_id(), 'version' => 1, 'outcome' => 'postponed', 'code' => 'order_split', 'values' => (object) [], 'at' => $at, 'until' => $at]],
            'journeys' => [['orderId' => $order->get_id(), 'check' => null, 'version' => 1, 'state' => 'archived_for_good', 'code' => 'order_split', 'values' => ['parts' => [['what' => 'warehouse']], 'plan' => ['steps' => [1, 2]]], 'documents' => [['kind' => 'invoice'] + $document, $document], 'total' => null, 'currency' => null, 'since' => $at]],
            'steps' => [['id' => '5b4d7a3e-6f6c-4f0e-8d2a-2f5f6a1f9b10', 'orderId' => $order->get_id(), 'check' => null, 'about' => ['kind' => 'invoice', 'shopId' => 9, 'generation' => 1], 'at' => $at, 'code' => 'step_split', 'values' => (object) []]],
            'mood' => 'good',
        ]);
        $answer = $this->call($this->agent, 'receipts', $request);
        self::assertSame(['', [$event]], [$answer->refusal(), $answer->body->texts('settled')]);
        $row = ListJourneys::ofThisSite()->one($order->get_id());
        self::assertSame([JourneyState::Delivered, 'order_split', 'S00231', 'posted'], [$row?->state, $row?->code, $row?->document?->number, $row?->document?->state], 'it has a sales order: that is true of it');
        $kept = $this->db->get_row('SELECT said_state, code_values FROM ' . JourneysTable::name($this->db->prefix) . " WHERE order_id = {$order->get_id()}", ARRAY_N);
        self::assertSame('archived_for_good', $kept[0] ?? null);
        self::assertStringContainsString('"steps":[1,2]', is_string($kept[1] ?? null) ? $kept[1] : '');
        $steps = (new JourneyStepsTable($this->db))->of(new JourneyKey($order->get_id()), null);
        self::assertContains('step_split', array_map(static fn(JourneyStep $step): string => $step->code, $steps));
        self::assertSame('postponed', $this->rows($order->get_id())[0]['outcome']);
        self::assertSame(0, OutboxTable::ofThisSite()->deleteSettledOlderThan(30), 'what that outcome asks for is not known');
    }

    public function testWhatIsToldOfAnotherOrderThatHadThisIdIsNotShown(): void
    {
        $order = $this->recordedOrder();
        $this->offered();
        $state = static fn(): ?JourneyState => ListJourneys::ofThisSite()->one($order->get_id())?->state;
        $journey = ['orderId' => $order->get_id(), 'version' => 9, 'state' => 'delivered', 'code' => 'order_delivered', 'values' => ['erp' => 'Tryton', 'document' => 'S1'], 'documents' => [], 'total' => null, 'currency' => null, 'since' => '2026-11-23T10:02:14.500Z'];
        $this->call($this->agent, 'receipts', $this->receiptsRequest(['journeys' => [['check' => 'K5QWX2'] + $journey]]));
        self::assertSame(JourneyState::Waiting, $state());

        $own = ['check' => OrderCheck::of($order->get_order_key()), 'version' => 2, 'state' => 'working', 'code' => 'order_working', 'values' => ['erp' => 'Tryton']] + $journey;
        $this->call($this->agent, 'receipts', $this->receiptsRequest(['journeys' => [$own]]));
        self::assertSame(JourneyState::Working, $state(), 'the version of the other did not count');
    }

    public function testAnOrderThatTakesTheIdOfAnotherBeginsAnew(): void
    {
        $order = $this->recordedOrder();
        $this->offered();
        $former = ['orderId' => $order->get_id(), 'check' => OrderCheck::of($order->get_order_key()), 'version' => 9, 'state' => 'delivered', 'code' => 'order_delivered', 'values' => ['erp' => 'Tryton', 'document' => 'S1'], 'documents' => [['kind' => 'order', 'shopId' => 1, 'check' => 'K5QWX2', 'generation' => 1, 'live' => true] + ['id' => '231', 'number' => 'S1', 'url' => null, 'state' => 'confirmed']], 'total' => null, 'currency' => null, 'since' => '2026-11-23T10:02:14.500Z'];
        $this->call($this->agent, 'receipts', $this->receiptsRequest(['journeys' => [$former]]));
        self::assertSame('S1', ListJourneys::ofThisSite()->one($order->get_id())?->document?->number);

        $order->set_order_key('wc_order_another');
        $order->save();
        $this->endRequest();
        $this->offered();
        $row = ListJourneys::ofThisSite()->one($order->get_id());
        self::assertSame([JourneyState::Waiting, 'order_waiting', null], [$row?->state, $row?->code, $row?->document]);
        self::assertNotSame($former['since'], $row?->since);

        $own = ['check' => OrderCheck::of('wc_order_another'), 'version' => 2, 'state' => 'working', 'code' => 'order_working', 'values' => ['erp' => 'Tryton'], 'documents' => []] + $former;
        $this->call($this->agent, 'receipts', $this->receiptsRequest(['journeys' => [$own]]));
        self::assertSame(JourneyState::Working, ListJourneys::ofThisSite()->one($order->get_id())?->state);
    }

    public function testWhatTheConnectorSaidStaysWhenTheOrderIsReadAgain(): void
    {
        $order = $this->recordedOrder();
        $this->offered();
        $this->call($this->agent, 'receipts', $this->receiptsRequest(['journeys' => [['orderId' => $order->get_id(), 'check' => null, 'version' => 1, 'state' => 'held', 'code' => 'gap_product', 'values' => ['sku' => 'X', 'name' => 'Mug', 'erp' => 'Tryton'], 'documents' => [], 'total' => null, 'currency' => null, 'since' => '2026-11-23T10:02:14.500Z']]]));
        $order->update_status('completed');
        $this->endRequest();
        $this->offered();
        $row = ListJourneys::ofThisSite()->one($order->get_id());
        self::assertSame([JourneyState::Held, 'gap_product', 'completed'], [$row?->state, $row?->code, $row?->orderStatus]);
    }

    public function testAJourneyOfAnOrderThatTheShopForgotIsKept(): void
    {
        $this->call($this->agent, 'events', $this->eventsRequest());
        $this->call($this->agent, 'receipts', $this->receiptsRequest(['journeys' => [['orderId' => 987654, 'check' => 'K5QWX2', 'version' => 1, 'state' => 'delivered', 'code' => 'order_unchanged', 'values' => ['erp' => 'Tryton', 'document' => 'S1'], 'documents' => [], 'total' => '12.5', 'currency' => 'EUR', 'since' => '2026-11-23T10:02:14.500Z']]]));
        $row = ListJourneys::ofThisSite()->one(987654);
        self::assertSame(['987654', '12.5', 'EUR'], [$row?->orderNumber, $row?->total, $row?->currency]);
    }

    public function testAStepIsAddedOnceAndStepsStandInTimeOrder(): void
    {
        $order = $this->recordedOrder();
        $this->offered();
        $step = fn(string $id, string $at, string $code, object $values): array => ['id' => $id, 'orderId' => $order->get_id(), 'check' => null, 'about' => null, 'at' => $at, 'code' => $code, 'values' => $values];
        $later = $step('5b4d7a3e-6f6c-4f0e-8d2a-2f5f6a1f9b10', '2099-11-23T10:02:15.000Z', 'step_rules', (object) ['lines' => 3, 'mapping' => 'm1']);
        $early = $step('6b4d7a3e-6f6c-4f0e-8d2a-2f5f6a1f9b10', '2099-11-23T10:02:13.000Z', 'step_picked_up', (object) []);
        $placed = ['check' => OrderCheck::of($order->get_order_key())] + $step('7b4d7a3e-6f6c-4f0e-8d2a-2f5f6a1f9b10', '2099-11-23T10:02:11.000Z', 'step_placed', (object) ['via' => 'x', 'method' => 'y']);
        foreach ([[$later, $early, $placed], [$later]] as $said) {
            self::assertSame('', $this->call($this->agent, 'receipts', $this->receiptsRequest(['steps' => $said]))->refusal());
        }
        $steps = JourneyStepsTable::ofThisSite()->of(new JourneyKey($order->get_id()), null);
        self::assertSame(['step_placed', 'step_picked_up', 'step_rules'], array_map(static fn($step): string => $step->code, $steps), 'placed once, though both sides know it');
        self::assertSame(['via' => 'test', 'method' => ''], $steps[0]->values);
        self::assertSame(['lines' => 3, 'mapping' => 'm1'], $steps[2]->values);
    }

    public function testALineThatCrossedTheErasureOfAPersonOnItsWayNamesThemNoLonger(): void
    {
        $order = $this->recordedOrder();
        $event = $this->offered()[0];
        $step = ['id' => '5b4d7a3e-6f6c-4f0e-8d2a-2f5f6a1f9b10', 'orderId' => $order->get_id(), 'check' => null, 'about' => null, 'at' => '2099-11-23T10:02:15.000Z', 'code' => 'step_customer_found', 'values' => ['erp' => 'Tryton', 'customer' => '41']];
        $this->call($this->agent, 'receipts', $this->receiptsRequest(['steps' => [$step]]));
        $last = static fn(): JourneyStep => array_slice(JourneyStepsTable::ofThisSite()->of(new JourneyKey($order->get_id()), null), -1)[0];
        self::assertSame('step_customer_found', $last()->code);
        $this->call($this->agent, 'receipts', $this->receiptsRequest(['receipts' => [['outcome' => 'skipped', 'code' => 'person_erased', 'values' => (object) []] + $this->receipt($event, $order->get_id())]]));
        self::assertSame(['step_customer_found_erased', ['erp' => 'Tryton']], [$last()->code, $last()->values]);
    }

    public function testTheLastHeartbeatIsKeptAsItCame(): void
    {
        $this->call($this->agent, 'events', $this->eventsRequest());
        $sample = Samples::file('receipts-request/accepted/delivered.json')->fields();
        $this->call($this->agent, 'receipts', $this->receiptsRequest(['heartbeat' => $sample['heartbeat']]));
        $this->call($this->agent, 'receipts', $this->receiptsRequest());
        $kept = HeartbeatTable::ofThisSite()->latest();
        self::assertEquals(json_decode((string) json_encode($sample['heartbeat']), true), $kept['heartbeat'] ?? null);
        self::assertLessThan(30, $kept['ageSeconds'] ?? 99);
    }

    public function testEachAcceptedSampleOfTheContractIsTaken(): void
    {
        for ($fence = 1; $fence <= 7; $fence++) {
            $this->call($this->agent, 'events', $this->eventsRequest([], 0, null, sprintf('%08d-0000-4000-8000-000000000000', $fence)));
            $this->db->query("UPDATE {$this->db->prefix}counterfoil_lease SET expires_at = UTC_TIMESTAMP(3)");
        }
        foreach (Samples::of('receipts-request', 'accepted') as $file => $sample) {
            self::assertSame('', $this->call($this->agent, 'receipts', $sample->fields())->refusal(), $file);
        }
    }

    public function testEachRefusedSampleOfTheContractIsRefusedAndChangesNothing(): void
    {
        $this->call($this->agent, 'events', $this->eventsRequest());
        foreach (Samples::of('receipts-request', 'refused') as $file => $sample) {
            $answer = $this->call($this->agent, 'receipts', (string) json_encode($sample->raw('message')));
            self::assertSame(['message_invalid', $sample->text('field')], [$answer->refusal(), $answer->body->text('data', 'field')], $file);
        }
        self::assertNull(HeartbeatTable::ofThisSite()->latest());
        self::assertNull(ListJourneys::ofThisSite()->one(1047));
    }

    public function testAllOfACallIsKeptOrNothingOfIt(): void
    {
        $order = $this->recordedOrder();
        $event = $this->offered()[0];
        $steps = "{$this->db->prefix}counterfoil_journey_steps";
        $this->db->query("RENAME TABLE {$steps} TO {$steps}_away");
        try {
            $answer = $this->call($this->agent, 'receipts', $this->receiptsRequest(['receipts' => [$this->receipt($event, $order->get_id())], 'steps' => [['id' => $event, 'orderId' => $order->get_id(), 'check' => null, 'about' => null, 'at' => '2026-11-23T10:02:15.000Z', 'code' => 'step_picked_up', 'values' => (object) []]]]));
        } finally {
            $this->db->query("RENAME TABLE {$steps}_away TO {$steps}");
        }
        self::assertSame([500, 'storage_failed'], [$answer->status, $answer->refusal()]);
        self::assertNull($this->rows($order->get_id())[0]['settled_at']);
    }

    public function testWhatAPersonAskedIsOpenUntilItsReceiptComes(): void
    {
        $order = $this->recordedOrder();
        $this->offered();
        AskConnector::sendAgain($order->get_id(), 1, null);
        $asked = static fn(): ?bool => ListJourneys::ofThisSite()->one($order->get_id())?->asked;
        self::assertTrue($asked());
        $answer = $this->call($this->agent, 'events', $this->eventsRequest());
        $this->call($this->agent, 'receipts', $this->receiptsRequest(['receipts' => [$this->receipt($answer->body->text('events', 0, 'id'), $order->get_id())]]));
        self::assertFalse($asked());
    }

    public function testSettledRowsAreNeitherOfferedNorCounted(): void
    {
        $order = $this->recordedOrder();
        $event = $this->offered()[0];
        $this->call($this->agent, 'receipts', $this->receiptsRequest(['receipts' => [$this->receipt($event, $order->get_id())]]));
        self::assertSame([], $this->offered(), 'a receipt that came before its confirmation settles too');
        self::assertSame(0, OutboxTable::ofThisSite()->waitingCount());
    }

    /** @return list<string> */
    private function offered(): array
    {
        return $this->call($this->agent, 'events', $this->eventsRequest())->eventIds();
    }

    /** @return array<string, mixed> */
    private function receipt(string $eventId, int $orderId): array
    {
        return ['eventId' => $eventId, 'orderId' => $orderId, 'version' => 1, 'outcome' => 'delivered', 'code' => 'order_delivered', 'values' => ['erp' => 'Tryton', 'document' => 'S1'], 'at' => '2026-11-23T10:02:14.500Z'];
    }
}
