<?php

declare(strict_types=1);

namespace Counterfoil\Rest;

use Counterfoil\Database\UtcTime;
use Counterfoil\Pairing\AgentKey;
use Counterfoil\Pairing\Instance;
use Counterfoil\Pairing\KeysTable;
use Counterfoil\Pairing\KeyState;
use Counterfoil\Pairing\NoncesTable;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Whether a request comes from the connector it names: HTTP Message Signatures (RFC 9421) with Ed25519, as
 * shared-types/src/signature.ts fixes them. What is checked, in this order, so that nothing is stored for a stranger
 * and only the key's owner learns what else is wrong:
 *
 *   transport → headers → route → digest → key → signature → clock → nonce → tenant → instance → confirmed
 */
final class AgentAuthentication
{
    /** How far `created` may be from the database's clock, either way. */
    public const CLOCK_TOLERANCE_SECONDS = 300;

    public function __construct(private readonly \wpdb $db) {}

    /**
     * A call of a paired connector.
     *
     * @throws Refusal
     */
    public function pairedAgent(\WP_REST_Request $request): AgentKey
    {
        $headers = $this->unproven($request);
        $key = (new KeysTable($this->db))->find($headers->keyId) ?? throw new Refusal(ErrorCode::KeyUnknown, "The shop knows no key {$headers->keyId}. Connect again with a fresh code.");
        $this->checkSignature($headers, $request->get_method(), $key->publicKey);
        if ($key->state === KeyState::Revoked) {
            throw new Refusal(ErrorCode::KeyRevoked, 'This key was disconnected in the shop. Connect again with a fresh code.');
        }
        $this->checkClock($headers);
        $this->takeNonce($headers);
        if ($headers->tenant !== $key->tenant) {
            throw new Refusal(ErrorCode::TenantDiffers, "This key belongs to {$key->tenant}, the request to {$headers->tenant}.");
        }
        $this->checkInstance($headers);
        if ($key->state !== KeyState::Confirmed) {
            throw new Refusal(ErrorCode::NotConfirmed, 'Compare the 16 characters in wp-admin and confirm there; then orders are served.');
        }
        return $key;
    }

    /**
     * A pairing: signed with the key that it brings. Its nonce is taken by the caller once the code was right, so that
     * strangers store nothing.
     *
     * @throws Refusal
     */
    public function newKey(SignedHeaders $headers, string $method, string $publicKey, string $tenant): void
    {
        if (!hash_equals(AgentKey::idOf($publicKey), $headers->keyId)) {
            throw new Refusal(ErrorCode::SignatureWrong, 'The request is signed with another key than the one it brings.');
        }
        $this->checkSignature($headers, $method, $publicKey);
        $this->checkClock($headers);
        if ($headers->tenant !== $tenant || $headers->instance !== '-') {
            throw new Refusal(ErrorCode::TenantDiffers, 'Tenant or instance of the headers are not those of a pairing of this tenant.');
        }
    }

    /** @throws Refusal */
    public function takeNonce(SignedHeaders $headers): void
    {
        if (!(new NoncesTable($this->db))->take($headers->keyId, $headers->nonce)) {
            throw new Refusal(ErrorCode::NonceUsed, 'This request came before. Sign it anew.');
        }
    }

    public function unproven(\WP_REST_Request $request): SignedHeaders
    {
        if (!(new SecureTransport($_SERVER))->isSecure()) {
            throw new Refusal(ErrorCode::InsecureTransport, 'Orders travel over HTTPS only. Use the https:// address of the shop; where a proxy ends the TLS, tell WordPress so.');
        }
        $headers = SignedHeaders::of($request);
        if ($headers->route !== $request->get_route()) {
            throw new Refusal(ErrorCode::SignatureWrong, "The request was signed for {$headers->route} and came to {$request->get_route()}.");
        }
        if (!hash_equals(SignedHeaders::digestOf($request->get_body()), $headers->digest)) {
            throw new Refusal(ErrorCode::DigestWrong, 'The body is not the one that was signed. Something on the way has changed it.');
        }
        return $headers;
    }

    private function checkSignature(SignedHeaders $headers, string $method, string $publicKey): void
    {
        $key = AgentKey::bytes($publicKey);
        $signature = $headers->signature;
        if ($key === '' || strlen($key) !== SODIUM_CRYPTO_SIGN_PUBLICKEYBYTES || $signature === '' || strlen($signature) !== SODIUM_CRYPTO_SIGN_BYTES
            || !sodium_crypto_sign_verify_detached($signature, $headers->signatureBase($method), $key)) {
            throw new Refusal(ErrorCode::SignatureWrong, 'The signature does not fit the request.');
        }
    }

    private function checkClock(SignedHeaders $headers): void
    {
        $now = UtcTime::now($this->db);
        $off = $headers->created - (int) strtotime($now);
        if (abs($off) > self::CLOCK_TOLERANCE_SECONDS) {
            throw new Refusal(ErrorCode::ClockSkewed, sprintf("The request is %d seconds %s the shop's clock. Sign it with the shop's time.", abs($off), $off > 0 ? 'ahead of' : 'behind'), ['serverTime' => $now]);
        }
    }

    private function checkInstance(SignedHeaders $headers): void
    {
        if ($headers->instance !== Instance::id()) {
            throw new Refusal(ErrorCode::InstanceDiffers, 'Another installation answers at this address than the one that was connected.');
        }
        $difference = Instance::difference();
        if ($difference !== null) {
            throw new Refusal(ErrorCode::InstanceDiffers, "This is a copy of the shop: it was {$difference['was']}, it is {$difference['is']}. Nothing is served until a person says in wp-admin which it is.");
        }
    }
}
