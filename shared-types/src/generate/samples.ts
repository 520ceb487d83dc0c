import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../../samples/', import.meta.url);

export interface AcceptedSample {
  readonly file: string;
  readonly message: unknown;
}

/** `field` is where the first thing wrong stands, `lease.fence`, `kept[3]`; empty: the message itself. */
export interface RefusedSample extends AcceptedSample {
  readonly reason: string;
  readonly field: string;
}

/** samples/<message>/accepted/*.json: each file is the message itself. */
export function acceptedSamples(message: string): AcceptedSample[] {
  return filesIn(`${message}/accepted/`).map((file) => ({ file, message: read(file) }));
}

/** samples/<message>/refused/*.json: {reason, field, message}. */
export function refusedSamples(message: string): RefusedSample[] {
  return filesIn(`${message}/refused/`).map((file) => ({
    file,
    ...(read(file) as Omit<RefusedSample, 'file'>),
  }));
}

function filesIn(folder: string): string[] {
  return readdirSync(new URL(folder, FOLDER))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => folder + name);
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
}
