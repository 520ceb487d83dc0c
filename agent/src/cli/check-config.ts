import { findConfig } from '../daemon/config/config-places.ts';
import { type Config, readConfig } from '../daemon/config/read-config.ts';
import { readSecret } from '../daemon/config/read-secret.ts';
import { readKeyPair } from '../store-api/key-pair.ts';
import { CommandFailure } from './command-failure.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { saying } from './saying.ts';
import { printResult, type Terminal } from './terminal.ts';

export async function checkConfiguration(
  terminal: Terminal,
  options: { config?: string },
): Promise<ExitCode> {
  const config = readConfig(findConfig(options.config, terminal.environment));
  const problems = config.tenants.flatMap((tenant) => secretProblems(config, tenant, terminal));
  if (problems.length > 0) throw new CommandFailure(EXIT.config, 'secret_unreadable', problems.join('\n'));
  const tenants = config.tenants.map(({ id, environment, shop, erp, mapping }) => ({
    ...{ id, environment, shop: shop.url, erp: erp.kind, rules: mapping.version },
  }));
  printResult(terminal, { file: config.file, tenants }, [
    terminal.sayings.said(saying('config_right', { file: config.file })),
    ...tenants.map(
      ({ id: tenant, ...one }) => `  ${terminal.sayings.said(saying('config_tenant', { tenant, ...one }))}`,
    ),
  ]);
  return EXIT.ok;
}

function secretProblems(
  config: Config,
  tenant: Config['tenants'][number],
  { environment }: Terminal,
): string[] {
  const places = { folder: config.folder, environment };
  const tries: [string, () => unknown][] = [
    ['shop.privateKey', () => readKeyPair(readSecret(tenant.shop.privateKey, places))],
    ['erp.secret', () => readSecret(tenant.erp.secret, places)],
  ];
  return tries.flatMap(([path, read]) => {
    try {
      read();
      return [];
    } catch (error) {
      return [
        `${config.file} tenant ${tenant.id}, ${path}: ${error instanceof Error ? error.message : String(error)}`,
      ];
    }
  });
}
