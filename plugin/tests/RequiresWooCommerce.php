<?php

declare(strict_types=1);

namespace Counterfoil\Tests;

use PHPUnit\Framework\TestCase;

/**
 * A test, or a whole class, that needs a part of WooCommerce which the sandbox's stand-in (docs/sandbox.md) has not:
 * there it is skipped.
 */
#[\Attribute(\Attribute::TARGET_CLASS | \Attribute::TARGET_METHOD)]
final class RequiresWooCommerce
{
    /** @param string $part what is needed: "Action Scheduler", "the order screen" */
    public function __construct(private readonly string $part) {}

    /** Called at the end of setUp, so that tearDown finds what it takes back. */
    public static function skipOnStandIn(TestCase $test): void
    {
        if (getenv('COUNTERFOIL_STAND_IN') !== '1') {
            return;
        }
        $class = new \ReflectionClass($test);
        foreach ([...$class->getMethod($test->name())->getAttributes(self::class), ...$class->getAttributes(self::class)] as $attribute) {
            TestCase::markTestSkipped("The stand-in for WooCommerce has no {$attribute->newInstance()->part}");
        }
    }
}
