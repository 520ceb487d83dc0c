import { createHash, sign } from 'node:crypto';
import { SIGNATURE_LABEL, SIGNED_COMPONENTS } from '@counterfoil/shared-types';
import type { KeyPair } from './key-pair.ts';

export interface SignedParts {
  /** The REST route, `/counterfoil/v1/events`; never the URL's path, which hosts rewrite. */
  readonly route: string;
  readonly tenant: string;
  /** `-` when pairing. */
  readonly instance: string;
  /** Exactly the bytes that travel. */
  readonly body: Uint8Array;
  /** Unix seconds by the shop's clock. */
  readonly created: number;
  /** 22 characters of base64url, used for this request only. */
  readonly nonce: string;
}

/** The headers of one signed POST, as shared-types/src/signature.ts fixes them. */
export function signRequest(parts: SignedParts, key: KeyPair): Record<string, string> {
  const digest = contentDigest(parts.body);
  const input = signatureParams(parts.created, parts.nonce, key.keyId);
  const base = signatureBase({ ...parts, digest }, input);
  const signature = sign(null, Buffer.from(base), key.privateKey).toString('base64');
  return {
    'content-digest': digest,
    'counterfoil-route': parts.route,
    'counterfoil-tenant': parts.tenant,
    'counterfoil-instance': parts.instance,
    'signature-input': `${SIGNATURE_LABEL}=${input}`,
    signature: `${SIGNATURE_LABEL}=:${signature}:`,
  };
}

/** RFC 9530: `sha-256=:<base64>:`. */
function contentDigest(body: Uint8Array): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
}

function signatureParams(created: number, nonce: string, keyId: string): string {
  const components = SIGNED_COMPONENTS.map((name) => `"${name}"`).join(' ');
  return `(${components});created=${created};nonce="${nonce}";keyid="${keyId}";alg="ed25519"`;
}

/** RFC 9421, section 2.5: one line per component, no newline at the end. */
export function signatureBase(
  parts: { route: string; tenant: string; instance: string; digest: string },
  params: string,
): string {
  const values: Record<(typeof SIGNED_COMPONENTS)[number], string> = {
    '@method': 'POST',
    'content-digest': parts.digest,
    'counterfoil-route': parts.route,
    'counterfoil-tenant': parts.tenant,
    'counterfoil-instance': parts.instance,
  };
  const lines = SIGNED_COMPONENTS.map((name) => `"${name}": ${values[name]}`);
  return [...lines, `"@signature-params": ${params}`].join('\n');
}

/** The UUID's 16 bytes as 22 characters of base64url: 122 random bits. */
export function nonceOf(uuid: string): string {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex').toString('base64url');
}
