<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Contract;

use Counterfoil\Pairing\AgentKey;
use Counterfoil\Pairing\Connector;
use Counterfoil\Pairing\KeyState;
use Counterfoil\Rest\SignedHeaders;
use Counterfoil\Tests\Rest\SigningAgent;
use PHPUnit\Framework\TestCase;

final class SignatureVectorsTest extends TestCase
{
    private \stdClass $vectors;

    protected function setUp(): void
    {
        $vectors = Samples::file('signatures.json');
        self::assertInstanceOf(\stdClass::class, $vectors);
        $this->vectors = $vectors;
    }

    public function testAKeyIsCalledWhatTheConnectorCallsIt(): void
    {
        $key = new AgentKey(AgentKey::idOf($this->vectors->publicKey), $this->vectors->publicKey, 'acme', KeyState::Confirmed, new Connector('', '', '', '', ''), '', null, null);
        self::assertSame($this->vectors->keyId, $key->keyId);
        self::assertSame($this->vectors->fingerprint, $key->fingerprint());
    }

    public function testTheSignatureBaseOfEachRequestIsTheSameToTheLastCharacterAndItsSignatureFits(): void
    {
        self::assertNotEmpty($this->vectors->requests);
        foreach ($this->vectors->requests as $vector) {
            $request = new \WP_REST_Request('POST', $vector->route);
            foreach (get_object_vars($vector->headers) as $name => $value) {
                $request->set_header($name, $value);
            }
            $headers = SignedHeaders::of($request);
            self::assertSame($vector->base, $headers->signatureBase('POST'), $vector->about);
            self::assertSame($headers->digest, SignedHeaders::digestOf($vector->body), $vector->about);
            self::assertTrue(sodium_crypto_sign_verify_detached($headers->signature, $vector->base, AgentKey::bytes($this->vectors->publicKey)), $vector->about);
        }
    }

    public function testTheSigningClientOfTheseTestsSignsAsTheConnectorDoes(): void
    {
        $agent = new SigningAgent((string) base64_decode(strtr($this->vectors->seed, '-_', '+/'), true));
        foreach ($this->vectors->requests as $vector) {
            $agent->tenant = $vector->tenant;
            $agent->instance = $vector->instance;
            $signed = $agent->sign(basename($vector->route), $vector->body, $vector->nonce, $vector->created);
            self::assertSame(get_object_vars($vector->headers), $signed['headers'], $vector->about);
        }
    }
}
