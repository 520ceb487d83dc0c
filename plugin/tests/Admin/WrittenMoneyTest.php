<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Admin;

use Counterfoil\Admin\WrittenMoney;
use Counterfoil\Tests\RequiresWooCommerce;
use Counterfoil\Tests\ShopTestCase;
use PHPUnit\Framework\Attributes\DataProvider;

#[RequiresWooCommerce('order screen')]
final class WrittenMoneyTest extends ShopTestCase
{
    /** @return iterable<string, array{string, string, string}> */
    public static function amounts(): iterable
    {
        yield 'cents are filled up' => ['1234.5', 'EUR', '€1,234.50'];
        yield 'a fraction of a cent is not lost' => ['0.004', 'EUR', '€0.004'];
        yield 'a whole amount' => ['0', 'EUR', '€0.00'];
        yield 'below zero' => ['-12.3', 'EUR', '-€12.30'];
        yield 'a currency without a smaller unit' => ['1000', 'JPY', '¥1,000'];
        yield 'and a fraction of it' => ['1000.5', 'JPY', '¥1,000.5'];
        yield 'a currency of thousandths' => ['1.5', 'KWD', 'د.ك1.500'];
        yield 'more digits than a float holds' => ['90071992547409.93', 'EUR', '€90,071,992,547,409.93'];
    }

    #[DataProvider('amounts')]
    public function testAmountsHaveTheCurrencysDigitsAndNoFewerThanTheyNeed(string $amount, string $currency, string $written): void
    {
        self::assertSame($written, WrittenMoney::of($amount, $currency));
    }

    public function testTheShopsOwnWayOfWritingIsKeptWhateverItsDecimalsAre(): void
    {
        $options = ['woocommerce_price_thousand_sep' => '&nbsp;', 'woocommerce_price_decimal_sep' => ',', 'woocommerce_currency_pos' => 'right_space', 'woocommerce_price_num_decimals' => '0'];
        $before = array_map(get_option(...), array_combine(array_keys($options), array_keys($options)));
        array_map(update_option(...), array_keys($options), $options);
        try {
            self::assertSame("1\u{a0}234\u{a0}567,89\u{a0}€", WrittenMoney::of('1234567.89', 'EUR'));
        } finally {
            array_map(update_option(...), array_keys($before), $before);
        }
    }

    public function testTheDigitsOfCurrenciesAreTheConnectors(): void
    {
        $connector = (string) file_get_contents(dirname(__DIR__, 3) . '/agent/src/money.ts');
        preg_match_all("/^const \w+ = '([A-Z ]+)'\.split/m", $connector, $lists);
        $ours = (new \ReflectionClassConstant(WrittenMoney::class, 'DIGITS'))->getValue();
        self::assertIsArray($ours);
        self::assertSame($lists[1], array_values($ours));
    }
}
