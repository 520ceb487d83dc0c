/**
 * Runs the plugin's PHPUnit tests inside a real WordPress with a real WooCommerce: starts a shop, points the tests'
 * bootstrap at it with COUNTERFOIL_WORDPRESS (the folder with wp-load.php), and takes the shop down again.
 *
 *   run-plugin-tests.ts --storage hpos|legacy --junit FILE [--woocommerce-version V] [--wordpress-version V]
 *   [--stand-in]
 *                       [-- arguments of PHPUnit]
 *
 * Where the shop runs on the stand-in for WooCommerce (docs/sandbox.md), COUNTERFOIL_STAND_IN=1 tells the tests, and
 * those that need more are skipped; on legacy storage, which it has not, that is all of them.
 *
 * Ends with PHPUnit's exit code, or 143 when it was stopped.
 */

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { abortOnSignal } from '../cli/abort-on-signal.ts';
import { onStopSignal } from '../cli/stop-signals.ts';
import { type SandboxOptions, startSandbox } from '../start-sandbox.ts';
import { stopSandbox } from '../stop-sandbox.ts';
import { StandInLacksLegacyStorage } from '../store/stand-in-limits.ts';
import { reportSkipped } from './report-skipped.ts';
import { runCommand } from './run-command.ts';
import { makeTestFolder } from './test-folder.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const TIME_LIMIT_SECONDS = 35 * 60;

const { values, positionals } = parseArgs({
  options: {
    storage: { type: 'string', default: 'hpos' },
    junit: { type: 'string' },
    'stand-in': { type: 'boolean', default: false },
    'woocommerce-version': { type: 'string' },
    'wordpress-version': { type: 'string' },
  },
  allowPositionals: true,
});
const storage = values.storage === 'legacy' ? 'legacy' : 'hpos';
const name = `plugin-${storage}`;
const baseDir = makeTestFolder('plugin');
const progress = (line: string) => void process.stderr.write(`${line}\n`);

const release = {
  standIn: values['stand-in'],
  woocommerceVersion: values['woocommerce-version'],
  wordpressVersion: values['wordpress-version'],
};
const start = (options: SandboxOptions) =>
  abortOnSignal((signal) => startSandbox({ name, baseDir, progress, signal, ...release, ...options }));
let lacksStorage = false;
const shop = await start({ storage }).catch((error: unknown) => {
  if (!(error instanceof StandInLacksLegacyStorage)) throw error;
  lacksStorage = true;
  return start({ storage: 'hpos' });
});
const interruption = new AbortController();
onStopSignal(() => interruption.abort());
try {
  const phpunit = [
    'php',
    join(root, 'plugin/vendor/bin/phpunit'),
    '--configuration',
    join(root, 'plugin/phpunit.xml'),
  ];
  const junit = values.junit === undefined ? [] : ['--log-junit', values.junit];
  const list = join(shop.paths.dir, 'tests.xml');
  const { exitCode } = await runCommand(
    [...phpunit, ...(lacksStorage ? ['--list-tests-xml', list] : junit), ...positionals],
    {
      cwd: join(root, 'plugin'),
      timeLimitSeconds: TIME_LIMIT_SECONDS,
      env: {
        COUNTERFOIL_WORDPRESS: shop.store.path,
        ...(shop.store.standIn ? { COUNTERFOIL_STAND_IN: '1' } : {}),
      },
      signal: interruption.signal,
    },
  );
  if (lacksStorage && exitCode === 0 && values.junit !== undefined) {
    const reason = 'the stand-in for WooCommerce has no legacy storage';
    writeFileSync(values.junit, reportSkipped(readFileSync(list, 'utf8'), reason));
  }
  process.exitCode = interruption.signal.aborted ? 143 : exitCode;
} finally {
  await stopSandbox(name, baseDir);
  rmSync(baseDir, { recursive: true, force: true });
}
