import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import {
  FINGERPRINT_GROUPS,
  KEY_ID_LENGTH,
  ROUTES,
  SIGNATURE_LABEL,
  SIGNED_COMPONENTS,
} from '../signature.ts';

/** A key of no worth, its 32 bytes counted up from 1: these vectors are public. */
const SEED = Buffer.from(Array.from({ length: 32 }, (_, index) => index + 1));
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

interface Request {
  readonly about: string;
  readonly route: string;
  readonly tenant: string;
  readonly instance: string;
  readonly body: string;
  readonly created: number;
  readonly nonce: string;
}

const INSTANCE = '6f1c9a52-3c0e-4d5b-9f5e-0d8f6a2b7c11';
const REQUESTS: readonly Request[] = [
  {
    about: 'an ordinary call',
    route: ROUTES.events,
    tenant: 'acme',
    instance: INSTANCE,
    body: '{"contractVersion":1}',
    created: 1795428131,
    nonce: 'AAECAwQFBgcICQoLDA0ODw',
  },
  {
    about: 'pairing: the instance is not known yet',
    route: ROUTES.pair,
    tenant: 'ab',
    instance: '-',
    body: '{"code":"0123456789ABC"}',
    created: 1795428132,
    nonce: '_-7dzLuqmYh3ZlVEMyIRAA',
  },
  {
    about: 'an empty body',
    route: ROUTES.receipts,
    tenant: 'shop2026',
    instance: INSTANCE,
    body: '',
    created: 1795428133,
    nonce: 'AAAAAAAAAAAAAAAAAAAAAA',
  },
  {
    about: 'a body beyond ASCII: the digest is over its bytes in UTF-8',
    route: ROUTES.receipts,
    tenant: 'acme',
    instance: INSTANCE,
    body: '{"customer":"Zoë Müller 🧾"}',
    created: 1795428134,
    nonce: 'EREREREREREREREREREREQ',
  },
];

/**
 * samples/signatures.json: for each request the exact signature base, headers and signature, and what a key is called.
 */
export function signatureVectors(): object {
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_ED25519, SEED]),
    format: 'der',
    type: 'pkcs8',
  });
  const raw = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32);
  const hash = createHash('sha256').update(raw).digest();
  const keyId = hash.subarray(0, (KEY_ID_LENGTH * 6) / 8).toString('base64url');
  return {
    seed: SEED.toString('base64url'),
    publicKey: raw.toString('base64url'),
    keyId,
    fingerprint: fingerprintOf(hash),
    requests: REQUESTS.map((request) => {
      const digest = `sha-256=:${createHash('sha256').update(request.body, 'utf8').digest('base64')}:`;
      const components = SIGNED_COMPONENTS.map((name) => `"${name}"`).join(' ');
      const params = `(${components});created=${request.created};nonce="${request.nonce}";keyid="${keyId}";alg="ed25519"`;
      const base = [
        '"@method": POST',
        `"content-digest": ${digest}`,
        `"counterfoil-route": ${request.route}`,
        `"counterfoil-tenant": ${request.tenant}`,
        `"counterfoil-instance": ${request.instance}`,
        `"@signature-params": ${params}`,
      ].join('\n');
      const signature = sign(null, Buffer.from(base, 'utf8'), privateKey).toString('base64');
      return {
        ...request,
        base,
        headers: {
          'Content-Digest': digest,
          'Counterfoil-Route': request.route,
          'Counterfoil-Tenant': request.tenant,
          'Counterfoil-Instance': request.instance,
          'Signature-Input': `${SIGNATURE_LABEL}=${params}`,
          Signature: `${SIGNATURE_LABEL}=:${signature}:`,
        },
      };
    }),
  };
}

/** XXXX-XXXX-XXXX-XXXX: the first 80 bits of the hash, 5 at a time, in the alphabet of RFC 4648. */
function fingerprintOf(hash: Buffer): string {
  const bits = [...hash.subarray(0, 10)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = (bits.match(/.{5}/g) ?? []).map(
    (five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[parseInt(five, 2)],
  );
  return Array.from({ length: FINGERPRINT_GROUPS }, (_, group) =>
    letters.slice(group * 4, group * 4 + 4).join(''),
  ).join('-');
}
