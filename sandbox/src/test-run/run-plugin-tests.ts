/**
 * Runs the plugin's PHPUnit tests inside a real WordPress with a real WooCommerce: starts a shop, points the tests'
 * bootstrap at it with COUNTERFOIL_WORDPRESS (the folder with wp-load.php), and takes the shop down again.
 *
 *   run-plugin-tests.ts --storage hpos|legacy --junit FILE [-- arguments of PHPUnit]
 *
 * Ends with PHPUnit's exit code, or 143 when it was stopped.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { abortOnSignal } from '../cli/abort-on-signal.ts';
import { startSandbox } from '../start-sandbox.ts';
import { stopSandbox } from '../stop-sandbox.ts';
import { runCommand } from './run-command.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const TIME_LIMIT_SECONDS = 8 * 60;

const { values, positionals } = parseArgs({
  options: { storage: { type: 'string', default: 'hpos' }, junit: { type: 'string' } },
  allowPositionals: true,
});
const storage = values.storage === 'legacy' ? 'legacy' : 'hpos';
const name = `plugin-${storage}-${process.pid}`;
const progress = (line: string) => void process.stderr.write(`${line}\n`);

const shop = await abortOnSignal((signal) => startSandbox({ name, storage, progress, signal }));
const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interruption.abort());
try {
  const phpunit = [
    'php',
    join(root, 'plugin/vendor/bin/phpunit'),
    '--configuration',
    join(root, 'plugin/phpunit.xml'),
  ];
  const junit = values.junit === undefined ? [] : ['--log-junit', values.junit];
  const { exitCode } = await runCommand([...phpunit, ...junit, ...positionals], {
    cwd: join(root, 'plugin'),
    timeLimitSeconds: TIME_LIMIT_SECONDS,
    env: { COUNTERFOIL_WORDPRESS: shop.store.path },
    signal: interruption.signal,
  });
  process.exitCode = interruption.signal.aborted ? 143 : exitCode;
} finally {
  await stopSandbox(name);
}
