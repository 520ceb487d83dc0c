<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Contract;

use Counterfoil\Resources\OrderCheck;
use PHPUnit\Framework\TestCase;

final class CheckVectorsTest extends TestCase
{
    public function testTheCheckOfEachOrderIsTheFirst30BitsOfItsKeysHash(): void
    {
        $orders = Samples::file('checks.json')->each('orders');
        self::assertNotEmpty($orders);
        foreach ($orders as $vector) {
            self::assertSame($vector->text('check'), OrderCheck::of($vector->text('orderKey')));
        }
    }

    public function testTheCheckOfEachRefundIsOfItsOrdersKeyAndTheTimeItWasMade(): void
    {
        $refunds = Samples::file('checks.json')->each('refunds');
        self::assertNotEmpty($refunds);
        foreach ($refunds as $vector) {
            $createdAt = $vector->raw('createdAt') === null ? null : $vector->text('createdAt');
            self::assertSame($vector->text('check'), OrderCheck::ofRefund($vector->text('orderKey'), $createdAt));
        }
    }
}
