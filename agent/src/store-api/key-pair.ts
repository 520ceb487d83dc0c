import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { FINGERPRINT_GROUPS, KEY_ID_LENGTH } from '@counterfoil/shared-types';
import { base32 } from '../base32.ts';

/** A tenant's Ed25519 key pair. The private half never leaves this machine. */
export interface KeyPair {
  readonly privateKey: KeyObject;
  /** 32 bytes, base64url without padding: what the shop pins. */
  readonly publicKey: string;
  readonly keyId: string;
  /** `XXXX-XXXX-XXXX-XXXX`: what a person compares in wp-admin and terminal. */
  readonly fingerprint: string;
}

export function makeKeyPair(): KeyPair {
  return describe(generateKeyPairSync('ed25519').privateKey);
}

/** From PKCS #8 PEM text. Throws `RangeError` when it is no Ed25519 private key (the text itself is never repeated). */
export function readKeyPair(pem: string): KeyPair {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch (cause) {
    throw new RangeError('It holds no private key in PEM form.', { cause });
  }
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new RangeError(`It holds a key of kind ${key.asymmetricKeyType}; an Ed25519 key is needed.`);
  }
  return describe(key);
}

export function writePrivateKey(pair: KeyPair): string {
  return pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function describe(privateKey: KeyObject): KeyPair {
  const publicKey = createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '';
  const hash = createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest();
  const keyId = hash.subarray(0, (KEY_ID_LENGTH * 6) / 8).toString('base64url');
  const letters = base32(hash.subarray(0, (FINGERPRINT_GROUPS * 4 * 5) / 8));
  return { privateKey, publicKey, keyId, fingerprint: (letters.match(/.{4}/g) ?? []).join('-') };
}
