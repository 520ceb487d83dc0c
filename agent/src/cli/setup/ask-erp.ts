import type { ErpAdapter, ErpStanding } from '../../adapters/erp-adapter.ts';
import { ErpError } from '../../adapters/erp-errors.ts';
import {
  createErpAdapter,
  ERP_TITLES,
  type ErpKind,
  type ErpSettings,
  erpSettings,
} from '../../adapters/registry.ts';
import type { SecretReference } from '../../daemon/config/config-document.ts';
import { readSecret, SecretError } from '../../daemon/config/read-secret.ts';
import { LARGEST_ANSWER_BYTES } from '../../http/exchange.ts';
import type { HttpTransport } from '../../store-api/http-transport.ts';
import { StoreError } from '../../store-api/store-errors.ts';
import { CommandFailure } from '../command-failure.ts';
import { EXIT } from '../exit-codes.ts';
import type { Sayings } from '../say.ts';
import { type Said, saying } from '../saying.ts';
import type { SetupWord } from '../words/setup-words.ts';
import type { Asker } from './asker.ts';
import { RefusedAnswer } from './refused-answer.ts';
import type { SetupOptions } from './setup-options.ts';

export interface ConnectedErp {
  readonly settings: ErpSettings;
  readonly adapter: ErpAdapter;
  readonly standing: ErpStanding;
  /** A secret that was typed goes into a file of its own; one that lives elsewhere stays there. */
  readonly secret: { readonly typed: string } | { readonly reference: SecretReference };
}

interface Around {
  readonly asker: Asker;
  readonly say: (line: string) => void;
  readonly send: HttpTransport;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly monotonicMs: () => number;
  readonly sayings: Sayings;
}

/** Asks for the ERP until a log-in succeeds. In a script the first failure ends the command. */
export async function askErp(options: SetupOptions, around: Around): Promise<ConnectedErp> {
  const { asker, sayings } = around;
  const tell = (said: Said) => around.say(`  ${sayings.said(said)}`);
  const kind = await asker.ask({
    option: '--erp',
    given: options.erp,
    text: saying('ask_erp', {
      choices: Object.entries(ERP_TITLES)
        .map(([name, title]) => `${name} (${title[sayings.language]})`)
        .join(', '),
    }),
    check: checkKind,
  });
  let given: SetupOptions = options;
  let refused: ErpSettings | null = null;
  for (;;) {
    const { settings, secret, password } = await askConnection(kind, given, refused, around);
    const adapter = createErpAdapter(settings, password, around);
    try {
      const standing = await adapter.connect();
      const { product, version, company, currency, apiEnds } = standing;
      tell(saying('erp_let_in', { product, version, company, currency }));
      if (apiEnds) tell(saying('erp_interface_ends', { day: apiEnds }));
      return { settings, adapter, standing, secret };
    } catch (error) {
      await adapter.close();
      if (!(error instanceof ErpError)) throw error;
      if (!asker.interactive) throw notLoggedIn(error, around);
      tell(sayings.message(error.says));
      tell(saying('erp_once_more'));
      given = { erp: kind };
      refused = settings;
    }
  }
}

function notLoggedIn(error: ErpError, { sayings }: Around): CommandFailure {
  return new CommandFailure(
    EXIT.unavailable,
    error.says.code,
    sayings.message(error.says),
    saying('erp_login_out'),
  );
}

/** @param refused what the ERP did not let in: most of it is right, so it is suggested */
async function askConnection(
  kind: ErpKind,
  options: SetupOptions,
  refused: ErpSettings | null,
  around: Around,
) {
  const { asker } = around;
  const url = await asker.ask({
    option: '--erp-url',
    given: options.erpUrl,
    text: saying('ask_erp_url'),
    suggestion: refused?.url,
    check: (text) => reach(text, around),
  });
  const database = await asker.ask({
    option: '--erp-database',
    given: options.erpDatabase,
    text: saying('ask_erp_database'),
    suggestion: refused?.database ?? (kind === 'sandbox' ? 'practice' : undefined),
    check: notEmpty('give_database'),
  });
  const user = await asker.ask({
    option: '--erp-user',
    given: options.erpUser,
    text: saying('ask_erp_user'),
    suggestion: refused?.user ?? 'counterfoil',
    check: notEmpty('give_user'),
  });
  const { secret, password } = await askSecret(options, around);
  const settings = erpSettings.parse({ kind, url, database, user });
  return { settings, secret, password };
}

async function askSecret(
  options: SetupOptions,
  { asker, environment }: Around,
): Promise<{ secret: ConnectedErp['secret']; password: string }> {
  const reference: SecretReference | null = options.erpSecretEnv
    ? { env: options.erpSecretEnv }
    : options.erpSecretFile
      ? { file: options.erpSecretFile }
      : null;
  if (reference) {
    return { secret: { reference }, password: readGiven(reference, environment) };
  }
  const password = await asker.ask({
    option: saying('ask_erp_password_options'),
    given: environment['COUNTERFOIL_ERP_SECRET'],
    text: saying('ask_erp_password'),
    hidden: true,
    check: notEmpty('give_password'),
  });
  return { secret: { typed: password }, password };
}

function readGiven(reference: SecretReference, environment: Around['environment']): string {
  try {
    return readSecret(reference, { folder: process.cwd(), environment });
  } catch (error) {
    throw error instanceof SecretError && error.code === 'secret_not_set' ? notSet(error) : error;
  }
}

/** In words of the option: no configuration is there yet that could name something else. */
function notSet({ values: { secret: name = '' } }: SecretError): CommandFailure {
  return new CommandFailure(
    EXIT.config,
    'secret_unreadable',
    saying('erp_secret_not_set', { name }),
    saying('erp_secret_not_set_out'),
  );
}

/** Whether anything answers there; what it is, the log-in finds out. */
async function reach(text: string, { send }: Around): Promise<string> {
  const trimmed = text.trim();
  if (!/^https?:\/\//.test(trimmed) || !URL.canParse(trimmed)) {
    throw new RefusedAnswer(saying('erp_url_wrong', { text: trimmed }));
  }
  try {
    await send({
      operation: 'setup',
      method: 'GET',
      url: new URL(trimmed),
      headers: {},
      body: null,
      timeLimitMs: 15_000,
      maxAnswerBytes: LARGEST_ANSWER_BYTES,
    });
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    // Something spoke, be it too much: that is reached.
    if (error.code !== 'answer_too_large' && error.code !== 'not_json') throw nothingThere(trimmed, error);
  }
  return trimmed;
}

function nothingThere(url: string, error: StoreError): CommandFailure {
  return new CommandFailure(
    EXIT.unavailable,
    error.code,
    saying('erp_silent', { url, about: error.detail ?? error.code }),
    saying('erp_silent_out'),
  );
}

function checkKind(text: string): ErpKind {
  const kind = text.trim().toLowerCase();
  if (Object.hasOwn(ERP_TITLES, kind)) return kind as ErpKind;
  throw new RefusedAnswer(saying('not_among', { text, choices: Object.keys(ERP_TITLES).join(', ') }));
}

function notEmpty(please: SetupWord) {
  return (text: string) => {
    if (text.trim() === '') throw new RefusedAnswer(saying(please));
    return text.trim();
  };
}
