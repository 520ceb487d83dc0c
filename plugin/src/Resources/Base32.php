<?php

declare(strict_types=1);

namespace Counterfoil\Resources;

if (!defined('ABSPATH')) {
    exit;
}

/** RFC 4648, capitals, without padding. PHP has none of its own. */
final class Base32
{
    private const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

    public static function encode(string $bytes): string
    {
        $text = '';
        $bits = 0;
        $held = 0;
        foreach ($bytes === '' ? [] : str_split($bytes) as $byte) {
            $held = ($held << 8 | ord($byte)) & 0xfff;
            $bits += 8;
            while ($bits >= 5) {
                $bits -= 5;
                $text .= self::ALPHABET[($held >> $bits) & 31];
            }
        }
        return $bits > 0 ? $text . self::ALPHABET[($held << (5 - $bits)) & 31] : $text;
    }
}
