<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Resources;

use Counterfoil\Oversight\ErpDocument;
use Counterfoil\Resources\ShopText;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** What travels as an address is printable ASCII without a login, whatever the shop's settings hold. */
final class WebAddressTest extends TestCase
{
    /** @return array<string, array{string, string}> */
    public static function addresses(): array
    {
        return [
            'as it is' => ['https://shop.example/wp-content/uploads/a-b_c~1.txt?x=1#y', 'https://shop.example/wp-content/uploads/a-b_c~1.txt?x=1#y'],
            'umlauts' => ['https://läden.example/büro', 'https://l%C3%A4den.example/b%C3%BCro'],
            'line breaks and quotes' => ["https://shop.example/a\n  erp: \"x\"<b>\\", 'https://shop.example/a%0A%20%20erp:%20%22x%22%3Cb%3E%5C'],
            'a login' => ['https://user:pass@word@shop.example/a@b', 'https://shop.example/a@b'],
            'an address of IPv6' => ['http://[::1]:8080/', 'http://[::1]:8080/'],
        ];
    }

    #[DataProvider('addresses')]
    public function testAnAddressIsWrittenSoThatTheContractTakesIt(string $address, string $written): void
    {
        self::assertSame($written, ShopText::webAddress($address, 500));
    }

    public function testALinkToTheErpIsShownOnlyWithoutLoginAndControlCharacters(): void
    {
        $url = static fn(string $url): ?string => (new ErpDocument('1', 'S1', $url, 'draft'))->url;
        self::assertSame('https://erp.example/#erp/sale/1;v=[1]', $url('https://erp.example/#erp/sale/1;v=[1]'));
        self::assertNull($url('https://user:password@erp.example/'));
        self::assertNull($url("https://erp.example/\x1b[2J"));
        self::assertNull($url("https://erp.example/\u{202e}"));
    }
}
