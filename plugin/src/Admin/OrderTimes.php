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
        return self::write(self::format('date_format', 'Y-m-d') . ' H:i:s T', $utc);
    }

    /** The clock, and before it the day unless that is today. */
    public static function short(string $utc): string
    {
        $isToday = self::write('Y-m-d', $utc) === wp_date('Y-m-d');
        return self::write(($isToday ? '' : self::format('date_format', 'Y-m-d') . ' ') . 'H:i:s', $utc);
    }

    private static function write(string $format, string $utc): string
    {
        $time = strtotime($utc);
        $written = $time === false ? false : wp_date($format, $time);
        return $written === false ? $utc : $written;
    }

    private static function format(string $option, string $default): string
    {
        $format = get_option($option);
        return is_string($format) && $format !== '' ? $format : $default;
    }
}
