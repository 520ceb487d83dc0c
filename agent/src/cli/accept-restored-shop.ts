import { existsSync, rmSync } from 'node:fs';
import { userInfo } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { ANSWERED_WITHIN_MS, requestAcceptance } from '../daemon/acceptance-request.ts';
import { findConfig, stateDirectory } from '../daemon/config/config-places.ts';
import { readConfig } from '../daemon/config/read-config.ts';
import { chooseTenants } from './choose-tenants.ts';
import { CommandFailure } from './command-failure.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { printResult, type Terminal } from './terminal.ts';

/**
 * Tells the running connector that shop and ERP agree again. It is asked by a file in its own folder, which only its owner can write:
 * nobody connects to the connector.
 */
export async function acceptRestoredShop(
  terminal: Terminal,
  options: { config?: string; by?: string },
  tenant: string,
): Promise<ExitCode> {
  const config = readConfig(findConfig(options.config, terminal.environment));
  chooseTenants(config, tenant);
  const by = options.by ?? userInfo().username;
  const file = requestAcceptance(stateDirectory(config, terminal.environment), tenant, by);
  for (let waited = 0; existsSync(file); waited += 250) {
    if (waited >= ANSWERED_WITHIN_MS) {
      rmSync(file, { force: true });
      throw new CommandFailure(
        EXIT.unavailable,
        'connector_silent',
        'The connector did not take it: it does not run, or failed (its log says why).',
        'Start it (counterfoil run), then say it again.',
      );
    }
    await wait(250);
  }
  printResult(terminal, { tenant, accepted: true, by }, [`Accepted by ${by}: orders of ${tenant} go on.`]);
  return EXIT.ok;
}
