import type { Dispatcher } from 'undici';
import { z } from 'zod';
import type { ErpAdapter } from './erp-adapter.ts';
import type { ErpConnection } from './erp-connection.ts';
import type { ErpQuestion } from './erp-questions.ts';
import type { InEachLanguage } from './erp-words.ts';
import { openDispatcher } from './open-dispatcher.ts';
import { createSandboxAdapter } from './sandbox/sandbox-adapter.ts';
import { identifySandbox, sandboxSettings } from './sandbox/sandbox-config.ts';
import { SANDBOX } from './sandbox/sandbox-errors.ts';
import { sandboxQuestions } from './sandbox/sandbox-questions.ts';
import { SANDBOX_WORDS } from './sandbox/sandbox-words.ts';
import { createTrytonAdapter } from './tryton/tryton-adapter.ts';
import { identifyTryton, trytonSettings } from './tryton/tryton-config.ts';
import { TRYTON } from './tryton/tryton-errors.ts';
import { trytonQuestions } from './tryton/tryton-questions.ts';
import { TRYTON_WORDS } from './tryton/tryton-words.ts';

// The one file that names ERPs. A new adapter is added here, in both lists, and nowhere else.

/** `erp:` of a tenant without its secret, told apart by `kind`. */
export const erpSettings = z.discriminatedUnion('kind', [sandboxSettings, trytonSettings]);

export type ErpSettings = z.infer<typeof erpSettings>;
export type ErpKind = ErpSettings['kind'];

/** What the agent knows of an ERP before it speaks with one. */
interface Erp<Settings> {
  /** What screens and messages call it, as the adapter's own errors do. */
  readonly name: string;
  /** All texts that are its own; by `title`, `setup` offers it. */
  readonly words: Readonly<Record<string, InEachLanguage>> & { readonly title: InEachLanguage };
  /** What `setup` asks to get at its settings. */
  readonly questions: readonly ErpQuestion[];
  /** See `identifyErp`. */
  identify(settings: Settings): string;
  /** See `createErpAdapter`. */
  create(settings: Settings, secret: string, connection: ErpConnection): ErpAdapter;
}

export const ERPS: { readonly [Kind in ErpKind]: Erp<Extract<ErpSettings, { kind: Kind }>> } = {
  sandbox: {
    name: SANDBOX,
    words: SANDBOX_WORDS,
    questions: sandboxQuestions,
    identify: identifySandbox,
    create: createSandboxAdapter,
  },
  tryton: {
    name: TRYTON,
    words: TRYTON_WORDS,
    questions: trytonQuestions,
    identify: identifyTryton,
    create: createTrytonAdapter,
  },
};

export const ERP_KINDS = Object.keys(ERPS) as ErpKind[];

/** Each is given the settings of its own kind alone. */
function erpOf(settings: ErpSettings): Erp<ErpSettings> {
  return ERPS[settings.kind];
}

/**
 * Whose ids are kept: kind, address and database of the books that a tenant's orders go into, for a person to read.
 * Part of the contract: two settings that lead into the same books give the same text, whatever else in them differs;
 * no user and no secret is in it.
 */
export function identifyErp(settings: ErpSettings): string {
  return erpOf(settings).identify(settings);
}

/**
 * The adapter of a tenant's ERP, not connected yet.
 * @param secret the user's password or key
 * @param around `dispatcher`: the transport, by default one that heeds the proxies named in `environment`; closed with
 *   the adapter
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
  return erpOf(settings).create(settings, secret, { dispatcher, monotonicMs: around.monotonicMs });
}
