import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readKeyPair } from './key-pair.ts';
import { nonceOf, signatureBase, signRequest } from './sign-request.ts';

interface Vectors {
  readonly seed: string;
  readonly publicKey: string;
  readonly keyId: string;
  readonly fingerprint: string;
  readonly requests: ReadonlyArray<{
    readonly about: string;
    readonly route: string;
    readonly tenant: string;
    readonly instance: string;
    readonly body: string;
    readonly created: number;
    readonly nonce: string;
    readonly headers: Record<string, string>;
  }>;
}

const vectors = JSON.parse(
  readFileSync(new URL('../../../shared-types/samples/signatures.json', import.meta.url), 'utf8'),
) as Vectors;

function pemOf(seed: Buffer): string {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    .export({ type: 'pkcs8', format: 'pem' })
    .toString();
}

const key = readKeyPair(pemOf(Buffer.from(vectors.seed, 'base64url')));

describe('a signed request', () => {
  test.each(vectors.requests)('carries the headers that plugin and agent agreed on: $about', (request) => {
    const headers = signRequest({ ...request, body: Buffer.from(request.body) }, key);
    const agreed = Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]);
    expect(headers).toEqual(Object.fromEntries(agreed));
  });

  test('names its key and shows its fingerprint as the plugin does', () => {
    expect(key).toMatchObject({
      publicKey: vectors.publicKey,
      keyId: vectors.keyId,
      fingerprint: vectors.fingerprint,
    });
  });

  test('is refused by its own public key once a byte of the body changed', () => {
    const request = vectors.requests[0];
    if (!request) throw new Error('there is no vector');
    const signed = signRequest({ ...request, body: Buffer.from(request.body) }, key);
    const params = signed['signature-input']?.slice('counterfoil='.length) ?? '';
    const signature = Buffer.from(signed['signature']?.slice('counterfoil=:'.length, -1) ?? '', 'base64');
    const publicKey = createPublicKey(key.privateKey);
    const baseOf = (body: string) => {
      const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
      return Buffer.from(signatureBase({ ...request, digest }, params));
    };
    expect(verify(null, baseOf(request.body), publicKey, signature)).toBe(true);
    expect(verify(null, baseOf(`${request.body} `), publicKey, signature)).toBe(false);
  });

  test('uses the Ed25519 of RFC 9421: vector B.2.6 comes out byte for byte', () => {
    const jwk = {
      kty: 'OKP',
      crv: 'Ed25519',
      d: 'n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU',
      x: 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs',
    };
    const base = [
      '"date": Tue, 20 Apr 2021 02:07:55 GMT',
      '"@method": POST',
      '"@path": /foo',
      '"@authority": example.com',
      '"content-type": application/json',
      '"content-length": 18',
      '"@signature-params": ("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
    ].join('\n');
    const pem = createPrivateKey({ key: jwk, format: 'jwk' }).export({ type: 'pkcs8', format: 'pem' });
    const signature = sign(null, Buffer.from(base), readKeyPair(pem.toString()).privateKey);
    expect(signature.toString('base64')).toBe(
      'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==',
    );
  });

  test('has a nonce of 22 characters made of all the bits of a UUID', () => {
    expect(nonceOf('00010203-0405-4607-8809-0a0b0c0d0e0f')).toBe('AAECAwQFRgeICQoLDA0ODw');
  });
});

describe('a private key file', () => {
  test('that holds something else is refused without repeating it', () => {
    expect(() => readKeyPair('my secret')).toThrow('no private key');
    expect(() => readKeyPair('my secret')).not.toThrow(/my secret/);
  });
});
