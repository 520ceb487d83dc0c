<?php

declare(strict_types=1);

namespace Counterfoil\Database;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Version 4, lower case. Not wp_generate_uuid4: its wp_rand may write a transient, which a checkout should not pay for.
 */
final class RandomUuid
{
    public static function make(): string
    {
        $bytes = random_bytes(16);
        $bytes[6] = chr((ord($bytes[6]) & 0x0f) | 0x40);
        $bytes[8] = chr((ord($bytes[8]) & 0x3f) | 0x80);
        return vsprintf('%s%s-%s-%s-%s-%s%s%s', str_split(bin2hex($bytes), 4));
    }
}
