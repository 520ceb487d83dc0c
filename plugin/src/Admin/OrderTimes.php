<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

if (!defined('ABSPATH')) {
    exit;
}

/** UTC times in the shop's time zone and its own way of writing them. */
final class OrderTimes
{
    /** With its zone. */
    public static function exact(string $utc): string
    {
        return self::write(self::format('date_format', 'Y-m-d') . ' ' . self::clock() . ' T', $utc);
    }

    /** The clock, and before it the day unless that is today. */
    public static function short(string $utc): string
    {
        $isToday = self::write('Y-m-d', $utc) === wp_date('Y-m-d');
        return self::write(($isToday ? '' : self::format('date_format', 'Y-m-d') . ' ') . self::clock(), $utc);
    }

    /** A day, `2026-11-28`, the shop's way of writing it; anything else as it is. */
    public static function day(string $day): string
    {
        return preg_match('/^\d{4}-\d{2}-\d{2}$/D', $day) === 1 ? self::write(self::format('date_format', 'Y-m-d'), "{$day} 12:00 UTC", new \DateTimeZone('UTC')) : $day;
    }

    private static function write(string $format, string $utc, ?\DateTimeZone $zone = null): string
    {
        $time = strtotime($utc);
        $written = $time === false ? false : wp_date($format, $time, $zone);
        return $written === false ? $utc : $written;
    }

    /** The shop's way of writing a time, with the seconds that steps of one minute are told apart by. */
    private static function clock(): string
    {
        $format = self::format('time_format', 'H:i');
        $hasSeconds = preg_match('/(?<!\\\\)s/', $format) === 1;
        return $hasSeconds ? $format : (string) preg_replace('/(?<!\\\\)i/', 'i:s', $format);
    }

    private static function format(string $option, string $default): string
    {
        $format = get_option($option);
        return is_string($format) && $format !== '' ? $format : $default;
    }
}
