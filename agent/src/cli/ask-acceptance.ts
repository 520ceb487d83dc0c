import { existsSync, rmSync } from 'node:fs';
import { userInfo } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type Acceptance,
  ANSWERED_WITHIN_MS,
  requestAcceptance,
  wasAccepted,
} from '../daemon/acceptance-request.ts';
import { findConfig, stateDirectory } from '../daemon/config/config-places.ts';
import { readConfig } from '../daemon/config/read-config.ts';
import { chooseTenants } from './choose-tenants.ts';
import { CommandFailure } from './command-failure.ts';
import { EXIT } from './exit-codes.ts';
import { saying } from './saying.ts';
import type { Terminal } from './terminal.ts';

/**
 * Asks the running connector by a file in its own folder, which only its owner can write: nobody connects to the
 * connector.
 * @throws {CommandFailure} when it does not answer
 */
export async function askAcceptance(
  terminal: Terminal,
  options: { config?: string; by?: string },
  tenant: string,
  what: Acceptance,
): Promise<{ accepted: boolean; by: string }> {
  const config = readConfig(findConfig(options.config, terminal.environment));
  chooseTenants(config, tenant);
  const by = options.by ?? userInfo().username;
  const file = requestAcceptance(stateDirectory(config, terminal.environment), tenant, by, what);
  for (let waited = 0; existsSync(file); waited += 250) {
    if (waited >= ANSWERED_WITHIN_MS) {
      rmSync(file, { force: true });
      throw new CommandFailure(
        EXIT.unavailable,
        'connector_silent',
        saying('not_taken'),
        saying('not_taken_out'),
      );
    }
    await wait(250);
  }
  return { accepted: wasAccepted(file), by };
}
