<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Pairing;

use Counterfoil\Outbox\OutboxTable;
use Counterfoil\Pairing\Instance;
use Counterfoil\Pairing\KeysTable;
use Counterfoil\Pairing\PairingCode;
use Counterfoil\Pairing\Surroundings;
use Counterfoil\Tests\Rest\AgentTestCase;
use Counterfoil\Tests\Rest\SigningAgent;
use PHPUnit\Framework\Attributes\DataProvider;

/**
 * A copy of the shop never acts as the shop. Here the copy is made by noting other surroundings than those it stands
 * in.
 */
final class InstanceTest extends AgentTestCase
{
    public function testAShopInItsOwnPlaceIsNoCopyAndKeepsItsId(): void
    {
        $this->pairedAgent();
        $id = Instance::id();
        Instance::forget();
        self::assertSame([$id, false, null], [Instance::id(), Instance::isCopy(), Instance::difference()]);
    }

    /** @return iterable<string, array{string}> */
    public static function parts(): iterable
    {
        foreach (['address', 'path', 'database', 'prefix', 'environment'] as $part) {
            yield $part => [$part];
        }
    }

    #[DataProvider('parts')]
    public function testItIsACopyWhenAnyOfItsSurroundingsIsNotTheNotedOne(string $part): void
    {
        $this->pairedAgent();
        $this->standElsewhere($part);
        self::assertTrue(Instance::isCopy());
        self::assertStringContainsString('elsewhere', Instance::difference()['was'] ?? '');
        self::assertStringNotContainsString('elsewhere', Instance::difference()['is'] ?? '');
    }

    public function testASearchAndReplaceOfTheAddressOverAllTablesMissesTheNotedOne(): void
    {
        $this->pairedAgent();
        $kept = $this->content('instance');
        foreach ([Surroundings::present($this->db)->address, ABSPATH, untrailingslashit(ABSPATH)] as $replaced) {
            self::assertStringNotContainsString($replaced, $kept);
            self::assertStringNotContainsString(trim((string) json_encode($replaced), '"'), $kept);
        }
    }

    public function testGoingFromHttpToHttpsIsNoMove(): void
    {
        $before = Surroundings::present($this->db);
        $address = (string) preg_replace('~^http:~', 'https:', home_url());
        $https = static fn(): string => $address;
        add_filter('pre_option_home', $https);
        try {
            self::assertTrue(Surroundings::present($this->db)->equals($before));
        } finally {
            remove_filter('pre_option_home', $https);
        }
    }

    public function testAHostThatLaysEachReleaseIntoItsOwnFolderCanGiveThemOneName(): void
    {
        $name = static fn(): string => '/srv/shop/current/';
        add_filter('counterfoil_instance_path', $name);
        try {
            self::assertSame('/srv/shop/current/', Surroundings::present($this->db)->path);
        } finally {
            remove_filter('counterfoil_instance_path', $name);
        }
    }

    public function testAShopThatWasNeverConnectedIsNobodysCopy(): void
    {
        PairingCode::create(1);
        $this->standElsewhere('address');
        self::assertFalse(Instance::isCopy());
    }

    public function testAShopWhoseFirstCodeWasMadeElsewhereIsNoCopyOnceItIsConnectedWhereItStands(): void
    {
        PairingCode::create(1);
        $this->standElsewhere('address');
        $agent = $this->pairedAgent();
        Instance::forget();
        self::assertNull(Instance::difference());
        self::assertSame('', $this->call($agent, 'events', $this->eventsRequest())->refusal());
    }

    public function testAFurtherKeyOfItsTenantNotesNoOtherSurroundings(): void
    {
        $this->pairedAgent();
        $this->standElsewhere('address');
        Instance::belongTo((string) Instance::tenant());
        self::assertTrue(Instance::isCopy());
    }

    public function testACopyServesNothingAndSettlesNothingAndGoesOnRecording(): void
    {
        $agent = $this->pairedAgent();
        $this->recordedOrder();
        $this->standElsewhere('address');
        $refused = $this->call($agent, 'events', $this->eventsRequest());
        self::assertSame('instance_differs', $refused->refusal());
        self::assertStringContainsString('elsewhere', $refused->body->text('message'));
        self::assertSame('instance_differs', $this->call($agent, 'receipts', $this->receiptsRequest())->refusal());
        $waiting = OutboxTable::ofThisSite()->waitingCount();
        $this->recordedOrder();
        self::assertSame($waiting + 1, OutboxTable::ofThisSite()->waitingCount());
    }

    public function testACopyIsNotPairedBeforeItIsSaidWhatItIs(): void
    {
        $this->pairedAgent();
        $this->standElsewhere('address');
        $agent = new SigningAgent();
        self::assertSame('instance_differs', $this->call($agent, 'pair', $agent->pairing(PairingCode::create(1)))->refusal());
    }

    public function testDeclaredACopyItIsAnotherInstanceThatTheShopsConnectorCantSpeakTo(): void
    {
        $agent = $this->pairedAgent();
        $shop = Instance::id();
        $this->call($agent, 'events', $this->eventsRequest([], 70));
        $this->standElsewhere('address');
        Instance::declareCopy(1);
        self::assertFalse(Instance::isCopy());
        self::assertNotSame($shop, Instance::id());
        self::assertNull(Instance::cutover());
        self::assertSame('key_revoked', $this->call($agent, 'events', $this->eventsRequest([], 70))->refusal());
        $test = $this->pairedAgent('test1');
        self::assertSame('', $this->call($test, 'events', $this->eventsRequest())->refusal());
    }

    public function testMovedHereItIsTheShopAgainOnceTheConnectorPairsWithTheFreshCode(): void
    {
        $agent = $this->pairedAgent();
        $shop = Instance::id();
        $this->standElsewhere('path');
        $code = Instance::movedHere(1);
        self::assertTrue(Instance::isCopy(), 'the code alone moves nothing');
        $agent->instance = '-';
        $answer = $this->call($agent, 'pair', $agent->pairing($code));
        self::assertSame([$shop, 'confirmed'], [$answer->body->text('instance'), $answer->body->text('state')]);
        Instance::forget();
        self::assertFalse(Instance::isCopy());
        $agent->instance = $shop;
        self::assertSame('', $this->call($agent, 'events', $this->eventsRequest())->refusal());
        self::assertCount(1, KeysTable::ofThisSite()->confirmed());
    }

    public function testAnOrdinaryCodeMovesNothing(): void
    {
        $agent = $this->pairedAgent();
        $code = PairingCode::create(1);
        $this->standElsewhere('path');
        $agent->instance = '-';
        self::assertSame('instance_differs', $this->call($agent, 'pair', $agent->pairing($code))->refusal());
        Instance::forget();
        self::assertTrue(Instance::isCopy());
    }

    private function standElsewhere(string $part): void
    {
        $table = "{$this->db->prefix}counterfoil_instance";
        $noted = json_decode((string) base64_decode((string) $this->db->get_var("SELECT noted_surroundings FROM {$table}"), true), true);
        self::assertIsArray($noted);
        $noted[$part] = 'elsewhere';
        $this->db->update($table, ['noted_surroundings' => base64_encode((string) json_encode($noted))], ['id' => 1]);
        Instance::forget();
    }
}
