import { existsSync, globSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { stopErp } from '../erp/start-erp.ts';
import { listInstanceNames } from '../instance/instance-record.ts';
import { SandboxError } from '../sandbox-error.ts';
import { tearDown } from '../stop-sandbox.ts';

/**
 * Ends every server that the tests of a run left below its folder, and removes it. Only once the stages have ended:
 * instances that a test is just starting are taken down too.
 * @param isKept of the folders in it, by their names; where one is, the run's folder stays with it
 * @returns what was stopped, in words: nothing unless a test was cut off
 */
export async function clearRunFolder(
  folder: string,
  isKept: (name: string) => boolean = () => false,
): Promise<string[]> {
  const stopped: string[] = [];
  const failures: string[] = [];
  async function stop(what: string, stopping: Promise<void>): Promise<void> {
    try {
      await stopping;
      stopped.push(what);
    } catch (error) {
      failures.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const inside = readdirSync(folder, { withFileTypes: true });
  const baseDirs = inside.filter((one) => one.isDirectory() && !isKept(one.name));
  for (const baseDir of baseDirs.map((one) => join(folder, one.name))) {
    for (const name of listInstanceNames(baseDir)) {
      await stop(`sandbox ${join(baseDir, name)}`, tearDown(baseDir, name));
    }
    // ERPs that a test started without a shop: no record names them, their own folder does.
    for (const dir of globSync(`${baseDir}/**/erp-{sandbox,tryton}`).filter((one) => existsSync(one))) {
      const kind = basename(dir) === 'erp-tryton' ? 'tryton' : 'sandbox';
      await stop(`ERP ${dir}`, stopErp({ kind, dir }));
    }
  }
  if (failures.length > 0) throw new SandboxError(`Not everything could be stopped.\n${failures.join('\n')}`);
  const gone = inside.some((one) => isKept(one.name))
    ? baseDirs.map((one) => join(folder, one.name))
    : [folder];
  for (const dir of gone) rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
  return stopped;
}
