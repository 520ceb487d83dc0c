import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { SandboxError } from '../sandbox-error.ts';

// Below Linux's range for outgoing connections (32768 and up), which take free ports at any moment. Always five digits,
// so that `127.0.0.1:PORT` can be replaced in serialized PHP values without touching their lengths.
const LOWEST = 20_000;
const HIGHEST = 31_999;

function portsDir(baseDir: string): string {
  return join(baseDir, '.ports');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/**
 * Claims the port by a file that only one process can create: two `up` at once never choose the same. It holds the
 * instance's name.
 */
function claim(baseDir: string, port: number, name: string): boolean {
  try {
    writeFileSync(join(portsDir(baseDir), String(port)), `${name}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Reserves a free port on 127.0.0.1 for an instance; `releasePorts` gives it back.
 * @param random a number from 0 (inclusive) to 1 (exclusive)
 */
export async function reservePort(
  baseDir: string,
  name: string,
  random: () => number = Math.random,
): Promise<number> {
  mkdirSync(portsDir(baseDir), { recursive: true });
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const port = LOWEST + Math.floor(random() * (HIGHEST - LOWEST + 1));
    if (!claim(baseDir, port, name)) continue;
    if (await isFree(port)) return port;
    rmSync(join(portsDir(baseDir), String(port)));
  }
  throw new SandboxError(
    `No free port between ${LOWEST} and ${HIGHEST} on 127.0.0.1. Stop instances with "down --all", or remove ${portsDir(baseDir)} when none runs.`,
  );
}

/** Gives back every port of this instance, also one that its `up` was killed before noting. */
export function releasePorts(baseDir: string, name: string): void {
  if (!existsSync(portsDir(baseDir))) return;
  for (const file of readdirSync(portsDir(baseDir)).map((port) => join(portsDir(baseDir), port))) {
    if (readFileSync(file, 'utf8').trim() === name) rmSync(file, { force: true });
  }
}
