<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Contract;

use Counterfoil\Pairing\AgentKey;
use Counterfoil\Pairing\Connector;
use Counterfoil\Pairing\KeyState;
use Counterfoil\Rest\SignedHeaders;
use Counterfoil\Tests\Json;
use Counterfoil\Tests\Rest\SigningAgent;
use PHPUnit\Framework\TestCase;

final class SignatureVectorsTest extends TestCase
{
    private Json $vectors;

    protected function setUp(): void
    {
        parent::setUp();
        $this->vectors = Samples::file('signatures.json');
    }

    public function testAKeyIsCalledWhatTheConnectorCallsIt(): void
    {
        $publicKey = $this->vectors->text('publicKey');
        $key = new AgentKey(AgentKey::idOf($publicKey), $publicKey, 'acme', KeyState::Confirmed, new Connector('', '', '', '', ''), '', null, null, null, null, null);
        self::assertSame($this->vectors->text('keyId'), $key->keyId);
        self::assertSame($this->vectors->text('fingerprint'), $key->fingerprint());
    }

    public function testTheSignatureBaseOfEachRequestIsTheSameToTheLastCharacterAndItsSignatureFits(): void
    {
        $key = AgentKey::bytes($this->vectors->text('publicKey'));
        self::assertNotEmpty($this->vectors->each('requests'));
        foreach ($this->vectors->each('requests') as $vector) {
            $request = new \WP_REST_Request('POST', $vector->text('route'));
            foreach (array_keys($vector->fields('headers')) as $name) {
                $request->set_header($name, $vector->text('headers', $name));
            }
            $headers = SignedHeaders::of($request);
            self::assertSame($vector->text('base'), $headers->signatureBase('POST'), $vector->text('about'));
            self::assertSame($headers->digest, SignedHeaders::digestOf($vector->text('body')), $vector->text('about'));
            $signature = $headers->signature;
            self::assertTrue($key !== '' && $signature !== '' && sodium_crypto_sign_verify_detached($signature, $vector->text('base'), $key), $vector->text('about'));
        }
    }

    public function testTheSigningClientOfTheseTestsSignsAsTheConnectorDoes(): void
    {
        $agent = new SigningAgent((string) base64_decode(strtr($this->vectors->text('seed'), '-_', '+/'), true));
        foreach ($this->vectors->each('requests') as $vector) {
            $agent->tenant = $vector->text('tenant');
            $agent->instance = $vector->text('instance');
            $signed = $agent->sign(basename($vector->text('route')), $vector->text('body'), $vector->text('nonce'), $vector->whole('created'));
            self::assertSame($vector->fields('headers'), $signed['headers'], $vector->text('about'));
        }
    }
}
