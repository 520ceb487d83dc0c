import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SandboxError } from '../sandbox-error.ts';
import { restartEmbedded, startEmbedded } from './embedded/start-embedded.ts';
import { type ErpProcess, endProcess } from './find-process.ts';
import { readProcesses, writeProcess } from './process-register.ts';
import { endTryton, restartTrytond, startTryton } from './tryton/start-tryton.ts';

export type ErpKind = 'sandbox' | 'tryton';

/** `price` is net, a decimal text; `stock` null: its stock isn't counted. */
export type ErpProduct = {
  sku: string;
  name: string;
  price: string;
  taxPercent: string;
  stock: number | null;
};

/**
 * A running ERP, plain enough to be kept as JSON. `user` and `password` are the integration user's, for the agent; the
 * ERP's own files are in `dir`. `adminPassword` is that of Tryton's user `admin`, null for the practice ERP.
 */
export type StartedErp = {
  kind: ErpKind;
  version: string;
  url: string;
  database: string;
  user: string;
  password: string;
  adminPassword: string | null;
  processes: ErpProcess[];
  dir: string;
};

/**
 * Starts an ERP of its own below `dir`, in its own processes, which outlive us. Throws with the way out when something
 * it needs is missing; nothing runs then. Tryton: about a minute the first time, seconds from its template after that.
 */
export async function startErp(options: {
  kind: ErpKind;
  dir: string;
  currency: string;
  products: ErpProduct[];
  progress: (line: string) => void;
}): Promise<StartedErp> {
  const { kind, currency, products, progress } = options;
  const dir = erpFolder(options.dir, kind);
  if (existsSync(dir) && readdirSync(dir).length > 0) {
    throw new SandboxError(`${dir} holds an ERP already: stop that one first, or choose another folder`);
  }
  if (kind === 'tryton') return { kind, dir, ...(await startTryton({ dir, currency, products, progress })) };
  progress('Practice ERP: starting');
  return { kind, dir, adminPassword: null, ...(await startEmbedded({ dir, currency, products })) };
}

/** Ends its processes, also those of a start that was interrupted, and removes its files. Can be said again. */
export async function stopErp(erp: Pick<StartedErp, 'kind' | 'dir'>): Promise<void> {
  if (erp.kind === 'tryton') await endTryton(erp.dir);
  else for (const one of readProcesses(erp.dir)) await endProcess(one);
  rmSync(erp.dir, { recursive: true, force: true });
}

/** The ERP goes down and keeps its data; `kill` ends it as `kill -9` does. Tryton's PostgreSQL runs on. */
export async function stopServer(erp: StartedErp, how: 'stop' | 'kill' = 'stop'): Promise<void> {
  for (const one of readProcesses(erp.dir).filter((running) => running.name !== 'postgres')) {
    await endProcess(one, how === 'kill' ? 'SIGKILL' : 'SIGTERM');
  }
}

/** And up again, at the same address. Answers the ERP with its new process. */
export async function startServer(erp: StartedErp): Promise<StartedErp> {
  const restart = erp.kind === 'tryton' ? restartTrytond : restartEmbedded;
  writeProcess(erp.dir, await restart(erp.dir, erp.url));
  return { ...erp, processes: readProcesses(erp.dir) };
}

/** Where startErp puts the ERP of a sandbox folder; stopErp with it cleans up after a start that never came back. */
export function erpFolder(dir: string, kind: ErpKind): string {
  return join(resolve(dir), `erp-${kind}`);
}
