import { ConfigError, type ConfigProblem } from '../daemon/config/config-error.ts';
import { problemAt } from '../daemon/config/explain-issues.ts';
import type { Config } from '../daemon/config/read-config.ts';
import { readSecret, SecretError } from '../daemon/config/read-secret.ts';
import { KeyError, readKeyPair } from '../store-api/key-pair.ts';
import { CommandFailure } from './command-failure.ts';
import { EXIT } from './exit-codes.ts';
import type { Sayings } from './say.ts';
import { ownWords, type Said, saying } from './saying.ts';
import type { Terminal } from './terminal.ts';

/**
 * @throws {CommandFailure} naming every key and secret of these tenants that can't be read, with its line and the way
 *   out
 */
export function trySecrets(
  config: Config,
  tenants: readonly Config['tenants'][number][],
  { environment, sayings }: Pick<Terminal, 'environment' | 'sayings'>,
): void {
  const problems = tenants.flatMap((tenant) => problemsOf(config, tenant, environment, sayings));
  if (problems.length === 0) return;
  const { message } = new ConfigError(config.file, problems);
  throw new CommandFailure(EXIT.config, 'secret_unreadable', message);
}

function problemsOf(
  config: Config,
  tenant: Config['tenants'][number],
  environment: Terminal['environment'],
  { said }: Sayings,
): ConfigProblem[] {
  const places = { folder: config.folder, environment };
  const anew = `. ${said(saying('connect_anew', { tenant: tenant.id }))}`;
  const tries: [string[], () => unknown, string][] = [
    [['shop', 'privateKey'], () => readKeyPair(readSecret(tenant.shop.privateKey, places)), anew],
    [['erp', 'secret'], () => readSecret(tenant.erp.secret, places), ''],
  ];
  return tries.flatMap(([path, read, more]) => {
    try {
      read();
      return [];
    } catch (error) {
      const reason = said(reasonOf(error));
      const message = more === '' ? reason : `${reason.replace(/\.$/, '')}${more}`;
      return [problemAt(config.file, ['tenants', config.tenants.indexOf(tenant), ...path], message)];
    }
  });
}

function reasonOf(error: unknown): Said {
  if (error instanceof SecretError || error instanceof KeyError) return ownWords(error);
  return error instanceof Error ? error.message : String(error);
}
