import { existsSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import type { SecretReference } from './config-document.ts';

export type SecretErrorCode =
  | 'secret_empty'
  | 'secret_not_set'
  | 'secret_without_systemd'
  | 'secret_missing'
  | 'secret_forbidden'
  | 'secret_open';

/**
 * The way out stands in the message, in English; code and values are for another language. A secret's value is in none
 * of them.
 */
export class SecretError extends Error {
  readonly code: SecretErrorCode;
  readonly values: Readonly<Record<string, string>>;

  constructor(message: string, about: Pick<SecretError, 'code' | 'values' | 'cause'>) {
    super(message, { cause: about.cause });
    this.code = about.code;
    this.values = about.values;
  }
}

export interface SecretPlaces {
  /** Folder of the configuration file: file paths are relative to it. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The secret without the line end that editors add. @throws {SecretError} */
export function readSecret(reference: SecretReference, places: SecretPlaces): string {
  const secret = read(reference, places).replace(/\r?\n$/, '');
  if (secret === '') {
    const values = { secret: nameOf(reference) };
    throw new SecretError(`${describe(reference)} is empty.`, { code: 'secret_empty', values });
  }
  return secret;
}

function read(reference: SecretReference, { folder, environment }: SecretPlaces): string {
  if ('env' in reference) {
    const value = environment[reference.env];
    if (value === undefined) {
      throw new SecretError(
        `${describe(reference)} is not set for this process. Set it where the connector is started from, or name a file instead: { file: PATH }`,
        { code: 'secret_not_set', values: { secret: reference.env } },
      );
    }
    return value;
  }
  if ('credential' in reference) {
    const directory = environment['CREDENTIALS_DIRECTORY'];
    if (!directory) {
      throw new SecretError(
        `${describe(reference)} can't be read: systemd gave this process no credentials. Is LoadCredential=${reference.credential}:… in its unit?`,
        { code: 'secret_without_systemd', values: { secret: reference.credential } },
      );
    }
    return readFile(join(directory, reference.credential), reference);
  }
  const loaded = loadedBySystemd(reference.file, environment);
  if (loaded) return readFile(loaded, reference);
  const file = resolve(folder, reference.file);
  refuseIfOthersMayRead(file);
  return readFile(file, reference);
}

/**
 * `LoadCredential=keys:/etc/counterfoil/keys` gives the process each file of that folder under a name of its own:
 * `keys/acme.pem` becomes `keys_acme.pem`. So one configuration serves the service and the command line alike.
 */
function loadedBySystemd(path: string, environment: SecretPlaces['environment']): string | null {
  const directory = environment['CREDENTIALS_DIRECTORY'];
  if (!directory || isAbsolute(path)) return null;
  const file = join(directory, path.replaceAll('/', '_'));
  return existsSync(file) ? file : null;
}

function readFile(file: string, reference: SecretReference): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const reason = codeOf(cause);
    const [code, wayOut] =
      reason === 'ENOENT'
        ? (['secret_missing', `Put it there, or name where it is: it is looked for as ${file}`] as const)
        : (['secret_forbidden', `Who runs this must be allowed to read ${file}`] as const);
    const values = { secret: nameOf(reference), reason, file };
    const message = `${describe(reference)} can't be read (${reason}). ${wayOut}`;
    throw new SecretError(message, { code, values, cause });
  }
}

/** Windows has no such bits: there the folder's permissions protect it. */
function refuseIfOthersMayRead(file: string): void {
  if (process.platform === 'win32') return;
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat && (stat.mode & 0o077) !== 0) {
    const mode = (stat.mode & 0o777).toString(8).padStart(4, '0');
    throw new SecretError(
      `${file} has mode ${mode}: others on this machine may read it. Run: chmod 600 ${file}`,
      { code: 'secret_open', values: { file, mode } },
    );
  }
}

function nameOf(reference: SecretReference): string {
  if ('env' in reference) return reference.env;
  return 'file' in reference ? reference.file : reference.credential;
}

function describe(reference: SecretReference): string {
  if ('env' in reference) return `The environment variable ${reference.env}`;
  return 'file' in reference
    ? `The file ${reference.file}`
    : `The systemd credential ${reference.credential}`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
