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

export type KeyErrorCode = 'key_no_pem' | 'key_of_other_kind';

/**
 * The text of the key is never repeated. The message is the sentence in English; code and values are for another
 * language.
 */
export class KeyError extends RangeError {
  readonly code: KeyErrorCode;
  readonly values: Readonly<Record<string, string>>;

  constructor(message: string, about: Pick<KeyError, 'code' | 'values' | 'cause'>) {
    super(message, { cause: about.cause });
    this.code = about.code;
    this.values = about.values;
  }
}

/** From PKCS #8 PEM text. @throws {KeyError} when it is no Ed25519 private key */
export function readKeyPair(pem: string): KeyPair {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch (cause) {
    throw new KeyError('It holds no private key in PEM form.', { code: 'key_no_pem', values: {}, cause });
  }
  if (key.asymmetricKeyType !== 'ed25519') {
    const kind = String(key.asymmetricKeyType);
    const message = `It holds a key of kind ${kind}; an Ed25519 key is needed.`;
    throw new KeyError(message, { code: 'key_of_other_kind', values: { kind } });
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
