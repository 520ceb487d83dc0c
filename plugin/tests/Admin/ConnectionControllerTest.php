<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Admin;

use Counterfoil\Pairing\Connector;
use Counterfoil\Pairing\Instance;
use Counterfoil\Pairing\KeysTable;
use Counterfoil\Pairing\KeyState;
use Counterfoil\Setup\RemoveData;
use Counterfoil\Tests\Json;
use Counterfoil\Tests\Rest\SigningAgent;

final class ConnectionControllerTest extends AdminTestCase
{
    public function testBeforeAnythingIsConnectedTheCommandIsThereAlready(): void
    {
        $connection = $this->connection();
        self::assertSame(['none', [], null, 'unknown'], [$connection->text('connectionState'), $connection->raw('keys'), $connection->raw('code'), $connection->text('doorbell')]);
        self::assertSame('counterfoil setup --shop ' . home_url(), $connection->text('command'));
    }

    public function testACodeIsToldOnceAndEndsTheOneBefore(): void
    {
        $first = $this->answer('admin-code-answer', 'POST', 'connection/code');
        $second = $this->answer('admin-code-answer', 'POST', 'connection/code');
        self::assertNotSame($first->text('code'), $second->text('code'));
        $connection = $this->connection();
        self::assertSame(['code_open', 0], [$connection->text('connectionState'), $connection->whole('code', 'wrongTries')]);
        self::assertSame($second->text('expiresAt'), $connection->text('code', 'expiresAt'));
        self::assertStringNotContainsString($second->text('code'), (string) json_encode($connection->value));
    }

    public function testTheOwnerChoosesWhatBecomesOfItsNotesAndCanTakeItBack(): void
    {
        self::assertFalse($this->connection()->raw('removesData'));
        foreach ([true, false] as $choice) {
            $answer = $this->answer('admin-connection-answer', 'POST', 'connection/remove-data', ['removesData' => $choice]);
            self::assertSame($choice, $answer->raw('removesData'));
            self::assertSame($choice, RemoveData::isAsked());
        }
    }

    public function testAWaitingConnectorIsConfirmedOnce(): void
    {
        $keyId = $this->waiting();
        $waiting = $this->connection();
        self::assertSame(['awaiting_confirmation', 'awaiting_confirmation', null], [$waiting->text('connectionState'), $waiting->text('keys', 0, 'state'), $waiting->raw('cutover')]);
        $confirmed = $this->answer('admin-connection-answer', 'POST', 'connection/confirm', ['keyId' => $keyId]);
        self::assertSame(['connected', 'confirmed'], [$confirmed->text('connectionState'), $confirmed->text('keys', 0, 'state')]);
        self::assertNotNull($confirmed->raw('cutover'), 'orders count from now');
        self::assertSame('not_waiting', $this->refusal(409, 'POST', 'connection/confirm', ['keyId' => $keyId]));
    }

    public function testAConnectorThatIsTurnedAwayCantBeConfirmedAfterwards(): void
    {
        $keyId = $this->waiting();
        $this->answer('admin-connection-answer', 'POST', 'connection/revoke', ['keyId' => $keyId]);
        self::assertSame('not_waiting', $this->refusal(409, 'POST', 'connection/confirm', ['keyId' => $keyId]));
        self::assertSame('not_connected', $this->refusal(409, 'POST', 'connection/revoke', ['keyId' => $keyId]));
    }

    public function testASilentConnectorIsSaidToBeSilent(): void
    {
        $this->connected(600);
        self::assertTrue($this->connection()->raw('connectorSilent'));
    }

    public function testDeclaringACopyDoesNothingToAShopThatIsNone(): void
    {
        $keyId = $this->connected();
        $this->answer('admin-connection-answer', 'POST', 'connection/copy');
        self::assertSame(KeyState::Confirmed, (new KeysTable($this->db))->find($keyId)?->state);
    }

    public function testACopyIsSaidToBeOneAndStaysApartOnceAPersonSaysSo(): void
    {
        $keyId = $this->connected();
        $elsewhere = static fn(): string => 'https://staging.example/shop';
        add_filter('pre_option_home', $elsewhere);
        Instance::forget();
        try {
            $connection = $this->connection();
            self::assertSame('copy', $connection->text('connectionState'));
            self::assertStringContainsString('staging.example', $connection->text('copy', 'is'));
            $apart = $this->answer('admin-connection-answer', 'POST', 'connection/copy');
            self::assertSame(['none', null], [$apart->text('connectionState'), $apart->raw('copy')]);
            self::assertSame(KeyState::Revoked, (new KeysTable($this->db))->find($keyId)?->state);
        } finally {
            remove_filter('pre_option_home', $elsewhere);
        }
    }

    public function testAnAddressWithoutHttpsOutsideThisMachineHindersConnecting(): void
    {
        self::assertNull($this->connection()->raw('hindrance'), 'this machine');
        $outside = static fn(): string => 'http://shop.example';
        add_filter('pre_option_home', $outside);
        try {
            self::assertSame('no_https', $this->connection()->text('hindrance'));
        } finally {
            remove_filter('pre_option_home', $outside);
        }
    }

    private function connection(): Json
    {
        return $this->answer('admin-connection-answer', 'GET', 'connection');
    }

    private function waiting(): string
    {
        $agent = new SigningAgent();
        (new KeysTable($this->db))->pair($agent->publicKey, 'acme', new Connector('PC-OFFICE', '0.1.0', 'tryton', 'Tryton', 'production'));
        return $agent->keyId;
    }
}
