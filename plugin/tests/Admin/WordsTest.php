<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Admin;

use Counterfoil\Admin\JourneyWords;
use Counterfoil\Admin\ReadableChange;
use Counterfoil\Admin\ReadableValues;
use Counterfoil\Admin\Words;
use Counterfoil\Oversight\Change;
use Counterfoil\Oversight\MessageValues;
use Counterfoil\Tests\ShopTestCase;

final class WordsTest extends ShopTestCase
{
    public function testAPluralIsChosenByTheOnlyWholeNumber(): void
    {
        $words = Words::forLocale('en_US');
        self::assertSame(['1 order needs you.', '1,234 orders need you.'], [$words->say('screen_held_count', ['count' => 1]), $words->say('screen_held_count', ['count' => 1234])]);
    }

    public function testALocaleOfAShippedLanguageHasItsWordsAndOthersEnglish(): void
    {
        self::assertSame('Übersicht', Words::forLocale('de_CH_informal')->say('screen_overview'));
        self::assertSame('Overview', Words::forLocale('ar')->say('screen_overview'));
        self::assertSame('Overview', Words::forLocale('../../x')->say('screen_overview'));
    }

    public function testNumbersAndDatesAreWrittenInTheLanguageOfTheWords(): void
    {
        self::assertSame(['de-CH', 'de', 'en'], [Words::forLocale('de_CH_informal')->browserLocale('de_CH_informal'), Words::forLocale('de')->browserLocale('de'), Words::forLocale('ar')->browserLocale('ar')]);
    }

    public function testAHoleWithoutItsValueStaysVisible(): void
    {
        self::assertSame("Tryton can't be reached: {reason}", Words::forLocale('en')->say('erp_unreachable', ['erp' => 'Tryton']));
    }

    public function testValuesAreReadAsAPersonCallsThem(): void
    {
        $values = new ReadableValues(Words::forLocale('de_DE'));
        self::assertSame(
            ['user' => get_userdata(1)->display_name ?? '', 'status' => wc_get_order_status_name('on-hold'), 'via' => 'Block-Kasse', 'state' => 'bestätigt', 'sku' => 'A-1'],
            $values->of(['user' => 1, 'status' => 'on-hold', 'via' => 'store-api', 'state' => 'confirmed', 'sku' => 'A-1']),
        );
        self::assertSame(['via' => 'pos-plugin', 'state' => 'weird', 'user' => 'Zoë'], $values->of(['via' => 'pos-plugin', 'state' => 'weird', 'user' => 'Zoë']), 'what nobody knows stays');
    }

    public function testAReasonIsSaidInTheLanguageOfItsReaderAndWhatTheErpSaidStays(): void
    {
        $reason = MessageValues::decode('{"erp":"Tryton","reason":{"code":"reason_no_answer","values":{"seconds":30}}}');
        foreach (['en_US' => "Tryton can't be reached: no answer within 30 s", 'de_DE' => 'Tryton ist nicht erreichbar: keine Antwort innerhalb von 30 s'] as $locale => $sentence) {
            self::assertSame($sentence, (new JourneyWords(Words::forLocale($locale), 'Tryton'))->sentence('erp_unreachable', $reason));
        }
        self::assertSame('Tryton lehnt ab: „Ratatouille manquante“', (new JourneyWords(Words::forLocale('de_DE'), 'Tryton'))->sentence('erp_refused', ['erp' => 'Tryton', 'reason' => 'Ratatouille manquante']));
        self::assertSame('{"erp":"Tryton","reason":{"code":"reason_no_answer","values":{"seconds":30}}}', MessageValues::encode($reason), 'kept as it came');
        self::assertSame('{"reason":{"code":"reason_missing","values":{}}}', MessageValues::encode(MessageValues::decode('{"reason":{"code":"reason_missing","values":{}}}')));
    }

    public function testRulesAreCalledByTheirNameAndWhereThatIsADayByThatDay(): void
    {
        $words = new JourneyWords(Words::forLocale('en_US'), 'Tryton');
        self::assertSame('By the rules “November 28, 2026”: 3 lines', $words->sentence('step_rules', ['lines' => 3, 'mapping' => '2026-11-28']));
        self::assertSame('By the rules “Christmas 2026-11-28”: 1 line', $words->sentence('step_rules', ['lines' => 1, 'mapping' => 'Christmas 2026-11-28']));
    }

    public function testWhatChangedIsReadPartByPart(): void
    {
        $values = new ReadableValues(Words::forLocale('de_DE'));
        $changes = Change::listFromDecoded([
            ['what' => 'status', 'line' => null, 'before' => null, 'after' => 'cancelled'],
            ['what' => 'quantity', 'line' => 'MUG', 'before' => '1', 'after' => '2'],
            ['what' => 'delivery_address', 'line' => null, 'before' => null, 'after' => null],
            ['what' => 'gift_wrap', 'line' => null, 'before' => null, 'after' => null],
            ['of another' => 'form'],
        ]) ?? [];
        self::assertSame(
            ['changes' => 'Status, Menge (MUG), Lieferadresse, etwas, das dieses Plugin noch nicht kennt („gift_wrap“)'],
            $values->of(['changes' => $changes]),
        );
        $read = array_map(static fn(ReadableChange $change): string => $change->written(), ReadableChange::listOf(['changes' => $changes], Words::forLocale('de_DE')));
        self::assertSame(['Status: – → ' . wc_get_order_status_name('cancelled'), 'Menge (MUG): 1 → 2', 'Lieferadresse'], array_slice($read, 0, 3));
    }

    public function testACodeThatOnlyANewerConnectorKnowsHasTheGeneralSentenceOfItsKind(): void
    {
        $words = Words::forLocale('en_US');
        self::assertStringContainsString('“step_split”', $words->say('step_split'));
        self::assertNotSame($words->say('step_split'), $words->say('gap_split'));
        self::assertSame('The connector says “archived”, which this plugin does not know yet: update the plugin', $words->say('archived'));
    }

    public function testADocumentWithoutANumberIsCalledByNoIdOfTheErp(): void
    {
        $words = new JourneyWords(Words::forLocale('en_US'), 'Tryton');
        self::assertSame('Sales order (no number yet) made in Tryton', $words->sentence('step_document_made', ['erp' => 'Tryton', 'document' => '']));
    }
}
