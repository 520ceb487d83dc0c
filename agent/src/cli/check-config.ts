import { findConfig } from '../daemon/config/config-places.ts';
import { readConfig } from '../daemon/config/read-config.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { saying } from './saying.ts';
import { printResult, type Terminal } from './terminal.ts';
import { trySecrets } from './try-secrets.ts';

export async function checkConfiguration(
  terminal: Terminal,
  options: { config?: string },
): Promise<ExitCode> {
  const config = readConfig(findConfig(options.config, terminal.environment));
  trySecrets(config, config.tenants, terminal);
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
