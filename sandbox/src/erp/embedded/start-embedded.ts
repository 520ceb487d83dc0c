import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type ErpProcess, isRunning } from '../find-process.ts';
import { writeProcess } from '../process-register.ts';
import type { ErpProduct } from '../start-erp.ts';
import { lastLines, startProcess } from '../start-process.ts';
import { PRACTICE_ERP_VERSION } from './practice-erp.ts';

const PATIENCE_MS = 30_000;

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
  const settings = {
    database,
    port: 0,
    password,
    listening: join(dir, 'listening.json'),
    currency,
    products,
  };
  writeFileSync(join(dir, 'settings.json'), JSON.stringify(settings), { mode: 0o600 });
  const { port, running } = await launch(dir);
  return {
    version: PRACTICE_ERP_VERSION,
    url: `http://127.0.0.1:${port}`,
    database,
    user: 'counterfoil',
    password,
    processes: [running],
  };
}

/** Starts it again on the same port, after it was stopped or killed. */
export async function restartEmbedded(dir: string, url: string): Promise<ErpProcess> {
  const file = join(dir, 'settings.json');
  const settings = { ...JSON.parse(readFileSync(file, 'utf8')), port: Number(new URL(url).port) };
  writeFileSync(file, JSON.stringify(settings), { mode: 0o600 });
  return (await launch(dir)).running;
}

async function launch(dir: string): Promise<{ port: number; running: ErpProcess }> {
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
  const end = performance.now() + PATIENCE_MS;
  while (!existsSync(listening)) {
    if (!isRunning(running)) throw new Error(`the practice ERP ended at once:\n${lastLines(log)}`);
    if (performance.now() > end)
      throw new Error(`the practice ERP said nothing for ${PATIENCE_MS / 1000} s, see ${log}`);
    await sleep(20);
  }
  return { port: Number(JSON.parse(readFileSync(listening, 'utf8')).port), running };
}
