<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Contract;

use Counterfoil\Outbox\EventReason;
use Counterfoil\Outbox\EventType;
use Counterfoil\Oversight\JourneyState;
use Counterfoil\Pairing\LeaseTable;
use Counterfoil\Rest\ContractVersion;
use Counterfoil\Rest\ErrorCode;
use Counterfoil\Tests\Json;
use PHPUnit\Framework\TestCase;

/** The closed lists of the contract have the same words in PHP. */
final class ClosedListsTest extends TestCase
{
    public function testErrorCodes(): void
    {
        preg_match('/errorCode = z\.enum\(\[(.*?)\]\)/s', Samples::source('error-answer.ts'), $list);
        preg_match_all("/'([a-z_]+)'/", $list[1] ?? '', $codes);
        self::assertEqualsCanonicalizing($codes[1], array_column(ErrorCode::cases(), 'value'));
    }

    public function testEveryRefusalIsAnHttpErrorAndNeverOneThatHostsAnswerThemselves(): void
    {
        foreach (ErrorCode::cases() as $code) {
            self::assertContains($code->status(), [400, 401, 403, 409, 500, 503], $code->value);
        }
    }

    public function testEventTypesAndReasons(): void
    {
        self::assertEqualsCanonicalizing(self::openWords()->texts('eventType'), array_column(EventType::cases(), 'value'));
        self::assertEqualsCanonicalizing(self::openWords()->texts('eventReason'), array_column(EventReason::cases(), 'value'));
    }

    public function testTheLeaseLastsAsLongAsTheConnectorCountsOn(): void
    {
        self::assertStringContainsString(sprintf('LEASE_MS = %s;', number_format(LeaseTable::SECONDS * 1000, 0, '.', '_')), Samples::source('events.ts'));
    }

    public function testTheVersionServedIsItsOwnWhichIsTheConnectors(): void
    {
        self::assertSame([ContractVersion::OWN], ContractVersion::SERVED);
        self::assertStringContainsString(sprintf('CONTRACT_VERSION = %d;', ContractVersion::OWN), Samples::source('identity.ts'));
    }

    public function testStatesOfAJourney(): void
    {
        self::assertEqualsCanonicalizing(['not_paid', ...self::openWords()->texts('journeyState')], array_column(JourneyState::cases(), 'value'));
    }

    private static function openWords(): Json
    {
        return Samples::file('open-words.json');
    }
}
