import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Config } from './read-config.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Which file is meant: `--config`, $COUNTERFOIL_CONFIG, ./counterfoil.yaml, else the system's own. */
export function findConfig(option: string | undefined, environment: Environment): string {
  const named = option ?? environment['COUNTERFOIL_CONFIG'];
  if (named) return resolve(named);
  const here = resolve('counterfoil.yaml');
  return existsSync(here) ? here : systemConfig(environment);
}

export function systemConfig(environment: Environment): string {
  const programData = environment['ProgramData'];
  if (process.platform === 'win32' && programData)
    return join(programData, 'Counterfoil', 'counterfoil.yaml');
  return '/etc/counterfoil/counterfoil.yaml';
}

/** Where database, lock and backups are. systemd may name several folders; the first is ours. */
export function stateDirectory(config: Config, environment: Environment): string {
  const configured = config.agent.stateDirectory;
  if (configured) return resolve(config.folder, configured);
  const fromSystemd = environment['STATE_DIRECTORY']?.split(':')[0];
  return fromSystemd || join(config.folder, 'state');
}
