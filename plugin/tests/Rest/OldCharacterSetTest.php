<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Rest;

use Counterfoil\Oversight\JourneysTable;
use Counterfoil\Oversight\MessageValues;
use Counterfoil\Setup\Migrations;
use PHPUnit\Framework\Attributes\DataProvider;

/**
 * A host that keeps tables in utf8mb3 or latin1: one emoji in a name must stop neither the order nor, far less, all
 * others.
 */
final class OldCharacterSetTest extends AgentTestCase
{
    protected function tearDown(): void
    {
        // Made anew: converted back, a text would have become a mediumtext.
        foreach (array_keys(Migrations::statements($this->db->prefix, '')) as $table) {
            $this->db->query("DROP TABLE {$table}");
        }
        self::assertTrue((new Migrations($this->db))->run());
        parent::tearDown();
    }

    /** @return iterable<string, array{string, string}> character set, and how a name arrives */
    public static function characterSets(): iterable
    {
        yield 'three bytes a character' => ['utf8mb3', "Żółw \u{FFFD}"];
        yield 'western letters only' => ['latin1', '?ó?w ?'];
    }

    #[DataProvider('characterSets')]
    public function testAnEmojiInANameStopsNothing(string $characterSet, string $written): void
    {
        $agent = $this->pairedAgent();
        $this->convert($characterSet);
        $order = $this->newOrder();
        $order->set_billing_last_name('Żółw 🐢');
        $order->save();
        $this->endRequest();
        $other = $this->recordedOrder();
        $answer = $this->http($agent, 'events', $this->eventsRequest());
        self::assertSame([$order->get_id(), $other->get_id()], $answer->orderIds());
        self::assertSame('Żółw 🐢', $answer->body->each('orders')[0]->text('billing', 'lastName'));
        self::assertSame($written, $this->db->get_var("SELECT customer FROM {$this->db->prefix}counterfoil_journeys WHERE order_id = {$order->get_id()}"));

        $held = ['orderId' => $order->get_id(), 'check' => null, 'version' => 3, 'state' => 'held', 'code' => 'gap_payment', 'documents' => [], 'total' => null, 'currency' => null, 'since' => '2026-11-23T10:02:14.500Z'];
        $answer = $this->http($agent, 'receipts', $this->receiptsRequest(['journeys' => [$held + ['values' => ['method' => 'klarna', 'title' => 'Żółw 🐢', 'erp' => 'Tryton']]]]));
        self::assertSame(200, $answer->status);
        $kept = $this->db->get_var('SELECT code_values FROM ' . JourneysTable::name($this->db->prefix) . " WHERE order_id = {$order->get_id()} AND state = 'held'");
        self::assertSame(['method' => 'klarna', 'title' => $written, 'erp' => 'Tryton'], MessageValues::decode((string) $kept));
    }

    private function convert(string $characterSet): void
    {
        foreach (array_keys(Migrations::statements($this->db->prefix, '')) as $table) {
            $this->db->query("ALTER TABLE {$table} CONVERT TO CHARACTER SET {$characterSet}");
        }
    }
}
