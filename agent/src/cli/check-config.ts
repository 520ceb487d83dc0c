import { formatPlace } from '../daemon/config/config-error.ts';
import { findConfig } from '../daemon/config/config-places.ts';
import { problemAt } from '../daemon/config/explain-issues.ts';
import { type Config, readConfig } from '../daemon/config/read-config.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { meantStatus } from './order-statuses.ts';
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
  const remarks = statusRemarks(config, terminal);
  printResult(terminal, { file: config.file, tenants, remarks }, [
    terminal.sayings.said(saying('config_right', { file: config.file })),
    ...tenants.map(
      ({ id: tenant, ...one }) => `  ${terminal.sayings.said(saying('config_tenant', { tenant, ...one }))}`,
    ),
    ...remarks.map((remark) => `  • ${remark}`),
  ]);
  return EXIT.ok;
}

/** A plugin's status may be spelt almost like one of WooCommerce's own: said, and not refused. */
function statusRemarks({ file, tenants }: Config, { sayings }: Terminal): string[] {
  return tenants.flatMap(({ mapping }, tenant) =>
    mapping.orders.statuses.flatMap((status, index) => {
      const meant = meantStatus(status);
      if (meant === null) return [];
      const path = ['tenants', tenant, 'mapping', 'orders', 'statuses', index];
      const place = formatPlace(file, problemAt(file, path, ''));
      return [sayings.said(saying('config_status', { place, status, meant }))];
    }),
  );
}
