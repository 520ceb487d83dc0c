<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * One day in the shop's time zone, as the times of our tables: UTC, from `beginsAt` up to but without `endsAt`. It has
 * 23 or 25 hours when clocks change.
 */
final class ShopDay
{
    private function __construct(
        public readonly string $beginsAt,
        public readonly string $endsAt,
    ) {}

    /** @param string $day `2026-11-23`; anything else is a day without orders */
    public static function of(string $day): self
    {
        $begins = \DateTimeImmutable::createFromFormat('!Y-m-d', $day, wp_timezone());
        if ($begins === false || $begins->format('Y-m-d') !== $day) {
            return new self('1970-01-01 00:00:00.000', '1970-01-01 00:00:00.000');
        }
        return self::from($begins);
    }

    public static function today(\DateTimeImmutable $now): self
    {
        return self::from($now->setTimezone(wp_timezone())->setTime(0, 0));
    }

    private static function from(\DateTimeImmutable $begins): self
    {
        $utc = new \DateTimeZone('UTC');
        return new self(
            $begins->setTimezone($utc)->format('Y-m-d H:i:s.000'),
            $begins->modify('+1 day')->setTimezone($utc)->format('Y-m-d H:i:s.000'),
        );
    }
}
