import type { TenantConfig } from '../daemon/config/config-document.ts';
import type { Config } from '../daemon/config/read-config.ts';
import { CommandFailure } from './command-failure.ts';
import { EXIT } from './exit-codes.ts';
import { saying } from './saying.ts';

/** All tenants, or the named one. @throws {CommandFailure} naming those that there are */
export function chooseTenants(config: Config, id: string | undefined): readonly TenantConfig[] {
  if (id === undefined) return config.tenants;
  const found = config.tenants.filter((tenant) => tenant.id === id);
  if (found.length > 0) return found;
  const known = config.tenants.map((tenant) => tenant.id).join(', ');
  throw new CommandFailure(EXIT.notFound, 'tenant_unknown', saying('tenant_unknown', { tenant: id, known }));
}
