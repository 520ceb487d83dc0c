<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Rest;

use Counterfoil\Oversight\ErasePerson;
use Counterfoil\Oversight\JourneyDocument;
use Counterfoil\Oversight\JourneyDocumentsTable;
use Counterfoil\Oversight\JourneyKey;
use Counterfoil\Oversight\JourneyRow;
use Counterfoil\Oversight\JourneysTable;
use Counterfoil\Oversight\JourneyState;
use Counterfoil\Oversight\JourneyStep;
use Counterfoil\Oversight\JourneyStepsTable;
use Counterfoil\Oversight\ListJourneys;
use Counterfoil\Resources\OrderCheck;

/**
 * The shop came back from a backup and gave the id of an order to another one: both have a row, and neither touches the
 * other's.
 */
final class IdGivenAgainTest extends AgentTestCase
{
    private const AT = '2026-11-23T10:02:14.500Z';

    private SigningAgent $agent;
    private \WC_Order $order;
    private string $lost;
    private string $new;

    protected function begin(): void
    {
        parent::begin();
        $this->agent = $this->pairedAgent();
        $this->order = $this->recordedOrder();
        $this->lost = OrderCheck::of($this->order->get_order_key());
        $this->new = OrderCheck::of('wc_order_another');
        $this->read();
    }

    public function testOfTheOrderBeforeStaysWhatTheShopKnewIfTheErpHasIt(): void
    {
        $this->tell($this->lost, 3, 'delivered', [$this->document('S1', $this->lost), ['kind' => 'refund', 'shopId' => 57] + $this->document('CN17', 'REFUND')]);
        $this->giveIdAgain();
        $former = $this->former();
        self::assertSame([JourneyState::OnlyInErp, 'order_only_in_erp', 'S1', 'Martin', 'zoe@example.org', $this->lost], [$former?->state, $former?->code, $former?->document?->number, $former?->customer, $former?->email, $former?->check]);
        self::assertNotNull($former?->placedAt);
        self::assertSame(['S1', 'CN17'], $this->numbers($this->lost));
        $present = $this->present();
        self::assertSame([JourneyState::Waiting, null, 'Petit', $this->new], [$present?->state, $present?->document, $present?->customer, $present?->check]);
        self::assertSame([], $this->numbers(''));
    }

    public function testOfOneThatTheErpNeverHadNothingStays(): void
    {
        $this->tell($this->lost, 3, 'held', []);
        $this->giveIdAgain();
        self::assertNull($this->former());
        self::assertSame(['Petit', JourneyState::Waiting], [$this->present()?->customer, $this->present()?->state]);
    }

    public function testWhatTheConnectorSaysOfTheOneBeforeCountsInItsOwnRowAlone(): void
    {
        $this->tell($this->lost, 3, 'delivered', [$this->document('S1', $this->lost)]);
        $this->giveIdAgain();
        $this->tell($this->new, 5, 'held', []);
        $this->tell($this->lost, 4, 'only_in_erp', [$this->document('S1b', $this->lost)]);
        self::assertSame([JourneyState::OnlyInErp, 'S1b', 'Martin', self::AT], [$this->former()?->state, $this->former()?->document?->number, $this->former()?->customer, $this->former()?->since]);
        self::assertSame([JourneyState::Held, null], [$this->present()?->state, $this->present()?->document]);
        self::assertSame([['S1b'], []], [$this->numbers($this->lost), $this->numbers('')]);
        $this->tell($this->lost, 2, 'only_in_erp', []);
        self::assertSame(['S1b'], $this->numbers($this->lost), 'an older version');
        $this->tell($this->new, 6, 'delivered', [$this->document('S2', $this->new)]);
        self::assertSame([['S1b'], ['S2']], [$this->numbers($this->lost), $this->numbers('')]);
    }

    public function testWhereTheShopLostItsRowsTheConnectorBringsTheOneBefore(): void
    {
        $this->giveIdAgain();
        $this->db->query('DELETE FROM ' . JourneysTable::name($this->db->prefix) . " WHERE former_check <> ''");
        $this->tell($this->lost, 4, 'only_in_erp', [$this->document('S1', $this->lost)], '31.2');
        $former = $this->former();
        self::assertSame(['S1', '31.2', 'EUR', '', (string) $this->order->get_id()], [$former?->document?->number, $former?->total, $former?->currency, $former?->customer, $former?->orderNumber]);
        self::assertSame('Petit', $this->present()?->customer);
    }

