import type { Language } from '@counterfoil/shared-types';
import type { Dispatcher } from 'undici';
import { z } from 'zod';
import type { ErpAdapter } from './erp-adapter.ts';
import { booksAt } from './erp-identity.ts';
import { openDispatcher } from './open-dispatcher.ts';
import { createSandboxAdapter } from './sandbox/sandbox-adapter.ts';
import { sandboxSettings } from './sandbox/sandbox-config.ts';
import { SANDBOX } from './sandbox/sandbox-errors.ts';
import { createTrytonAdapter } from './tryton/tryton-adapter.ts';
import { trytonSettings } from './tryton/tryton-config.ts';
import { TRYTON } from './tryton/tryton-errors.ts';

/** `erp:` of a tenant without its secret, told apart by `kind`. A new adapter is added here, in `identifyErp` and in `createErpAdapter`, nowhere else. */
export const erpSettings = z.discriminatedUnion('kind', [sandboxSettings, trytonSettings]);

export type ErpSettings = z.infer<typeof erpSettings>;
export type ErpKind = ErpSettings['kind'];

/** What `setup` offers to choose from. */
export const ERP_TITLES: Readonly<Record<ErpKind, Readonly<Record<Language, string>>>> = {
  sandbox: { en: 'Practice ERP of the sandbox', de: 'Practice ERP der Sandbox' },
  tryton: { en: 'Tryton 6.0 to 7.8', de: 'Tryton 6.0 bis 7.8' },
};

/** What screens and messages call it, as the adapter's own errors do. */
export const ERP_NAMES: Readonly<Record<ErpKind, string>> = { sandbox: SANDBOX, tryton: TRYTON };

/**
 * Whose ids are kept: kind, address and database of the books that a tenant's orders go into, for a person to read. Part of the contract: two
 * settings that lead into the same books give the same text, whatever else in them differs; no user and no secret is in it.
 */
export function identifyErp(settings: ErpSettings): string {
  switch (settings.kind) {
    case 'sandbox':
      // Its database is only a name: it keeps one company's books.
      return booksAt(settings.kind, settings.url);
    case 'tryton':
      return booksAt(settings.kind, settings.url, settings.database);
  }
}

/**
 * The adapter of a tenant's ERP, not connected yet.
 * @param secret the user's password or key
 * @param around `dispatcher`: the transport, by default one that heeds the proxies named in `environment`; closed with the adapter
 */
export function createErpAdapter(
  settings: ErpSettings,
  secret: string,
  around: {
    monotonicMs: () => number;
    environment: Readonly<Record<string, string | undefined>>;
    dispatcher?: Dispatcher;
  },
): ErpAdapter {
  const dispatcher = around.dispatcher ?? openDispatcher(around.environment);
  const connection = { dispatcher, monotonicMs: around.monotonicMs };
  switch (settings.kind) {
    case 'sandbox':
      return createSandboxAdapter(settings, secret, connection);
    case 'tryton':
      return createTrytonAdapter(settings, secret, connection);
  }
}
