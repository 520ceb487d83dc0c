import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StartedErp, startErp, stopErp } from '@counterfoil/sandbox/erp/start-erp';
import { makeTestFolder } from '@counterfoil/sandbox/test-run/test-folder';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestShop, type TestShop, type TestShopOptions } from '../../store-api/shop.fixture.ts';
import { explainFailure } from '../command-failure.ts';
import { speak } from '../say.ts';
import type { Terminal } from '../terminal.ts';
import { connectShop } from './setup.ts';
import type { SetupOptions } from './setup-options.ts';
import { somebody } from './somebody.fixture.ts';

let erp: StartedErp;
let folder: string;
let file: string;
let shop: TestShop;
const erpFolder = makeTestFolder('setup-german');
const german = speak('de');

beforeAll(async () => {
  erp = await startErp({
    kind: 'sandbox',
    dir: erpFolder,
    currency: 'USD',
    products: [],
    progress: () => {},
  });
});
afterAll(async () => {
  await stopErp(erp);
  rmSync(erpFolder, { recursive: true, force: true });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'counterfoil-setup-german-'));
  file = join(folder, 'counterfoil.yaml');
});
afterEach(async () => {
  await shop.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = async (options: TestShopOptions) => {
  shop = await openTestShop(options);
};

function terminal(err: (line: string) => void, environment: Record<string, string> = {}): Terminal {
  return { environment, out: () => undefined, err, json: false, sayings: german };
}

/** Every question and every line, as somebody sees them who types these answers. */
async function talk(answers: string[]): Promise<string[]> {
  const person = somebody(answers);
  const seen: string[] = [];
  const { output } = person.keyboard;
  output.on('data', (chunk: Buffer) => void seen.push(chunk.toString().replace(/\n$/, '')));
  const options: SetupOptions = { config: file, name: 'PC-OFFICE' };
  await connectShop(
    terminal((line) => void output.write(`${line}\n`)),
    options,
    person.keyboard,
  );
  return seen;
}

/** How a script that gives these answers is ended. */
async function refusal(changes: SetupOptions, environment: Record<string, string> = {}) {
  const given = {
    ...{ config: file, shop: shop.url, code: '7K2M9-QX4TD-A1B', tenant: 'acme', erp: 'sandbox' },
    ...{ erpUrl: erp.url, wait: '0.1' },
  };
  const around = terminal(() => undefined, { COUNTERFOIL_ERP_SECRET: erp.password, ...environment });
  const error = await connectShop(around, { ...given, ...changes }, null).catch((one: unknown) => one);
  const { code, message, wayOut } = explainFailure(error, german);
  return [code, message, wayOut];
}

test('setup speaks German from its first question to its last word, and of each wrong answer', async () => {
  await open({ confirmedFrom: 2, unknownCodes: new Set(['2222222222222']) });
  const seen = await talk([
    ...['http://shop.example', 'http://127.0.0.1:9', shop.url],
    ...['123', '22222-22222-222'],
    ...['Acme GmbH', ''],
    ...['echt', 'test'],
    ...['sap', 'sandbox'],
    ...['erp', 'http://127.0.0.1:9', erp.url, '', 'falsch', '', erp.password],
    '7K2M9-QX4TD-A1B',
  ]);
  const fingerprint = /([A-Z2-7]{4}-){3}[A-Z2-7]{4}/.exec(seen.join('\n'))?.[0];
  expect(seen).toEqual([
    `Die Datei ${file} wird neu angelegt.`,
    'Die Adresse des Shops: ',
    '  „http://shop.example“ ist unverschlüsseltes HTTP: Bestellungen reisen nur über https:// (http:// gilt nur für diesen Rechner selbst)',
    'Die Adresse des Shops: ',
    '  http://127.0.0.1:9/ ist nicht erreichbar (127.0.0.1:9: ECONNREFUSED).\n  Keine Verbindung. Läuft der Shop, und steht hier oder dort eine Firewall dazwischen?',
    'Die Adresse des Shops: ',
    "  „Zoë's Shop“, mit Counterfoil darin.",
    'Der Code aus wp-admin > WooCommerce > Counterfoil > Verbindung: ',
    '  Der Code hat 13 Buchstaben und Ziffern, wie ihn wp-admin > WooCommerce > Counterfoil > Verbindung zeigt.',
    'Der Code aus wp-admin > WooCommerce > Counterfoil > Verbindung: ',
    'Eine kurze Kennung für diesen Shop. Sie steht im ERP in der Referenz jeder Bestellung und ändert sich nie. Ist der Shop schon verbunden, hier oder von einem anderen Rechner: dieselbe Kennung wie dort.',
    'Kennung (2 bis 8 Zeichen aus a-z, 0-9) [shop]: ',
    '  „Acme GmbH“ geht nicht als Kennung: 2 bis 8 Zeichen aus a-z und 0-9.',
    'Kennung (2 bis 8 Zeichen aus a-z, 0-9) [shop]: ',
    'Beginnen Sie mit test und einer Kopie Ihrer Firma im ERP: Dort ist nichts echt, und wp-admin zeigt auf jeder Seite TEST. Die echte kommt später, unter einer anderen Kennung.',
    'Was ist die Firma im ERP: test (zum Ausprobieren), production (echter Betrieb) oder development (Entwicklung) [test]: ',
    '  „echt“ gehört nicht dazu: test, production, development',
    'Was ist die Firma im ERP: test (zum Ausprobieren), production (echter Betrieb) oder development (Entwicklung) [test]: ',
    'Welches ERP? sandbox (Practice ERP der Sandbox), tryton (Tryton 6.0 bis 7.8): ',
    '  „sap“ gehört nicht dazu: sandbox, tryton',
    'Welches ERP? sandbox (Practice ERP der Sandbox), tryton (Tryton 6.0 bis 7.8): ',
    'Die Adresse des ERP (http://127.0.0.1:8000, https://erp.example): ',
    '  „erp“ ist keine Webadresse wie http://127.0.0.1:8000',
    'Die Adresse des ERP (http://127.0.0.1:8000, https://erp.example): ',
    '  Unter http://127.0.0.1:9 antwortet nichts (127.0.0.1:9: ECONNREFUSED).\n  Läuft das ERP, und ist das seine Adresse von diesem Rechner aus?',
    'Die Adresse des ERP (http://127.0.0.1:8000, https://erp.example): ',
    'Passwort oder Schlüssel dieses Benutzers (wird nicht angezeigt): ',
    '',
    '  Bitte geben Sie ein Passwort ein.',
    'Passwort oder Schlüssel dieses Benutzers (wird nicht angezeigt): ',
    '',
    '  Practice ERP weist Benutzer oder Passwort des Connectors ab',
    '  Noch einmal; die Eingabetaste behält, was in Klammern steht:',
    `Die Adresse des ERP (http://127.0.0.1:8000, https://erp.example) [${erp.url}]: `,
    'Passwort oder Schlüssel dieses Benutzers (wird nicht angezeigt): ',
    '',
    expect.stringMatching(/^ {2}Practice ERP \S+, Firma „.+“, USD$/),
    '  Der Shop hat den Code nicht angenommen.\n  Der Shop kennt diesen Code nicht. Geben Sie ihn ein, wie wp-admin ihn zeigt, oder machen Sie einen neuen.',
    'Der Code aus wp-admin > WooCommerce > Counterfoil > Verbindung: ',
    "  Verbunden mit „Zoë's Shop“ (WooCommerce 11.0.1).",
    `  Zeichen: ${fingerprint}`,
    '  Vergleichen Sie diese Zeichen mit denen unter wp-admin > WooCommerce > Counterfoil > Verbindung, und bestätigen Sie dort.',
    '  Mit Strg-C geht nichts verloren: setup macht mit derselben Kennung hier weiter.',
    '  Wartet auf die Bestätigung, noch 30:00',
    '  Bestätigt.',
    '  Der Shop verkauft in EUR; die Firma im ERP führt ihre Bücher in USD.',
    '',
    `Geschrieben: ${file}. Lesen Sie die Regeln darin: Was dort null ist, lässt Bestellungen liegen.`,
    'So geht es weiter:',
    `  counterfoil doctor --config ${file}    sieht alles an, schreibt nichts`,
    `  counterfoil run --config ${file}       oder als Dienst: docs/install.md`,
  ]);
  expect(readFileSync(file, 'utf8')).toContain('# Counterfoil: which shops go to which ERP');
});

test('what ends setup in a script is said in German, with its way out', async () => {
  await open({ confirmedFrom: 2, unknownCodes: new Set(['2222222222222']) });
  expect(await refusal({ mapping: '/nirgends/regeln.yaml' })).toEqual([
    'rules_unreadable',
    '--mapping: Eine Datei /nirgends/regeln.yaml gibt es nicht.',
    'Nennen Sie eine Datei mit den Regeln, oder lassen Sie die Option weg: Dann schlägt setup welche vor.',
  ]);
  expect(await refusal({ wait: 'abc' })).toEqual([
    'answer_wrong',
    '--wait: „abc“ ist keine Zahl von Sekunden über 0.',
    'Geben Sie sie an wie 600, oder lassen Sie die Option weg: Dann wartet setup, bis der Code abläuft.',
  ]);
  const another = (option: string) =>
    `Geben Sie ${option} einen anderen Wert, oder starten Sie \`counterfoil setup\` ohne diese Option in einem Terminal.`;
  expect(await refusal({ code: '123' })).toEqual([
    'answer_wrong',
    '--code: Der Code hat 13 Buchstaben und Ziffern, wie ihn wp-admin > WooCommerce > Counterfoil > Verbindung zeigt.',
    another('--code'),
  ]);
  expect(await refusal({ tenant: 'Acme GmbH' })).toEqual([
    'answer_wrong',
    '--tenant: „Acme GmbH“ geht nicht als Kennung: 2 bis 8 Zeichen aus a-z und 0-9.',
    another('--tenant'),
  ]);
  expect(await refusal({ shop: 'ftp://shop.example' })).toEqual([
    'answer_wrong',
    '--shop: „ftp://shop.example“ ist keine Webadresse: Sie muss mit https:// beginnen',
    another('--shop'),
  ]);
  expect(await refusal({ erpUrl: '' })).toEqual([
    'answer_wrong',
    '--erp-url: „“ ist keine Webadresse wie http://127.0.0.1:8000',
    another('--erp-url'),
  ]);
  expect(await refusal({ erpSecretEnv: 'WRONG' }, { WRONG: 'wrong' })).toEqual([
    'erp_login_refused',
    'Practice ERP weist Benutzer oder Passwort des Connectors ab',
    'Prüfen Sie --erp-url und das Passwort (--erp-secret-env, --erp-secret-file oder $COUNTERFOIL_ERP_SECRET).',
  ]);
  expect(await refusal({ erpSecretEnv: 'NOT_SET' })).toEqual([
    'secret_unreadable',
    '--erp-secret-env: Die Umgebungsvariable NOT_SET ist für diesen Prozess nicht gesetzt.',
    'Setzen Sie sie dort, wo Sie setup starten, oder nennen Sie stattdessen eine Datei mit dem Passwort: --erp-secret-file',
  ]);
  expect(await refusal({ code: '22222-22222-222' })).toEqual([
    'code_wrong',
    'Der Shop hat den Code nicht angenommen.',
    'Der Shop kennt diesen Code nicht. Geben Sie ihn ein, wie wp-admin ihn zeigt, oder machen Sie einen neuen.',
  ]);
  expect(await refusal({})).toEqual([
    'not_confirmed',
    'Niemand hat die Verbindung in wp-admin bestätigt.',
    expect.stringContaining('mit demselben Schlüssel und denselben Zeichen weiter.'),
  ]);
  const unasked = connectShop(
    terminal(() => undefined),
    { config: file },
    null,
  );
  const { message, wayOut } = explainFailure(await unasked.catch((one: unknown) => one), german);
  expect([message, wayOut]).toEqual([
    '--shop fehlt: Die Adresse des Shops',
    'Geben Sie es als Option an, oder starten Sie `counterfoil setup` in einem Terminal.',
  ]);
});
