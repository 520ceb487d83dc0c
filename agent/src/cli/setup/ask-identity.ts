import { tenantId } from '@counterfoil/shared-types';
import type { Asker } from './asker.ts';
import type { SetupOptions } from './setup-options.ts';
import type { NewTenant } from './write-config.ts';

/** The id that the shop's name suggests; it never changes, so its owner chooses it. */
export function askTenant(asker: Asker, options: SetupOptions, address: URL): Promise<string> {
  const host = address.hostname.replace(/^www\./, '').split('.')[0] ?? '';
  const suggestion = host
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 8);
  return asker.ask({
    option: '--tenant',
    given: options.tenant,
    explanation: "A short id for this shop, part of every order's reference in the ERP: it never changes.",
    text: 'Id (2 to 8 of a-z, 0-9)',
    suggestion: tenantId.safeParse(suggestion).success && !/^\d+$/.test(suggestion) ? suggestion : 'shop',
    check(text) {
      const parsed = tenantId.safeParse(text.trim());
      if (!parsed.success) throw new RangeError(`"${text}" is no id: 2 to 8 of a-z and 0-9.`);
      return parsed.data;
    },
  });
}

export function askEnvironment(asker: Asker, options: SetupOptions): Promise<NewTenant['environment']> {
  return asker.ask({
    option: '--environment',
    given: options.environment,
    text: 'What is the ERP company: production, test or development',
    suggestion: 'production',
    check(text) {
      const environment = text.trim().toLowerCase();
      if (environment === 'production' || environment === 'test' || environment === 'development')
        return environment;
      throw new RangeError(`"${text}" is none of: production, test, development`);
    },
  });
}
