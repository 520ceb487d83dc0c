import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { SandboxError } from '../sandbox-error.ts';
import { type ErpProcess, isRunning } from './find-process.ts';

// Below Linux's range for outgoing connections, which would take an ERP's port while it is down, and beside the shops'
// range.
const LOWEST = 12_000;
const HIGHEST = 19_999;

/** A port of 127.0.0.1 that was free a moment ago; who takes it checks with isListening that it really got it. */
export async function findFreePort(random: () => number = Math.random): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = LOWEST + Math.floor(random() * (HIGHEST - LOWEST + 1));
    if (await isFree(port)) return port;
  }
  throw new SandboxError(`no port between ${LOWEST} and ${HIGHEST} of 127.0.0.1 is free`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/**
 * Is it this process that listens on 127.0.0.1:port? An answer on the port alone could come from another sandbox that
 * took it in between.
 */
export function isListening(wanted: ErpProcess, port: number): boolean {
  if (!isRunning(wanted)) return false;
  const local = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const LISTEN = '0A';
  const inodes = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[1] === local && fields[3] === LISTEN)
    .map((fields) => `socket:[${fields[9]}]`);
  return inodes.length > 0 && openFiles(wanted.pid).some((file) => inodes.includes(file));
}

function openFiles(pid: number): string[] {
  const files: string[] = [];
  for (const fd of readdirSync(`/proc/${pid}/fd`)) {
    try {
      files.push(readlinkSync(`/proc/${pid}/fd/${fd}`));
    } catch (error) {
      // Closed between the two looks: not a listening socket.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return files;
}
