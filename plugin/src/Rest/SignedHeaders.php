<?php

declare(strict_types=1);

namespace Counterfoil\Rest;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * The headers of a signed request, read strictly: one fixed `Signature-Input` and no other
 * (shared-types/src/signature.ts). What is read here is what was signed, character by character; nothing of it is
 * normalised.
 */
final class SignedHeaders
{
    private const COMPONENTS = '("@method" "content-digest" "counterfoil-route" "counterfoil-tenant" "counterfoil-instance")';

    private function __construct(
        public readonly string $digest,
        public readonly string $route,
        public readonly string $tenant,
        /** `-` when pairing. */
        public readonly string $instance,
        /** Unix seconds, by the shop's clock as the agent knows it. */
        public readonly int $created,
        public readonly string $nonce,
        public readonly string $keyId,
        private readonly string $params,
        /** 64 bytes. */
        public readonly string $signature,
    ) {}

    /** @throws Refusal signature_missing, naming the header */
    public static function of(\WP_REST_Request $request): self
    {
        $input = self::parts($request, 'Signature-Input', '/^counterfoil=(' . preg_quote(self::COMPONENTS, '/') . ';created=([1-9]\d{0,11});nonce="([A-Za-z0-9_-]{22})";keyid="([A-Za-z0-9_-]{16})";alg="ed25519")$/D');
        $signature = self::parts($request, 'Signature', '~^counterfoil=:([A-Za-z0-9+/]{86}==):$~D');
        return new self(
            self::parts($request, 'Content-Digest', '~^sha-256=:[A-Za-z0-9+/]{43}=:$~D')[0],
            self::parts($request, 'Counterfoil-Route', '~^/counterfoil/v1/[a-z]+$~D')[0],
            self::parts($request, 'Counterfoil-Tenant', '/^[a-z0-9]{2,8}$/D')[0],
            self::parts($request, 'Counterfoil-Instance', '/^(?:-|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/D')[0],
            (int) $input[2],
            $input[3],
            $input[4],
            $input[1],
            (string) base64_decode($signature[1], true),
        );
    }

    /** @return string what the signature covers: RFC 9421, section 2.5 */
    public function signatureBase(string $method): string
    {
        return implode("\n", [
            '"@method": ' . $method,
            '"content-digest": ' . $this->digest,
            '"counterfoil-route": ' . $this->route,
            '"counterfoil-tenant": ' . $this->tenant,
            '"counterfoil-instance": ' . $this->instance,
            '"@signature-params": ' . $this->params,
        ]);
    }

    public static function digestOf(string $body): string
    {
        return 'sha-256=:' . base64_encode(hash('sha256', $body, true)) . ':';
    }

    /**
     * @return array<array-key, string>
     * @throws Refusal
     */
    private static function parts(\WP_REST_Request $request, string $header, string $pattern): array
    {
        $value = $request->get_header($header);
        if ($value === null || $value === '') {
            throw new Refusal(ErrorCode::SignatureMissing, "The header {$header} is missing. Something on the way may have taken it out.", ['field' => $header]);
        }
        if (preg_match($pattern, $value, $parts) !== 1) {
            throw new Refusal(ErrorCode::SignatureMissing, "The header {$header} is not in the one form that is taken.", ['field' => $header]);
        }
        return $parts;
    }
}
