<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Resources;

use Counterfoil\Resources\DecimalText;
use Counterfoil\Resources\UnreadableOrder;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

final class DecimalTextTest extends TestCase
{
    /** @return iterable<string, array{mixed, string}> */
    public static function values(): iterable
    {
        yield 'as HPOS keeps it' => ['62.00000000', '62'];
        yield 'as legacy storage keeps it' => ['62.00', '62'];
        yield 'a fraction' => ['4.1666666', '4.1666666'];
        yield 'negative' => ['-12.50', '-12.5'];
        yield 'nothing' => ['', '0'];
        yield 'null' => [null, '0'];
        yield 'minus zero' => ['-0.00', '0'];
        yield 'a whole number' => [7, '7'];
        yield 'a float, as it was meant' => [0.1, '0.1'];
        yield 'a float of a third' => [1 / 3, '0.33333333'];
        yield 'a small float in scientific form' => [0.00001, '0.00001'];
        yield 'text in scientific form' => ['1.5E-5', '0.000015'];
        yield 'text in scientific form, large' => ['1.5e3', '1500'];
        yield 'nine decimals are rounded' => ['0.123456785', '0.12345679'];
        yield 'half away from zero, negative' => ['-0.123456785', '-0.12345679'];
        yield 'rounding that carries' => ['9.999999999', '10'];
        yield 'no leading digit' => ['.5', '0.5'];
        yield 'no digit behind the point' => ['5.', '5'];
        yield 'leading zeros' => ['007.10', '7.1'];
        yield 'a plus sign' => ['+3', '3'];
        yield 'blanks around' => [' 3.50 ', '3.5'];
        yield 'ten digits' => ['9999999999.99', '9999999999.99'];
        yield 'the smallest unit' => ['0.00000001', '0.00000001'];
    }

    #[DataProvider('values')]
    public function testAValueOfTheShopInTheContractsForm(mixed $value, string $text): void
    {
        self::assertSame($text, DecimalText::of($value));
        self::assertMatchesRegularExpression('/^-?(0|[1-9]\d{0,17})(\.\d{1,8})?$/D', $text);
    }

    /** @return iterable<string, array{mixed}> */
    public static function noNumbers(): iterable
    {
        yield 'a comma' => ['45,00'];
        yield 'a currency' => ['€ 45'];
        yield 'two points' => ['1.234.56'];
        yield 'a word' => ['free'];
        yield 'a point' => ['.'];
        yield 'not a number' => [NAN];
        yield 'infinite' => [INF];
        yield 'too large to be exact' => ['99999999999'];
    }

    #[DataProvider('noNumbers')]
    public function testWhatIsNoExactNumberIsRefusedAndNeverGuessed(mixed $value): void
    {
        $this->expectException(UnreadableOrder::class);
        DecimalText::of($value);
    }

    public function testSumsAreExactWhereFloatsAreNot(): void
    {
        self::assertSame('0.3', DecimalText::sum(['0.1', '0.2']));
        self::assertSame('0', DecimalText::sum(['0.1', '0.2', '-0.3']));
        self::assertSame('9999999999.99999999', DecimalText::sum(['9999999999', '0.99999999']));
        self::assertSame('0', DecimalText::sum([]));
        self::assertSame('100', DecimalText::sum(array_fill(0, 1000, '0.1')));
    }

    public function testASumTooLargeToBeExactIsRefused(): void
    {
        $this->expectException(UnreadableOrder::class);
        DecimalText::sum(array_fill(0, 1000, '9999999999'));
    }

    public function testNegatedAndRounded(): void
    {
        self::assertSame(['-1.5', '1.5', '0'], [DecimalText::negated('1.50'), DecimalText::negated('-1.5'), DecimalText::negated('0.00')]);
        self::assertSame([42526, -42526, 43, 0], [DecimalText::rounded('425.263333', 2), DecimalText::rounded('-425.263333', 2), DecimalText::rounded('42.5', 0), DecimalText::rounded('0.004', 2)]);
        self::assertSame(123456789, DecimalText::rounded('1.23456789', 8));
    }

    public function testWhatTheShopDoesNotSayStaysUnsaid(): void
    {
        self::assertSame([null, null, null, '0'], [DecimalText::ofNullable(null), DecimalText::ofNullable(''), DecimalText::ofNullable(false), DecimalText::ofNullable('0')]);
    }
}
