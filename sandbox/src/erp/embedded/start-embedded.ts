import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { waitUntil } from '../../instance/wait-until.ts';
import { SandboxError } from '../../sandbox-error.ts';
import { type ErpProcess, endProcess, isRunning } from '../find-process.ts';
import { findFreePort } from '../listening-port.ts';
import { readProcesses, writeProcess } from '../process-register.ts';
import type { ErpProduct } from '../start-erp.ts';
import { lastLines, startProcess } from '../start-process.ts';
import { PRACTICE_ERP_VERSION } from './practice-erp.ts';

const PATIENCE_MS = 120_000;

export type EmbeddedErp = {
  version: string;
  url: string;
  database: string;
  user: string;
  password: string;
  processes: ErpProcess[];
};

/** Starts the practice ERP on a new database in `dir`. */
export async function startEmbedded(options: {
  dir: string;
  currency: string;
  products: ErpProduct[];
}): Promise<EmbeddedErp> {
  const { dir, currency, products } = options;
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const database = join(dir, 'practice-erp.sqlite');
  const password = randomBytes(24).toString('base64url');
  const port = await findFreePort();
  const settings = { database, port, password, listening: join(dir, 'listening.json'), currency, products };
  writeFileSync(join(dir, 'settings.json'), JSON.stringify(settings), { mode: 0o600 });
  await launch(dir);
  const url = `http://127.0.0.1:${port}`;
  const processes = readProcesses(dir);
  return { version: PRACTICE_ERP_VERSION, url, database, user: 'counterfoil', password, processes };
}

/** Starts it again, on its port and its data, after it was stopped or killed. */
export async function restartEmbedded(dir: string): Promise<ErpProcess> {
  return launch(dir);
}

async function launch(dir: string): Promise<ErpProcess> {
  const listening = join(dir, 'listening.json');
  const log = join(dir, 'practice-erp.log');
  rmSync(listening, { force: true });
  const running = await startProcess({
    name: 'practice-erp',
    command: process.execPath,
    args: [join(dirname(fileURLToPath(import.meta.url)), 'main.ts'), join(dir, 'settings.json')],
    cwd: dir,
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', HOME: dir },
    log,
    user: null,
  });
  writeProcess(dir, running);
  await waitUntil(() => !isRunning(running) || existsSync(listening), PATIENCE_MS, 20);
  if (existsSync(listening)) return running;
  await endProcess(running);
  throw new SandboxError(`the practice ERP did not start:\n${lastLines(log)}`);
}
