import type { z } from 'zod';
import type { ErpAdapter, ErpLogin } from '../../adapters/erp-adapter.ts';
import { erpAddress } from '../../adapters/erp-address.ts';
import { ErpError } from '../../adapters/erp-errors.ts';
import type { ErpQuestion } from '../../adapters/erp-questions.ts';
import { erpWords } from '../../adapters/erp-words.ts';
import {
  createErpAdapter,
  ERP_KINDS,
  ERPS,
  type ErpKind,
  type ErpSettings,
  erpSettings,
} from '../../adapters/registry.ts';
import { refusePlainHttp, type SecretReference } from '../../daemon/config/config-document.ts';
import { nameMistake } from '../../daemon/config/name-mistake.ts';
import { readSecret, SecretError } from '../../daemon/config/read-secret.ts';
import { LARGEST_ANSWER_BYTES } from '../../http/exchange.ts';
import { isThisMachine, withoutLogin } from '../../http/web-address.ts';
import type { HttpTransport } from '../../store-api/http-transport.ts';
import { StoreError } from '../../store-api/store-errors.ts';
import { CommandFailure } from '../command-failure.ts';
import { EXIT } from '../exit-codes.ts';
import type { Sayings } from '../say.ts';
import { type Said, saying } from '../saying.ts';
import { yesOrNo } from './ask-doorbell.ts';
import type { Asker } from './asker.ts';
import { givenFor, optionName, refuseUnasked } from './erp-options.ts';
import { RefusedAnswer } from './refused-answer.ts';
import type { SetupOptions } from './setup-options.ts';

export interface ConnectedErp {
  readonly settings: ErpSettings;
  readonly adapter: ErpAdapter;
  readonly login: ErpLogin;
  /** The person's yes to plain HTTP in a private network. */
  readonly allowPlainHttp: boolean;
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
      choices: ERP_KINDS.map((name) => `${name} (${sayings.said(erpWords(ERPS[name].words.title))})`).join(
        ', ',
      ),
    }),
    check: checkKind,
  });
  refuseUnasked(kind, options);
  let given: SetupOptions = options;
  let refused: Answers = {};
  for (;;) {
    const { answers, allowPlainHttp } = await askConnection(kind, given, refused, around);
    const { secret, password } = await askSecret(given, around);
    const settings = erpSettings.parse({ kind, ...answers });
    const adapter = createErpAdapter(settings, password, around);
    try {
      const login = await adapter.connect();
      const { product, version, company, currency, apiEnds } = login;
      tell(saying('erp_let_in', { product, version, company, currency }));
      if (apiEnds) tell(saying('erp_interface_ends', { day: apiEnds }));
      return { settings, adapter, login, secret, allowPlainHttp };
    } catch (error) {
      await adapter.close();
      if (!(error instanceof ErpError)) throw error;
      if (!asker.interactive) throw notLoggedIn(kind, error, around);
      tell(sayings.message(error.says));
      tell(saying('erp_once_more'));
      given = { erp: kind, ...(allowPlainHttp ? { erpAllowPlainHttp: true } : {}) };
      refused = answers;
    }
  }
}

function notLoggedIn(kind: ErpKind, error: ErpError, { sayings }: Around): CommandFailure {
  return new CommandFailure(
    EXIT.unavailable,
    error.says.code,
    sayings.message(error.says),
    saying('erp_login_out', { options: ERPS[kind].questions.map(optionName).join(', ') }),
  );
}

/** By setting. */
type Answers = Readonly<Record<string, string>>;

/** @param refused what the ERP did not let in: most of it is right, so it is suggested */
async function askConnection(
  kind: ErpKind,
  options: SetupOptions,
  refused: Answers,
  around: Around,
): Promise<{ answers: Answers; allowPlainHttp: boolean }> {
  const answers: Record<string, string> = {};
  let allowPlainHttp = false;
  for (const question of ERPS[kind].questions) {
    const { setting, answer } = question;
    const suggestion = refused[setting] ?? question.suggestion;
    if (answer.is === 'address') {
      const address = await askAddress(question, options, suggestion, around);
      answers[setting] = address.url;
      allowPlainHttp ||= address.allowPlainHttp;
      continue;
    }
    answers[setting] = await around.asker.ask({
      option: optionName(question),
      given: givenFor(question, options),
      text: erpWords(question.text),
      suggestion,
      check: (text) => notEmpty(erpWords(answer.please), text),
    });
  }
  return { answers, allowPlainHttp };
}

/** Until there is one that a password may travel to. In a script plain HTTP in a private network needs its option. */
async function askAddress(
  question: ErpQuestion,
  options: SetupOptions,
  suggestion: string | undefined,
  around: Around,
) {
  const { asker } = around;
  for (let given = givenFor(question, options); ; given = undefined) {
    const url = await asker.ask({
      option: optionName(question),
      given,
      text: erpWords(question.text),
      suggestion,
      check: (text) => reach(text, around),
    });
    const isPlain = new URL(url).protocol === 'http:' && !isThisMachine(new URL(url));
    if (!isPlain) return { url, allowPlainHttp: false };
    const isAllowed = await asker.ask({
      option: '--erp-allow-plain-http',
      given: options.erpAllowPlainHttp ? 'yes' : undefined,
      explanation: saying('erp_plain_http_why', { url }),
      text: saying('ask_erp_plain_http'),
      suggestion: 'no',
      check: yesOrNo,
    });
    if (isAllowed) return { url, allowPlainHttp: true };
    if (!asker.interactive) throw plainHttp(url);
  }
}

function plainHttp(url: string): CommandFailure {
  return new CommandFailure(
    EXIT.usage,
    'erp_plain_http',
    saying('erp_plain_http', { url }),
    saying('erp_plain_http_out'),
  );
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
    check: (text) => notEmpty(saying('give_password'), text),
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
    throw new RefusedAnswer(saying('erp_url_wrong', { text: withoutLogin(trimmed) }));
  }
  const refused = erpAddress.safeParse(trimmed).error?.issues[0];
  if (refused) throw new RefusedAnswer(saidOf(refused));
  refusePlainHttp(trimmed, true);
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

/** Of an address that the configuration would refuse: its own sentence, in the person's language. */
function saidOf(issue: z.core.$ZodIssue): Said {
  const mistake = nameMistake(issue);
  return mistake === null
    ? issue.message
    : { code: mistake.code, english: issue.message, values: mistake.values };
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
  const kind = ERP_KINDS.find((one) => one === text.trim().toLowerCase());
  if (kind) return kind;
  throw new RefusedAnswer(saying('not_among', { text, choices: ERP_KINDS.join(', ') }));
}

function notEmpty(please: Said, text: string): string {
  if (text.trim() === '') throw new RefusedAnswer(please);
  return text.trim();
}