    public function testEachOfThemHasItsOwnLinesAndWasPlacedOnce(): void
    {
        $this->tell($this->lost, 3, 'delivered', [$this->document('S1', $this->lost)]);
        $this->step('step_picked_up', null);
        $this->giveIdAgain();
        $this->step('step_placed', $this->new);
        $this->step('step_placed', $this->lost);
        $this->step('step_read_back', $this->lost);
        $codes = fn(string $former, string $check): array => array_map(static fn(JourneyStep $step): string => $step->code, JourneyStepsTable::ofThisSite()->of(new JourneyKey($this->order->get_id(), $former), $check));
        self::assertSame(['step_placed', 'step_picked_up', 'step_read_back'], $codes($this->lost, $this->lost));
        self::assertSame(['step_placed'], $codes('', $this->new));
    }

    public function testWhatHappensToTheNewOrderLeavesTheOneBeforeAsItIs(): void
    {
        $this->tell($this->lost, 3, 'delivered', [$this->document('S1', $this->lost)]);
        $this->giveIdAgain();
        $this->db->query("UPDATE {$this->db->prefix}counterfoil_journeys SET offered_at = NULL");
        $before = $this->former();
        $journeys = JourneysTable::ofThisSite();
        $journeys->noteAsked($this->order->get_id(), '00000000-0000-4000-8000-000000000000');
        $journeys->noteOffered([$this->order->get_id()]);
        $journeys->noteRecorded([$this->order->get_id() => 77]);
        $journeys->noteGone($this->order->get_id());
        self::assertEquals($before, $this->former());
        self::assertSame([true, true, ''], [$this->present()?->asked, $this->present()?->gone, $this->present()?->customer]);
        self::assertSame([$this->order->get_id() => 77], $journeys->seenRows([$this->order->get_id()]));
        self::assertSame([$this->order->get_id() => (string) $this->order->get_id()], $journeys->numbers([$this->order->get_id()]));
        self::assertSame([], $journeys->offeredLately(30), 'the one before is never offered again');
        self::assertSame(['' => true, $this->lost => false], array_map(static fn(mixed $at): bool => $at !== null, array_column((array) $this->db->get_results("SELECT former_check, offered_at FROM {$this->db->prefix}counterfoil_journeys", ARRAY_A), 'offered_at', 'former_check')));
    }

    public function testOnceAnotherBackupBringsTheOrderBackItIsTheShopsAgain(): void
    {
        $this->tell($this->lost, 3, 'delivered', [$this->document('S1', $this->lost)]);
        $key = $this->order->get_order_key();
        $this->giveIdAgain();
        $this->tell($this->new, 4, 'delivered', [$this->document('S2', $this->new)]);
        $this->order->set_order_key($key);
        $this->order->save();
        $this->endRequest();
        $this->read();
        self::assertNull($this->former());
        self::assertSame([$this->lost, JourneyState::Waiting], [$this->present()?->check, $this->present()?->state]);
        self::assertSame([[], ['S2']], [$this->numbers(''), $this->numbers($this->new)]);
        self::assertSame('S2', $this->former($this->new)?->document?->number);
    }

    public function testErasingTheNewOrdersCustomerLeavesTheOneBeforeAndTheReverse(): void
    {
        $this->tell($this->lost, 3, 'delivered', [$this->document('S1', $this->lost)]);
        $this->step('step_customer_made', $this->lost, ['erp' => 'Tryton', 'customer' => 'Zoë Martin']);
        $this->giveIdAgain();
        $this->step('step_customer_made', $this->new, ['erp' => 'Tryton', 'customer' => 'Paul Petit']);

        $answer = ErasePerson::erase('zoe@example.org');
        self::assertTrue($answer['items_removed']);
        self::assertStringContainsString('1', $answer['messages'][0] ?? '', 'the ERP keeps it');
        self::assertSame(['', ''], [$this->former()?->customer, $this->former()?->email]);
        self::assertSame(['Petit', 'paul@example.org'], [$this->present()?->customer, $this->present()?->email]);
        self::assertSame([false, true], [$this->names('Martin'), $this->names('Petit')]);

        $this->step('step_customer_found', $this->lost, ['erp' => 'Tryton', 'customer' => 'Zoë Martin']);
        $this->read();
        self::assertSame([false, 'Petit'], [$this->names('Martin'), $this->present()?->customer], 'a line that was on its way');

        ErasePerson::erase('paul@example.org');
        self::assertSame([false, ''], [$this->names('Petit'), $this->present()?->customer]);
    }

