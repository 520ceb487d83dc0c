<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Rest;

use Counterfoil\Oversight\JourneyDocument;
use Counterfoil\Oversight\JourneyDocumentsTable;
use Counterfoil\Oversight\JourneyKey;
use Counterfoil\Oversight\JourneyStep;
use Counterfoil\Oversight\JourneyStepsTable;
use Counterfoil\Oversight\ListJourneys;
use Counterfoil\Resources\OrderCheck;

/** All documents that the ERP keeps for an order, as the connector tells them. */
final class DocumentsTest extends AgentTestCase
{
    private const AT = '2026-11-23T10:02:14.500Z';

    private SigningAgent $agent;
    private int $orderId;
    private string $check;

    protected function begin(): void
    {
        parent::begin();
        $this->agent = $this->pairedAgent();
        $order = $this->recordedOrder();
        $this->orderId = $order->get_id();
        $this->check = OrderCheck::of($order->get_order_key());
        $this->call($this->agent, 'events', $this->eventsRequest());
    }

    public function testEachDocumentOfAnOrderIsKeptAndTheSalesOrderInForceStandsForIt(): void
    {
        $this->tell(1, [
            $this->document('refund', 57, 'CN17', 'REFUND'),
            $this->document('order', $this->orderId, 'S1', $this->check, 1, false, 'cancelled'),
            $this->document('order', $this->orderId, 'S2', $this->check, 2),
            $this->document('payment', 9, '', $this->check),
            $this->document('payment', 9, 'P2', '222222'),
        ]);
        self::assertSame([
            ['order', $this->orderId, $this->check, 1, 'S1', 'cancelled', false],
            ['order', $this->orderId, $this->check, 2, 'S2', 'confirmed', true],
            ['payment', 9, '222222', 1, 'P2', 'confirmed', true],
            ['payment', 9, $this->check, 1, '', 'confirmed', true],
            ['refund', 57, 'REFUND', 1, 'CN17', 'confirmed', true],
        ], $this->kept());
        self::assertSame('S2', ListJourneys::ofThisSite()->one($this->orderId)?->document?->number);
    }

    public function testANewerVersionReplacesAllOfThemAndAnOlderOrRepeatedOneNone(): void
    {
        $numbers = fn(): array => array_column($this->kept(), 4);
        $this->tell(4, [$this->document('order', $this->orderId, 'S1', $this->check), $this->document('refund', 57, 'CN17', 'REFUND')]);
        $this->tell(3, []);
        self::assertSame(['S1', 'CN17'], $numbers(), 'an older one');
        $this->tell(4, [$this->document('order', $this->orderId, 'S9', $this->check)]);
        self::assertSame(['S1', 'CN17'], $numbers(), 'the same one');
        $this->tell(5, [$this->document('order', $this->orderId, 'S1', $this->check), $this->document('refund', 58, 'CN18', 'REFUND')]);
        self::assertSame(['S1', 'CN18'], $numbers());
        $this->tell(6, []);
        self::assertSame([], $this->kept());
    }

    public function testWhatIsToldOfAnotherOrderUnderThisIdLeavesTheDocumentsAlone(): void
    {
        $this->tell(4, [$this->document('order', $this->orderId, 'S1', $this->check)]);
        $this->tell(9, [$this->document('order', $this->orderId, 'S7', 'OTHERS')], 'OTHERS');
        self::assertSame(['S1'], array_column($this->kept(), 4));
    }

    public function testOfTwoJourneysOfOneOrderInACallTheNewerCounts(): void
    {
        $older = $this->told(4, [$this->document('order', $this->orderId, 'S1', $this->check)], $this->check);
        $newer = $this->told(5, [$this->document('order', $this->orderId, 'S2', $this->check)], $this->check);
        foreach ([[$newer, $older], [$older, $newer]] as $both) {
            self::assertSame('', $this->call($this->agent, 'receipts', $this->receiptsRequest(['journeys' => $both]))->refusal());
            self::assertSame(['S2'], array_column($this->kept(), 4));
        }
    }

    public function testAStepKeepsWhichOrderAndWhichDocumentItIsAbout(): void
    {
        $about = ['kind' => 'refund', 'shopId' => 57, 'generation' => 2];
        $step = static fn(string $id, ?string $check, ?array $about): array => ['id' => $id, 'check' => $check, 'about' => $about, 'at' => '2099-11-23T10:02:15.000Z', 'code' => 'step_read_back', 'values' => ['erp' => 'Tryton', 'document' => 'CN17', 'money' => '12 EUR']];
        $this->call($this->agent, 'receipts', $this->receiptsRequest(['steps' => [
            ['orderId' => $this->orderId] + $step('5b4d7a3e-6f6c-4f0e-8d2a-2f5f6a1f9b10', $this->check, $about),
            ['orderId' => $this->orderId] + $step('6b4d7a3e-6f6c-4f0e-8d2a-2f5f6a1f9b10', null, null),
            ['orderId' => $this->orderId] + $step('7b4d7a3e-6f6c-4f0e-8d2a-2f5f6a1f9b10', 'OTHERS', null),
        ]]));
        $shown = array_values(array_filter(JourneyStepsTable::ofThisSite()->of(new JourneyKey($this->orderId), $this->check), static fn(JourneyStep $step): bool => $step->code === 'step_read_back'));
        self::assertSame([[$this->check, 'refund', 57, 2], [null, null, null, null]], array_map(static fn(JourneyStep $step): array => [$step->check, $step->about?->kind, $step->about?->shopId, $step->about?->generation], $shown), 'and not the other order\'s');
    }

    /** @param list<array<string, mixed>> $documents */
    private function tell(int $version, array $documents, ?string $check = null): void
    {
        self::assertSame('', $this->call($this->agent, 'receipts', $this->receiptsRequest(['journeys' => [$this->told($version, $documents, $check ?? $this->check)]]))->refusal());
    }

    /**
     * @param list<array<string, mixed>> $documents
     * @return array<string, mixed>
     */
    private function told(int $version, array $documents, string $check): array
    {
        return ['orderId' => $this->orderId, 'check' => $check, 'version' => $version, 'state' => 'delivered', 'code' => 'order_delivered', 'values' => ['erp' => 'Tryton', 'document' => 'S1'], 'documents' => $documents, 'total' => null, 'currency' => null, 'since' => self::AT];
    }

    /** @return array<string, mixed> */
    private function document(string $kind, int $shopId, string $number, string $check, int $generation = 1, bool $live = true, string $state = 'confirmed'): array
    {
        return ['kind' => $kind, 'shopId' => $shopId, 'check' => $check, 'generation' => $generation, 'id' => "id-{$kind}-{$generation}", 'number' => $number, 'url' => null, 'state' => $state, 'live' => $live];
    }

    /** @return list<array{string, int, string, int, string, string, bool}> */
    private function kept(): array
    {
        return array_map(
            static fn(JourneyDocument $one): array => [$one->key->kind, $one->key->shopId, $one->check, $one->key->generation, $one->document->number, $one->document->state, $one->live],
            JourneyDocumentsTable::ofThisSite()->of(new JourneyKey($this->orderId)),
        );
    }
}
