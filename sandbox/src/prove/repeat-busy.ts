import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SandboxError } from '../sandbox-error.ts';
import { listCachedVersions } from '../store/release-version.ts';
import { runsOnStandIn } from '../store/runs-on-stand-in.ts';
import { keepCoreBusy } from './keep-core-busy.ts';
import type { CommandRun, Workplace } from './part.ts';

/**
 * `stand-in`: as on a machine that was never here before, each run with an empty cache, and where no WooCommerce can be
 * had.
 */
export type ShopKind = 'stand-in' | 'real';

/**
 * Runs a command so many times in a row while another process keeps one core busy. The later runs go on after a red
 * one.
 * @param judge what is wrong with a run, or null
 * @returns what failed
 */
export async function repeatBusy(
  place: Workplace,
  kind: ShopKind,
  name: string,
  command: readonly string[],
  judge: (one: CommandRun) => string | null,
): Promise<string[]> {
  if (kind === 'real' && (await runsOnStandIn()))
    throw new SandboxError(
      `${name}: there is no WooCommerce in the cache, and WordPress.org can't be reached.`,
    );
  const failures: string[] = [];
  const { letGo } = keepCoreBusy();
  try {
    for (let run = 1; run <= place.sizes.runs; run += 1) {
      const log = `${name}-${run}`;
      const wrong =
        kind === 'real'
          ? await place.run(log, command).then((one) => told(one, judge(one)))
          : await onEmptyCache(async (cache) => {
              const one = await place.run(log, command, { XDG_CACHE_HOME: cache });
              return told(one, judge(one) ?? wrongShop(cache));
            });
      if (wrong !== null) failures.push(`run ${run}: ${wrong}`);
      place.say(
        `${name}: run ${run} of ${place.sizes.runs} is ${wrong === null ? 'green' : `red: ${wrong}`}`,
      );
    }
  } finally {
    letGo();
  }
  return failures;
}

const told = ({ log }: CommandRun, wrong: string | null) => (wrong === null ? null : `${wrong}\n    ${log}`);

async function onEmptyCache<Result>(work: (cache: string) => Promise<Result>): Promise<Result> {
  const cache = mkdtempSync('/var/tmp/counterfoil-prove-');
  try {
    return await work(cache);
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}

function wrongShop(cache: string): string | null {
  const [version] = listCachedVersions(join(cache, 'counterfoil'), 'woocommerce');
  return version === undefined ? null : `WordPress.org was reached, so it ran on WooCommerce ${version}`;
}
