<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * The stop of sending orders: works in the shop at once, whether or not the connector can be reached. Orders go on
 * being recorded.
 */
final class OrdersStopped
{
    private const FLOW = 'orders';

    public static function isStopped(): bool
    {
        return self::known() !== null;
    }

    /** @return array{since: string, userId: int}|null null: orders go on */
    public static function known(): ?array
    {
        return StopsTable::ofThisSite()->known(self::FLOW);
    }

    public static function stop(int $userId): void
    {
        StopsTable::ofThisSite()->stop(self::FLOW, $userId);
    }

    public static function goOn(): void
    {
        StopsTable::ofThisSite()->goOn(self::FLOW);
    }
}