    public function testThePersonOfTheOneBeforeGetsWhatIsKeptOfThem(): void
    {
        $this->tell($this->lost, 3, 'delivered', [$this->document('S1', $this->lost)]);
        $this->giveIdAgain();
        $text = (string) json_encode(ErasePerson::export('zoe@example.org')['data']);
        self::assertStringContainsString('Martin', $text);
        self::assertStringNotContainsString('Petit', $text);
        self::assertStringNotContainsString('Martin', (string) json_encode(ErasePerson::export('paul@example.org')['data']));
    }

    public function testALineOfAnOrderThatNoAddressFindsNamesNobody(): void
    {
        $this->giveIdAgain();
        $this->tell($this->lost, 4, 'only_in_erp', [$this->document('S1', $this->lost)]);
        $this->step('step_customer_made', $this->lost, ['erp' => 'Tryton', 'customer' => 'Zoë Martin']);
        $this->step('step_customer_made', $this->new, ['erp' => 'Tryton', 'customer' => 'Paul Petit']);
        self::assertSame([false, true], [$this->names('Martin'), $this->names('Petit')]);
    }

    private function read(): void
    {
        $this->makeAllDue();
        $this->call($this->agent, 'events', $this->eventsRequest());
    }

    private function giveIdAgain(): void
    {
        $this->order->set_order_key('wc_order_another');
        $this->order->set_billing_last_name('Petit');
        $this->order->set_billing_email('paul@example.org');
        $this->order->save();
        $this->endRequest();
        $this->read();
    }

    /** @param list<array<string, mixed>> $documents */
    private function tell(string $check, int $version, string $state, array $documents, ?string $total = null): void
    {
        $code = ['delivered' => 'order_delivered', 'only_in_erp' => 'order_only_in_erp'][$state] ?? 'binding_of_another_order';
        $journey = ['orderId' => $this->order->get_id(), 'check' => $check, 'version' => $version, 'state' => $state, 'code' => $code, 'values' => ['erp' => 'Tryton', 'document' => 'S1'], 'documents' => $documents, 'total' => $total, 'currency' => $total === null ? null : 'EUR', 'since' => self::AT];
        self::assertSame('', $this->call($this->agent, 'receipts', $this->receiptsRequest(['journeys' => [$journey]]))->refusal());
    }

    /** @param array<string, string> $values */
    private function step(string $code, ?string $check, array $values = []): void
    {
        $step = ['id' => wp_generate_uuid4(), 'orderId' => $this->order->get_id(), 'check' => $check, 'about' => null, 'at' => gmdate('Y-m-d\TH:i:s.000\Z'), 'code' => $code, 'values' => (object) $values];
        self::assertSame('', $this->call($this->agent, 'receipts', $this->receiptsRequest(['steps' => [$step]]))->refusal());
    }

    /** @return array<string, mixed> */
    private function document(string $number, string $check): array
    {
        return ['kind' => 'order', 'shopId' => $this->order->get_id(), 'check' => $check, 'generation' => 1, 'id' => "id-{$number}", 'number' => $number, 'url' => null, 'state' => 'confirmed', 'live' => true];
    }

    private function present(): ?JourneyRow
    {
        return ListJourneys::ofThisSite()->one($this->order->get_id());
    }

    private function former(?string $check = null): ?JourneyRow
    {
        return ListJourneys::ofThisSite()->of(new JourneyKey($this->order->get_id(), $check ?? $this->lost));
    }

    /** @return list<string> */
    private function numbers(string $former): array
    {
        return array_map(static fn(JourneyDocument $one): string => $one->document->number, JourneyDocumentsTable::ofThisSite()->of(new JourneyKey($this->order->get_id(), $former)));
    }

    private function names(string $name): bool
    {
        $steps = $this->db->get_results("SELECT code_values FROM {$this->db->prefix}counterfoil_journey_steps WHERE order_id = {$this->order->get_id()}");
        return str_contains((string) json_encode($steps, JSON_UNESCAPED_UNICODE), $name);
    }
}
