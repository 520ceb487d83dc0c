import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, resolve } from 'node:path';
import { ERP_NAMES } from '../../adapters/registry.ts';
import { agentVersion } from '../../daemon/agent-version.ts';
import { findConfig, stateDirectory, systemConfig } from '../../daemon/config/config-places.ts';
import { readConfig } from '../../daemon/config/read-config.ts';
import { machineSurroundings } from '../../daemon/surroundings.ts';
import { createHostPace } from '../../store-api/host-pace.ts';
import { openHttpTransport } from '../../store-api/http-transport.ts';
import { createStoreClient } from '../../store-api/store-client.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import { askErp, type ConnectedErp } from './ask-erp.ts';
import { askEnvironment, askTenant } from './ask-identity.ts';
import { createAsker } from './asker.ts';
import { countdown } from './countdown.ts';
import { findShop } from './find-shop.ts';
import { keepKey, keepSecret } from './keep-secrets.ts';
import { CODE_LIVES_MS, pairShop, readPairingCode } from './pair-shop.ts';
import { proposeMapping, readErpLists } from './propose-mapping.ts';
import { readConfirmationCount } from './read-confirmation-count.ts';
import type { SetupOptions } from './setup-options.ts';
import { configYaml, keyFile, mappingOf, type NewTenant, saveConfig, withTenant } from './write-config.ts';
import { writeMapping } from './write-mapping.ts';

/** Asks, tests each answer at once, pairs, waits for the confirmation, proposes rules, and writes the configuration. */
export async function setup(terminal: Terminal, options: SetupOptions): Promise<ExitCode> {
  const surroundings = machineSurroundings();
  const asker = createAsker(process.stdin.isTTY === true && !terminal.json, terminal.err);
  const transport = openHttpTransport(terminal.environment);
  const say = terminal.err;
  let erp: ConnectedErp | null = null;
  try {
    const version = agentVersion();
    const file = findConfig(options.config, terminal.environment);
    const present = existsSync(file) ? readFileSync(file, 'utf8') : null;
    if (present !== null) readConfig(file);
    say(present === null ? `Writing a new ${file}.` : `Adding to ${file}.`);

    const found = await asker.ask({
      option: '--shop',
      given: options.shop,
      text: "The shop's address",
      check: (text) => findShop(text, transport.send, version),
    });
    say(
      `  "${found.name}"${found.redirected ? ` is at ${found.address.href}` : ''}, with Counterfoil in it.`,
    );
    const code = await asker.ask({
      option: '--code',
      given: options.code,
      text: 'The code from wp-admin > Counterfoil > Connection',
      check: readPairingCode,
    });
    const id = await askTenant(asker, options, found.address);
    const environment = await askEnvironment(asker, options);
    const name = options.name ?? hostname();
    erp = await askErp(options, {
      asker,
      say,
      send: transport.send,
      environment: terminal.environment,
      monotonicMs: surroundings.monotonicMs,
      sayings: terminal.sayings,
    });

    const folder = dirname(file);
    const key = keepKey(folder, id);
    const kind = erp.settings.kind;
    const client = createStoreClient({
      address: found.address,
      tenant: id,
      instance: null,
      key,
      agentVersion: version,
      transport: transport.send,
      pace: createHostPace(surroundings),
      clock: surroundings,
    });
    const ticking = countdown(terminal);
    const answer = await pairShop({
      client,
      code,
      connector: { name, version, erpKind: kind, erpName: ERP_NAMES[kind], environment },
      confirmationCount: await readConfirmationCount(
        present === null ? null : readConfig(file),
        id,
        terminal.environment,
      ),
      surroundings,
      waitMs: options.wait ? Number(options.wait) * 1000 : CODE_LIVES_MS,
      paired: ({ state, shop }) => {
        say(`  Paired with "${shop.name}" (WooCommerce ${shop.woocommerceVersion}).`);
        say(`  Fingerprint: ${key.fingerprint}`);
        if (state === 'awaiting_confirmation') {
          say('  Compare it with the one in wp-admin > Counterfoil > Connection, and confirm there.');
          if (terminal.json) {
            const { keyId, fingerprint } = key;
            terminal.out(JSON.stringify({ step: 'awaiting_confirmation', tenant: id, keyId, fingerprint }));
          }
        }
      },
      waiting: ticking.left,
    });
    ticking.end();
    say('  Confirmed.');
    if (answer.shop.currency !== erp.standing.currency) {
      say(
        `  The shop sells in ${answer.shop.currency}, the ERP's company keeps its books in ${erp.standing.currency}.`,
      );
    }

    const tenant: NewTenant = {
      id,
      environment,
      shop: { url: found.address.href, instance: answer.instance, doorbell: answer.doorbellUrl },
      privateKey: { file: keyFile(id) },
      erp: erp.settings,
      secret: keepSecret(folder, id, erp),
      mapping: await chooseMapping(options, erp, present, id, surroundings.now()),
    };
    const state = options.stateDirectory
      ? resolve(options.stateDirectory)
      : file === systemConfig(terminal.environment) && process.platform !== 'win32'
        ? '/var/lib/counterfoil'
        : null;
    saveConfig(
      file,
      present === null ? configYaml({ name, stateDirectory: state }, tenant) : withTenant(present, tenant),
    );
    const config = readConfig(file);
    const result = {
      step: 'done',
      config: file,
      stateDirectory: stateDirectory(config, terminal.environment),
      tenant: id,
      instance: answer.instance,
      fingerprint: key.fingerprint,
      cutover: answer.cutover,
    };
    if (terminal.json) terminal.out(JSON.stringify(result));
    say('');
    say(`Written: ${file}. Read the rules in it: what is null there holds orders.`);
    say('Next:');
    say(`  counterfoil doctor --config ${file}    looks at everything, writes nothing`);
    say(`  counterfoil run --config ${file}       or as a service: docs/install.md`);
    return EXIT.ok;
  } finally {
    asker.close();
    await erp?.adapter.close();
    await transport.close();
  }
}

async function chooseMapping(
  options: SetupOptions,
  erp: ConnectedErp,
  present: string | null,
  id: string,
  now: Date,
): Promise<string> {
  if (options.mapping) return readFileSync(options.mapping, 'utf8');
  const known = present === null ? null : mappingOf(present, id);
  if (known !== null) return known;
  const lists = await readErpLists(erp.adapter);
  const proposal = proposeMapping(lists, erp.adapter.capabilities.orderStates);
  return writeMapping(proposal, now.toISOString().slice(0, 10));
}
