<?php

declare(strict_types=1);

namespace Counterfoil\Pairing;

use Counterfoil\Resources\Base32;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * A connector's public key as the shop pins it, and what the connector said of itself at pairing. Times are UTC,
 * `2026-11-23T10:02:11.000Z`.
 */
final class AgentKey
{
    public function __construct(
        public readonly string $keyId,
        /** 32 bytes as base64url without padding. */
        public readonly string $publicKey,
        public readonly string $tenant,
        public readonly KeyState $state,
        public readonly Connector $connector,
        public readonly string $pairedAt,
        public readonly ?string $confirmedAt,
        /** The WordPress user who compared its fingerprint. */
        public readonly ?int $confirmedBy,
        public readonly ?string $revokedAt,
        /** The WordPress user who disconnected it; null: another key took its place. */
        public readonly ?int $revokedBy,
        public readonly ?string $lastSeenAt,
    ) {}

    /**
     * What the admin compares in wp-admin and terminal: XXXX-XXXX-XXXX-XXXX, the first 80 bits of the key's SHA-256 in
     * base32.
     */
    public function fingerprint(): string
    {
        return implode('-', str_split(Base32::encode(substr(hash('sha256', self::bytes($this->publicKey), true), 0, 10)), 4));
    }

    /** 16 characters: base64url of the first 12 bytes of the key's SHA-256. */
    public static function idOf(string $publicKey): string
    {
        return strtr(base64_encode(substr(hash('sha256', self::bytes($publicKey), true), 0, 12)), '+/', '-_');
    }

    /** The 32 bytes, or fewer where the text is no key. */
    public static function bytes(string $publicKey): string
    {
        return (string) base64_decode(strtr($publicKey, '-_', '+/'), true);
    }
}
