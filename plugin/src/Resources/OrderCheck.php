<?php

declare(strict_types=1);

namespace Counterfoil\Resources;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * 6 base32 characters of SHA-256 of the order's key: part of every external reference, it tells one order from another of the same id. An order
 * without a key (imported by a plugin that made none) has that of the empty text: stable, though it tells no two of them apart.
 */
final class OrderCheck
{
    public static function of(string $orderKey): string
    {
        return substr(Base32::encode(substr(hash('sha256', $orderKey, true), 0, 5)), 0, 6);
    }
}
