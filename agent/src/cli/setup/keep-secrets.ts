import { existsSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readSecret } from '../../daemon/config/read-secret.ts';
import {
  KeyError,
  type KeyPair,
  makeKeyPair,
  readKeyPair,
  writePrivateKey,
} from '../../store-api/key-pair.ts';
import type { ConnectedErp } from './ask-erp.ts';
import { keyFile, type NewTenant, secretFile, writePrivateFile } from './write-config.ts';

/**
 * A key that is there already is gone on with: then the same code gives the same answer, and the fingerprint stays. A
 * file that holds none is kept beside the new one.
 * @returns `aside`: where such a file is now
 * @throws {SecretError} when the file can't be read
 */
export function keepKey(folder: string, tenant: string): { key: KeyPair; aside: string | null } {
  const file = join(folder, keyFile(tenant));
  if (!existsSync(file)) return { key: replaceKey(folder, tenant), aside: null };
  const text = readSecret({ file: keyFile(tenant) }, { folder, environment: {} });
  try {
    return { key: readKeyPair(text), aside: null };
  } catch (error) {
    if (!(error instanceof KeyError)) throw error;
    const aside = `${file}.unusable`;
    renameSync(file, aside);
    return { key: replaceKey(folder, tenant), aside };
  }
}

/** Another key in the place of one that the shop takes no more. */
export function replaceKey(folder: string, tenant: string): KeyPair {
  const key = makeKeyPair();
  writePrivateFile(join(folder, keyFile(tenant)), writePrivateKey(key));
  return key;
}

/** A typed secret goes into a file for its owner only; one that lives elsewhere stays there. */
export function keepSecret(folder: string, tenant: string, { secret }: ConnectedErp): NewTenant['secret'] {
  if ('reference' in secret) {
    return 'file' in secret.reference ? { file: resolve(secret.reference.file) } : secret.reference;
  }
  writePrivateFile(join(folder, secretFile(tenant)), `${secret.typed}\n`);
  return { file: secretFile(tenant) };
}
