<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Oversight;

use Counterfoil\Oversight\JourneyRow;
use Counterfoil\Oversight\JourneysTable;
use Counterfoil\Oversight\JourneyState;
use Counterfoil\Oversight\ListJourneys;
use Counterfoil\Oversight\ShopKnowledge;
use Counterfoil\Tests\ShopTestCase;

/** What the shop itself says of an order's journey, before the connector says anything. */
final class JourneysTableTest extends ShopTestCase
{
    private const ORDER = 900001;

    public function testPaidLaterItGoesFromNotPaidToWaitingAndCountsFromThen(): void
    {
        $this->read(1, 'pending', false);
        $this->setBack('since', '2026-01-01 00:00:00.000');
        $this->read(2, 'failed', false);
        self::assertSame([JourneyState::NotPaid, 'failed', '2026-01-01T00:00:00.000Z'], [$this->row()->state, $this->row()->orderStatus, $this->row()->since]);
        $this->read(3, 'processing', true);
        self::assertSame(JourneyState::Waiting, $this->row()->state);
        self::assertNotSame('2026-01-01T00:00:00.000Z', $this->row()->since);
    }

    public function testAReadingThatIsOlderThanTheOneKnownChangesNothing(): void
    {
        $this->read(5, 'processing', true, 'new@example.org');
        $this->read(4, 'pending', false, 'old@example.org');
        self::assertSame([JourneyState::Waiting, 'processing', 'new@example.org'], [$this->row()->state, $this->row()->orderStatus, $this->row()->email]);
    }

    public function testOnceOfferedItIsNeverNotPaidAgain(): void
    {
        $this->read(1, 'processing', true);
        $this->table()->noteOffered([self::ORDER]);
        $this->read(2, 'pending', false);
        self::assertSame([JourneyState::Waiting, 'pending'], [$this->row()->state, $this->row()->orderStatus]);
        self::assertTrue($this->table()->wasOffered(self::ORDER));
    }

    public function testDeletedBeforeItWasEverOfferedItEndsHereWithoutItsCustomer(): void
    {
        $this->read(1, 'processing', true);
        $this->table()->noteGone(self::ORDER);
        self::assertSame([JourneyState::Skipped, 'deleted_before_delivery', true, '', ''], [$this->row()->state, $this->row()->code, $this->row()->gone, $this->row()->customer, $this->row()->email]);
    }

    public function testDeletedAfterItWasOfferedTheConnectorSaysWhatBecomesOfIt(): void
    {
        $this->read(1, 'processing', true);
        $this->table()->noteOffered([self::ORDER]);
        $this->table()->noteGone(self::ORDER);
        self::assertSame([JourneyState::Waiting, true, ''], [$this->row()->state, $this->row()->gone, $this->row()->email]);
    }

    public function testACompanyStandsWhereNoPersonIsNamed(): void
    {
        $this->table()->noteFromShop([ShopKnowledge::of(['billing' => ['firstName' => '', 'lastName' => '', 'company' => 'Café du Coin']] + $this->snapshot(1, 'processing', 'a@example.org'), true, false)]);
        self::assertSame('Café du Coin', $this->row()->customer);
    }

    public function testAnErasedPersonLeavesNoName(): void
    {
        $this->table()->noteFromShop([ShopKnowledge::of(['anonymized' => true] + $this->snapshot(1, 'processing', 'deleted@site.invalid'), true, false)]);
        self::assertSame(['', ''], [$this->row()->customer, $this->row()->email]);
    }

    private function read(int $readNumber, string $status, bool $counts, string $email = 'zoe@example.org'): void
    {
        $this->table()->noteFromShop([ShopKnowledge::of($this->snapshot($readNumber, $status, $email), $counts, false)]);
    }

    /** @return array<string, mixed> */
    private function snapshot(int $readNumber, string $status, string $email): array
    {
        return ['id' => self::ORDER, 'readNumber' => $readNumber, 'number' => '1047', 'check' => 'K5QWX2', 'billing' => ['firstName' => 'Zoë', 'lastName' => 'Martin', 'company' => ''], 'email' => $email, 'total' => '62', 'currency' => 'EUR', 'status' => $status, 'createdAt' => '2026-11-23T10:02:11.000Z', 'anonymized' => false];
    }

    private function setBack(string $column, string $value): void
    {
        $this->db->update(JourneysTable::name($this->db->prefix), [$column => $value], ['order_id' => self::ORDER]);
    }

    private function table(): JourneysTable
    {
        return new JourneysTable($this->db);
    }

    private function row(): JourneyRow
    {
        $row = (new ListJourneys($this->db))->one(self::ORDER);
        self::assertNotNull($row);
        return $row;
    }
}
