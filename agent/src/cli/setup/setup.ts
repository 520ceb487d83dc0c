import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, resolve } from 'node:path';
import type { PairAnswer } from '@counterfoil/shared-types';
import { ERPS } from '../../adapters/registry.ts';
import { agentVersion } from '../../daemon/agent-version.ts';
import type { TenantConfig } from '../../daemon/config/config-document.ts';
import { findConfig, stateDirectory, systemConfig } from '../../daemon/config/config-places.ts';
import { readConfig } from '../../daemon/config/read-config.ts';
import { machineSurroundings } from '../../daemon/surroundings.ts';
import { createHostPace } from '../../store-api/host-pace.ts';
import { type HttpTransport, openHttpTransport } from '../../store-api/http-transport.ts';
import type { KeyPair } from '../../store-api/key-pair.ts';
import { createStoreClient } from '../../store-api/store-client.ts';
import { StoreError } from '../../store-api/store-errors.ts';
import { CommandFailure } from '../command-failure.ts';
import { compareErp } from '../compare-erp.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refuseUnusableFolder } from '../refuse-unusable-folder.ts';
import { refuseUnverifiedTls } from '../refuse-unverified-tls.ts';
import { saying } from '../saying.ts';
import type { Terminal } from '../terminal.ts';
import { askConnectedId } from './ask-connected-id.ts';
import { askDoorbell } from './ask-doorbell.ts';
import { askErp, type ConnectedErp } from './ask-erp.ts';
import { askEnvironment, askTenant } from './ask-identity.ts';
import { type Asker, createAsker, type Keyboard } from './asker.ts';
import { countdown } from './countdown.ts';
import { mappingOf, withTenant } from './edit-config.ts';
import { keptErp } from './erp-options.ts';
import { findShop } from './find-shop.ts';
import { goOn } from './go-on.ts';
import { type Draft, openDraft } from './keep-answers.ts';
import { keepKey, keepSecret, replaceKey } from './keep-secrets.ts';
import { meantConfig } from './meant-config.ts';
import { pairShop } from './pair-shop.ts';
import { askCode, pairWithCode } from './pair-with-code.ts';
import { proposeMapping, readErpLists } from './propose-mapping.ts';
import { readRules } from './read-rules.ts';
import { readWait } from './read-wait.ts';
import type { SetupOptions } from './setup-options.ts';
import { showFingerprint, showNextSteps, tell } from './show-progress.ts';
import { configYaml, keyFile, type NewAgent, type NewTenant, saveConfig } from './write-config.ts';
import { writeMapping } from './write-mapping.ts';

/** What `setup` works with, from the first question to the written file. */
interface Setting {
  readonly terminal: Terminal;
  readonly options: SetupOptions;
  readonly asker: Asker;
  readonly draft: Draft;
  readonly send: HttpTransport;
  readonly surroundings: ReturnType<typeof machineSurroundings>;
  readonly version: string;
  readonly file: string;
  /** The file as it is; null: there is none yet. */
  readonly present: string | null;
  readonly name: string;
  /** The rules that were given; null: they are the present ones, or proposed. */
  readonly rules: string | null;
  /** For the confirmation. */
  readonly waitMs: number;
}

interface Answers {
  readonly address: URL;
  readonly code: string;
  readonly id: string;
  readonly environment: NewTenant['environment'];
  readonly erp: ConnectedErp;
}

/** With the person at the terminal, if one is there. */
export async function setup(terminal: Terminal, options: SetupOptions): Promise<ExitCode> {
  return await connectShop(terminal, options, process.stdin.isTTY && !terminal.json ? person() : null);
}

