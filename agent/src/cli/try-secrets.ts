import { ConfigError, type ConfigProblem } from '../daemon/config/config-error.ts';
import { problemAt } from '../daemon/config/explain-issues.ts';
import type { Config } from '../daemon/config/read-config.ts';
import { readSecret } from '../daemon/config/read-secret.ts';
import { readKeyPair } from '../store-api/key-pair.ts';
import { CommandFailure } from './command-failure.ts';
import { EXIT } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

/** @throws {CommandFailure} naming every key and secret of these tenants that can't be read, with its line and the way out */
export function trySecrets(
  config: Config,
  tenants: readonly Config['tenants'][number][],
  { environment }: Pick<Terminal, 'environment'>,
): void {
  const problems = tenants.flatMap((tenant) => problemsOf(config, tenant, environment));
  if (problems.length === 0) return;
  const { message } = new ConfigError(config.file, problems);
  throw new CommandFailure(EXIT.config, 'secret_unreadable', message);
}

function problemsOf(
  config: Config,
  tenant: Config['tenants'][number],
  environment: Terminal['environment'],
): ConfigProblem[] {
  const places = { folder: config.folder, environment };
  const anew = `. If the key is lost, connect the shop anew: counterfoil setup --tenant ${tenant.id}`;
  const tries: [string[], () => unknown, string][] = [
    [['shop', 'privateKey'], () => readKeyPair(readSecret(tenant.shop.privateKey, places)), anew],
    [['erp', 'secret'], () => readSecret(tenant.erp.secret, places), ''],
  ];
  return tries.flatMap(([path, read, more]) => {
    try {
      read();
      return [];
    } catch (error) {
      const message = `${error instanceof Error ? error.message : String(error)}${more}`;
      return [problemAt(config.file, ['tenants', config.tenants.indexOf(tenant), ...path], message)];
    }
  });
}
