import { findConfig, stateDirectory } from '../daemon/config/config-places.ts';
import { readConfig } from '../daemon/config/read-config.ts';
import { openLog } from '../daemon/log.ts';
import { createSystemdNotifier } from '../daemon/notify-systemd.ts';
import { startAgent } from '../daemon/run-agent.ts';
import { stopBySignal } from '../daemon/stop-by-signal.ts';
import { machineSurroundings } from '../daemon/surroundings.ts';
import { createOrderFlow } from '../flow/order-flow.ts';
import { verifyJournal } from '../oversight/journal/journal-table.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { refuseUnusableFolder } from './refuse-unusable-folder.ts';
import { refuseUnverifiedTls } from './refuse-unverified-tls.ts';
import type { Terminal } from './terminal.ts';

/** Bounded well below systemd's own limit (45 s in the unit), so that it is us who say what was not finished. */
const STOP_LIMIT_MS = 30_000;

/** Runs until a signal asks to stop. */
export async function run(terminal: Terminal, options: { config?: string }): Promise<ExitCode> {
  const { environment } = terminal;
  refuseUnverifiedTls(environment);
  const config = readConfig(findConfig(options.config, environment));
  refuseUnusableFolder(stateDirectory(config, environment), 'agent.stateDirectory');
  const log = openLog(config.agent.logLevel);
  const stop = stopBySignal(process, () => log.warn('Ended at once, by a second signal'));
  const systemd = createSystemdNotifier(environment, (error) =>
    log.error({ err: error }, 'systemd can not be told'),
  );
  const agent = await startAgent({
    config,
    environment,
    surroundings: machineSurroundings(),
    log,
    createFlow: createOrderFlow,
    async verifyJournal(tenant, database) {
      const { head, broken } = await verifyJournal(database, tenant);
      if (broken)
        throw new Error(`The journal of ${tenant} is broken at entry ${broken.number} (${broken.because})`);
      return head.number;
    },
  });
  const { version, name, tenants } = agent.health();
  const folder = stateDirectory(config, environment);
  log.info({ version, name, folder, tenants: Object.keys(tenants) }, 'Counterfoil runs');
  await systemd.ready(`Shops: ${Object.keys(tenants).join(', ')}`);
  const watchdog = systemd.watchdogEveryMs
    ? setInterval(() => void systemd.alive(), systemd.watchdogEveryMs)
    : null;

  log.info({ signal: await stop }, 'Stopping: finishing what is under way');
  if (watchdog) clearInterval(watchdog);
  await systemd.stopping();
  await agent.stop(STOP_LIMIT_MS);
  log.info('Stopped');
  return EXIT.ok;
}