/** Asks, tests each answer at once, pairs, waits for the confirmation, proposes rules, and writes the configuration. */
export async function connectShop(
  terminal: Terminal,
  given: SetupOptions,
  keyboard: Keyboard | null,
): Promise<ExitCode> {
  refuseUnverifiedTls(terminal.environment);
  const asker = createAsker(keyboard, terminal.err, terminal.sayings);
  const transport = openHttpTransport(terminal.environment);
  const file = findConfig(given.config, terminal.environment);
  const present = existsSync(file) ? readFileSync(file, 'utf8') : null;
  let answers: Answers | null = null;
  try {
    if (present !== null) readConfig(file);
    refuseUnusableFolder(dirname(file), '--config');
    if (given.stateDirectory) refuseUnusableFolder(given.stateDirectory, '--state-directory');
    const options = await goOn(file, given, asker);
    const setting: Setting = {
      ...{ terminal, options, asker, file, present, draft: openDraft(file) },
      send: transport.send,
      surroundings: machineSurroundings(),
      version: agentVersion(),
      name: options.name ?? hostname(),
      rules: options.mapping === undefined ? null : readRules(options.mapping),
      waitMs: readWait(options.wait),
    };
    terminal.err(
      terminal.sayings.said(saying(present === null ? 'setup_new_file' : 'setup_adds_to', { file })),
    );
    answers = await askEverything(setting);
    const { id, key, paired } = await pairUnderId(setting, answers);
    await writeEverything(setting, { ...answers, id }, key, paired);
    return EXIT.ok;
  } finally {
    asker.close();
    await answers?.erp.adapter.close();
    await transport.close();
  }
}

function person(): Keyboard {
  return {
    input: process.stdin,
    output: process.stderr,
    onLeave() {
      process.stderr.write('\n');
      process.exit(EXIT.interrupted);
    },
  };
}

async function askEverything({
  terminal,
  options,
  asker,
  draft,
  send,
  surroundings,
  version,
}: Setting): Promise<Answers> {
  const { environment, sayings, err: say } = terminal;
  const found = await asker.ask({
    option: '--shop',
    given: options.shop,
    text: saying('ask_shop'),
    check: (text) => findShop(text, send, version),
  });
  const { name, address } = found;
  tell(
    terminal,
    found.elsewhere ? saying('shop_is_at', { name, url: address.href }) : saying('shop_is_there', { name }),
  );
  draft.keep({ shop: address.href });
  const code = await askCode(asker, options.code);
  const id = await askTenant(asker, options, address);
  draft.keep({ tenant: id });
  const kind = await askEnvironment(asker, options);
  draft.keep({ environment: kind });
  const { monotonicMs } = surroundings;
  const erp = await askErp(options, { asker, say, send, environment, sayings, monotonicMs });
  const { erpSecretEnv, erpSecretFile } = options;
  draft.keep({ ...keptErp(erp.settings, erp.allowPlainHttp), erpSecretEnv, erpSecretFile });
  return { address, code, id, environment: kind, erp };
}

/** Before anything is agreed with the shop: known orders and customers are not in another ERP. */
async function refuseOtherErp({ file, terminal }: Setting, { id, erp }: Answers): Promise<void> {
  const change = await compareErp(stateDirectory(readConfig(file), terminal.environment), id, erp.settings);
  if (!change) return;
  throw new CommandFailure(
    EXIT.config,
    'erp_changed',
    saying('erp_changed', { ...change }),
    saying('erp_changed_out', { tenant: id }),
  );
}

/** Under the id that was answered, or the one under which the shop is connected already. */
async function pairUnderId(setting: Setting, answers: Answers) {
  for (let { id } = answers; ; ) {
    const meant = { ...answers, id };
    if (setting.present !== null) await refuseOtherErp(setting, meant);
    try {
      return { id, ...(await pairByKey(setting, meant)) };
    } catch (error) {
      const isConnected = error instanceof StoreError && error.code === 'already_paired';
      if (!isConnected || !setting.asker.interactive) throw error;
      id = await askConnectedId(setting.asker, id);
      setting.draft.keep({ tenant: id });
    }
  }
}

/**
 * A key that was disconnected in the shop never comes back: another one takes its place, and the code is as good for
 * that.
 */
async function pairByKey(setting: Setting, answers: Answers): Promise<{ key: KeyPair; paired: PairAnswer }> {
  const folder = dirname(setting.file);
  const { key: kept, aside } = keepKey(folder, answers.id);
  if (aside !== null) tell(setting.terminal, saying('key_set_aside', { file: aside }));
  let isTaken = false;
  const take = () => {
    isTaken = true;
  };
  try {
    return { key: kept, paired: await pairAndWait(setting, answers, kept, take) };
  } catch (error) {
    const isRevoked = error instanceof StoreError && error.code === 'key_revoked';
    if (isTaken || !isRevoked) throw error;
  }
  const key = replaceKey(folder, answers.id);
  return { key, paired: await pairAndWait(setting, answers, key, take) };
}

