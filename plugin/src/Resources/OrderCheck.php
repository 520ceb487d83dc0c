<?php

declare(strict_types=1);

namespace Counterfoil\Resources;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * 6 base32 characters of SHA-256 of the order's key: part of every external reference, it tells one order from another
 * of the same id. An order without a key (imported by a plugin that made none) has that of the empty text: stable,
 * though it tells no two of them apart.
 */
final class OrderCheck
{
    public static function of(string $orderKey): string
    {
        return self::ofText($orderKey);
    }

    /**
     * Refunds have no key of their own. Their ids repeat after a restored shop, too: when it was made tells them apart.
     *
     * @param string|null $createdAt as the contract writes it; null: the shop has no date for it
     */
    public static function ofRefund(string $orderKey, ?string $createdAt): string
    {
        return self::ofText($orderKey . "\n" . ($createdAt ?? ''));
    }

    private static function ofText(string $text): string
    {
        return substr(Base32::encode(substr(hash('sha256', $text, true), 0, 5)), 0, 6);
    }
}
