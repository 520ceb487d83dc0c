<?php

declare(strict_types=1);

namespace Counterfoil\Resources;

if (!defined('ABSPATH')) {
    exit;
}

/** Text from the shop as the contract takes it: valid UTF-8, at most so many characters. */
final class ShopText
{
    public static function cut(mixed $value, int $length): string
    {
        $text = is_scalar($value) ? (string) $value : '';
        if ($text === '') {
            return '';
        }
        if (preg_match('//u', $text) !== 1) {
            $text = mb_convert_encoding($text, 'UTF-8', 'UTF-8');
        }
        return strlen($text) <= $length ? $text : mb_substr($text, 0, $length, 'UTF-8');
    }

    /** Entities and tags are for the shop's own pages: `Red &amp; <b>blue</b>` is Red & blue. */
    public static function plain(mixed $value, int $length): string
    {
        $text = is_scalar($value) ? (string) $value : '';
        if (strpbrk($text, '<&') !== false) {
            $text = html_entity_decode(wp_strip_all_tags($text), ENT_QUOTES | ENT_HTML5, 'UTF-8');
        }
        return self::cut($text, $length);
    }

    /**
     * As an address may travel (shared-types/src/web-address.ts): what is beyond printable ASCII percent-encoded,
     * without a login.
     */
    public static function webAddress(string $url, int $length): string
    {
        $withoutLogin = (string) preg_replace('~^(https?://)[^/?#]*@~i', '$1', $url);
        $encoded = preg_replace_callback('~[^!#-;=?-\\[\\]-\\~]~', static fn(array $byte): string => rawurlencode($byte[0]), $withoutLogin);
        return self::cut($encoded, $length);
    }
}