/** @param onTaken the shop has taken key and code */
async function pairAndWait(
  setting: Setting,
  answers: Answers,
  key: KeyPair,
  onTaken: () => void,
): Promise<PairAnswer> {
  const { terminal, surroundings, version, name } = setting;
  const { id, erp, environment } = answers;
  const { kind } = erp.settings;
  const ticking = countdown(terminal);
  const talking = { asker: setting.asker, say: terminal.err, sayings: terminal.sayings };
  const client = createStoreClient({
    ...{ address: answers.address, tenant: id, instance: null, key, agentVersion: version },
    transport: setting.send,
    pace: createHostPace(surroundings),
    clock: surroundings,
  });
  const paired = await pairWithCode(talking, answers.code, (code) =>
    pairShop({
      client,
      code,
      connector: { name, version, erpKind: kind, erpName: ERPS[kind].name, environment },
      surroundings,
      waitMs: setting.waitMs,
      paired(answer) {
        onTaken();
        setting.draft.keep({ code });
        showFingerprint(terminal, id, key, answer);
      },
      waiting: ticking.left,
    }),
  );
  ticking.end();
  tell(terminal, saying('connection_confirmed'));
  const [sells, books] = [paired.shop.currency, erp.login.currency];
  if (sells !== books) tell(terminal, saying('currencies_differ', { sells, books }));
  return paired;
}

async function writeEverything(
  setting: Setting,
  answers: Answers,
  key: KeyPair,
  paired: PairAnswer,
): Promise<void> {
  const { terminal, options, file, present, name } = setting;
  const { id, erp, environment, address } = answers;
  const known = present === null ? undefined : readConfig(file).tenants.find((one) => one.id === id);
  const allowed = options.doorbellOrigin ?? known?.shop.doorbellOrigin ?? null;
  const bell = await askDoorbell(
    { asker: setting.asker, tell: (said) => tell(terminal, said) },
    address.href,
    paired.doorbellUrl,
    allowed,
  );
  const tenant: NewTenant = {
    id,
    environment,
    shop: { url: address.href, instance: paired.instance, ...bell },
    privateKey: { file: keyFile(id) },
    erp: settingsOf(erp, known),
    keepOrderDataDays: known?.keepOrderDataDays ?? 30,
    secret: keepSecret(dirname(file), id, erp),
    mapping: await chooseMapping(setting, answers, paired.shop.priceDecimals),
  };
  const folder = options.stateDirectory ? resolve(options.stateDirectory) : usualState(file, terminal);
  const agent: NewAgent = { name, stateDirectory: folder };
  const text = present === null ? configYaml(agent, tenant) : withTenant(present, tenant);
  saveConfig(file, text, meantConfig(present, agent, tenant));
  setting.draft.forget();
  if (terminal.json) {
    const { instance, cutover } = paired;
    const state = stateDirectory(readConfig(file), terminal.environment);
    const written = { config: file, stateDirectory: state, tenant: id, instance, cutover };
    terminal.out(JSON.stringify({ step: 'done', ...written, fingerprint: key.fingerprint }));
  }
  showNextSteps(terminal, file, present === null);
}

/** What setup does not ask for stays as it was, in the same ERP: the time limits above all. */
function settingsOf(
  { settings, allowPlainHttp }: ConnectedErp,
  known: TenantConfig | undefined,
): NewTenant['erp'] {
  const plain = allowPlainHttp ? { allowPlainHttp } : {};
  if (known?.erp.kind !== settings.kind) return { ...settings, ...plain };
  const { secret: _, allowPlainHttp: __, ...before } = known.erp;
  const now: NewTenant['erp'] = settings;
  const asked = ERPS[settings.kind].questions.map(({ setting }) => [setting, now[setting]]);
  return { ...before, ...Object.fromEntries(asked), ...plain };
}

/** Beside the file; for the system's own file where systemd keeps state. */
function usualState(file: string, { environment }: Terminal): string | null {
  return file === systemConfig(environment) && process.platform !== 'win32' ? '/var/lib/counterfoil' : null;
}

/** Given rules, the ones that this tenant has already, or proposed ones. */
async function chooseMapping(setting: Setting, { erp, id }: Answers, decimals: number): Promise<string> {
  const { rules, present, surroundings } = setting;
  if (rules !== null) return rules;
  const known = present === null ? null : mappingOf(present, id);
  if (known !== null) return known;
  const lists = await readErpLists(erp.adapter);
  const proposal = proposeMapping(lists, erp.adapter.capabilities.orderStates);
  return writeMapping(proposal, surroundings.now().toISOString().slice(0, 10), decimals);
}
