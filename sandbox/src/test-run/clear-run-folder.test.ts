import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isRunning as erpRuns } from '../erp/find-process.ts';
import { startErp } from '../erp/start-erp.ts';
import { claimInstance } from '../instance/claim-instance.ts';
import { isRunning } from '../instance/process-identity.ts';
import { startProcess } from '../instance/start-process.ts';
import { clearRunFolder } from './clear-run-folder.ts';
import { makeTestFolder } from './test-folder.ts';

/** A process of a sandbox whose start has not come to its end. */
function startIn(folder: string, name: string) {
  const baseDir = join(folder, name);
  return startProcess(baseDir, claimInstance(baseDir, 'shop'), {
    role: 'mariadb',
    command: 'sleep',
    args: ['300'],
    log: join(baseDir, 'log'),
    cwd: baseDir,
    ready: () => true,
    readyWithinMs: 60_000,
  });
}

test('of a test that was cut off, its half-started sandbox and its ERP without a sandbox are stopped, named and removed', async () => {
  const folder = makeTestFolder('cleared');
  onTestFinished(async () => {
    if (existsSync(folder)) await clearRunFolder(folder);
  });
  const conformance = join(folder, 'conformance-1');
  const server = await startIn(folder, 'way-1');
  mkdirSync(conformance);
  const erp = await startErp({
    kind: 'sandbox',
    dir: conformance,
    currency: 'EUR',
    products: [],
    progress: () => {},
  });
  expect([isRunning(server), ...erp.processes.map(erpRuns)]).toEqual([true, true]);

  const stopped = await clearRunFolder(folder);
  expect([isRunning(server), ...erp.processes.map(erpRuns)]).toEqual([false, false]);
  expect(stopped.toSorted()).toEqual([`ERP ${erp.dir}`, `sandbox ${join(folder, 'way-1/shop')}`]);
  expect(existsSync(folder)).toBe(false);
});

test('what is kept goes on running, and the rest goes', async () => {
  const folder = makeTestFolder('cleared');
  onTestFinished(() => clearRunFolder(folder).then(() => {}));
  const kept = await startIn(folder, 'way-1');
  const other = await startIn(folder, 'shop-1');
  expect(await clearRunFolder(folder, (name) => name === 'way-1')).toEqual([
    `sandbox ${join(folder, 'shop-1/shop')}`,
  ]);
  expect([isRunning(kept), isRunning(other)]).toEqual([true, false]);
  expect(readdirSync(folder)).toEqual(['way-1']);
});

test('nothing is named where every test has cleared up after itself', async () => {
  const folder = makeTestFolder('cleared');
  mkdirSync(join(folder, 'way-1'));
  expect(await clearRunFolder(folder)).toEqual([]);
  expect(existsSync(folder)).toBe(false);
});
