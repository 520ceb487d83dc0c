<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Resources;

use Counterfoil\Resources\OrderSum;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** Amounts of real checkouts, each of which WooCommerce rounded somewhere else. */
final class OrderSumTest extends TestCase
{
    /**
     * @return iterable<string, array{string, string, list<array{string, string, string}>, list<string>}> total, tax of
     *   the order, lines (net, tax, unrounded tax), taxes by rate
     */
    public static function checkouts(): iterable
    {
        yield 'rounded taxes make it' => ['425.26', '70.88', [['147.5', '29.5', '29.5'], ['1.983333', '0.4', '0.396667'], ['200', '40', '40'], ['4.9', '0.98', '0.98']], ['69.9', '0.98']];
        yield 'only the unrounded taxes make it' => ['184.78', '30.12', [['133.333333', '26.67', '26.666667'], ['8.25', '1.65', '1.65'], ['8.181818', '0.82', '0.818182'], ['4.9', '0.98', '0.98']], ['28.32', '0.98', '0.82', '0']];
        yield 'with a coupon' => ['104.65', '17.43', [['15.316667', '3.06', '3.063333'], ['18.816667', '3.76', '3.763333'], ['48.175', '9.63', '9.635'], ['4.9', '0.98', '0.98']], ['16.45', '0.98']];
        yield 'two rates' => ['58.87', '8.15', [['24.833333', '4.97', '4.966667'], ['20', '2', '2'], ['0.991667', '0.2', '0.198333'], ['4.9', '0.98', '0.98']], ['5.17', '0.98', '2', '0']];
        yield 'abroad, without the tax that its prices include' => ['175.21', '0', [['1.983333', '0', '0'], ['98.333333', '0', '0'], ['60', '0', '0'], ['14.9', '0', '0']], []];
        yield 'without tax' => ['20', '0', [['20', '0', '0']], []];
    }

    /**
     * @param list<array{string, string, string}> $lines
     * @param list<string> $rates
     */
    #[DataProvider('checkouts')]
    public function testAWholeOrderAddsUpAndOneWithoutALineDoesNot(string $total, string $tax, array $lines, array $rates): void
    {
        self::assertTrue(OrderSum::addsUp($this->lines($lines, $rates), $tax, $total, 2));
        self::assertFalse(OrderSum::addsUp($this->lines(array_slice($lines, 1), $rates), $tax, $total, 2), 'a line is not written yet');
        self::assertFalse(OrderSum::addsUp($this->lines($lines, $rates), $tax, '9' . $total, 2), 'another total');
        self::assertFalse(OrderSum::addsUp($this->lines([], []), $tax, $total, 2), 'no line is written yet');
    }

    public function testACentIsADifferenceAndLessIsNot(): void
    {
        $lines = $this->lines([['10.004', '0', '0']], []);
        self::assertTrue(OrderSum::addsUp($lines, '0', '10', 2));
        self::assertFalse(OrderSum::addsUp($lines, '0', '10.01', 2));
        self::assertTrue(OrderSum::addsUp($this->lines([['1000.4', '0', '0']], []), '0', '1000', 0), 'yen have no decimals');
    }

    /**
     * @param list<array{string, string, string}> $lines
     * @param list<string> $rates total and shipping total by turns
     * @return array<string, list<array<string, mixed>>>
     */
    private function lines(array $lines, array $rates): array
    {
        return [
            'lines' => array_map(static fn(array $line): array => ['total' => $line[0], 'totalTax' => $line[1], 'taxes' => [['total' => $line[2]]]], $lines),
            'shippingLines' => [],
            'feeLines' => [],
            'taxLines' => array_map(static fn(array $pair): array => ['total' => $pair[0], 'shippingTotal' => $pair[1] ?? '0'], array_chunk($rates, 2)),
        ];
    }
}
