import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where releases and store templates are kept between runs: `$XDG_CACHE_HOME/counterfoil` or `~/.cache/counterfoil`.
 */
export function defaultCacheDir(environment: NodeJS.ProcessEnv = process.env): string {
  return join(environment['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'counterfoil');
}
