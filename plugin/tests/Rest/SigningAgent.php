<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Rest;

use Counterfoil\Pairing\AgentKey;
use Counterfoil\Rest\ContractVersion;
use Counterfoil\Rest\SignedHeaders;

/** A connector for tests: signs as shared-types/src/signature.ts says, and can sign wrongly in one chosen place. */
final class SigningAgent
{
    public readonly string $publicKey;
    public readonly string $keyId;
    public string $tenant = 'acme';
    public string $instance = '-';
    /** Seconds that its clock is ahead of ours. */
    public int $clockAhead = 0;
    private readonly string $secretKey;

    public function __construct(?string $seed = null)
    {
        $pair = $seed === null || $seed === '' ? sodium_crypto_sign_keypair() : sodium_crypto_sign_seed_keypair($seed);
        $this->secretKey = sodium_crypto_sign_secretkey($pair);
        $this->publicKey = rtrim(strtr(base64_encode(sodium_crypto_sign_publickey($pair)), '+/', '-_'), '=');
        $this->keyId = AgentKey::idOf($this->publicKey);
    }

    /**
     * @param array<string, mixed>|string $body an array is sent as JSON
     * @return array{body: string, headers: array<string, string>}
     */
    public function sign(string $call, array|string $body, ?string $nonce = null, ?int $created = null): array
    {
        $text = is_string($body) ? $body : (string) json_encode($body, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES);
        $parts = [
            'digest' => SignedHeaders::digestOf($text),
            'route' => "/counterfoil/v1/{$call}",
            'nonce' => $nonce ?? rtrim(strtr(base64_encode(random_bytes(16)), '+/', '-_'), '='),
            'created' => $created ?? time() + $this->clockAhead,
        ];
        $params = '("@method" "content-digest" "counterfoil-route" "counterfoil-tenant" "counterfoil-instance")'
            . ";created={$parts['created']};nonce=\"{$parts['nonce']}\";keyid=\"{$this->keyId}\";alg=\"ed25519\"";
        $base = "\"@method\": POST\n\"content-digest\": {$parts['digest']}\n\"counterfoil-route\": {$parts['route']}\n"
            . "\"counterfoil-tenant\": {$this->tenant}\n\"counterfoil-instance\": {$this->instance}\n\"@signature-params\": {$params}";
        return ['body' => $text, 'headers' => [
            'Content-Digest' => $parts['digest'],
            'Counterfoil-Route' => $parts['route'],
            'Counterfoil-Tenant' => $this->tenant,
            'Counterfoil-Instance' => $this->instance,
            'Signature-Input' => "counterfoil={$params}",
            'Signature' => 'counterfoil=:' . base64_encode(sodium_crypto_sign_detached($base, $this->secretKey)) . ':',
        ]];
    }

    /** @return array<string, mixed> */
    public function pairing(string $code): array
    {
        return [
            'contractVersion' => 2, 'contractRevision' => ContractVersion::revision(),
            'code' => str_replace('-', '', $code),
            'publicKey' => $this->publicKey,
            'tenant' => $this->tenant,
            'connector' => ['name' => 'PC-OFFICE', 'version' => '0.1.0', 'erpKind' => 'sandbox', 'erpName' => 'Practice ERP', 'environment' => 'test'],
        ];
    }
}
