import { tenantId } from '@counterfoil/shared-types';
import { saying } from '../saying.ts';
import type { Asker } from './asker.ts';
import { RefusedAnswer } from './refused-answer.ts';
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
    explanation: saying('ask_tenant_why'),
    text: saying('ask_tenant'),
    suggestion: tenantId.safeParse(suggestion).success && !/^\d+$/.test(suggestion) ? suggestion : 'shop',
    check(text) {
      const parsed = tenantId.safeParse(text.trim());
      if (!parsed.success) throw new RefusedAnswer(saying('tenant_wrong', { text }));
      return parsed.data;
    },
  });
}

export function askEnvironment(asker: Asker, options: SetupOptions): Promise<NewTenant['environment']> {
  return asker.ask({
    option: '--environment',
    given: options.environment,
    explanation: saying('ask_environment_why'),
    text: saying('ask_environment'),
    suggestion: 'test',
    check(text) {
      const environment = text.trim().toLowerCase();
      if (environment === 'production' || environment === 'test' || environment === 'development')
        return environment;
      throw new RefusedAnswer(saying('not_among', { text, choices: 'test, production, development' }));
    },
  });
}
