<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Admin;

use Counterfoil\Admin\ReadableValues;
use Counterfoil\Admin\Words;
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

    public function testWhatChangedIsReadPartByPart(): void
    {
        $values = new ReadableValues(Words::forLocale('de_DE'));
        $cancelled = wc_get_order_status_name('cancelled');
        self::assertSame(['change' => "jetzt {$cancelled}, Zeilen, Lieferadresse, Summe 10.00 EUR → 12.00 EUR"], $values->of(['change' => 'status cancelled, lines, shipping address, total 10.00 EUR → 12.00 EUR']));
    }
}
