import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ErpAdapter } from '../adapters/erp-adapter.ts';
import { ErpError } from '../adapters/erp-errors.ts';
import { erpWords } from '../adapters/erp-words.ts';
import { DatabaseError } from '../database/database-error.ts';
import { makeKeyPair, writePrivateKey } from '../store-api/key-pair.ts';
import { openTestShop } from '../store-api/shop.fixture.ts';
import { StoreError } from '../store-api/store-errors.ts';
import { checkConfiguration } from './check-config.ts';
import { explainFailure } from './command-failure.ts';
import { doctor } from './doctor/doctor.ts';
import { examineErp } from './doctor/examine-erp.ts';
import { EXIT } from './exit-codes.ts';
import { journey } from './journey.ts';
import { ago, delivered, held, knowErp, leaveBooks, leaveHealth } from './ran-here.fixture.ts';
import { speak } from './say.ts';
import { status } from './status.ts';
import type { Terminal } from './terminal.ts';

let folder: string;
let config: string;
let printed: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'counterfoil-german-'));
  config = join(folder, 'counterfoil.yaml');
  printed = [];
  writeFileSync(join(folder, 'acme.pem'), writePrivateKey(makeKeyPair()), { mode: 0o600 });
  writeConfig('https://shop.example');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Nothing listens where the ERP should be. */
function writeConfig(url: string): void {
  writeFileSync(
    config,
    `tenants:
  - id: acme
    shop: { url: "${url}", instance: 6f1c9a52-3c0e-4d5b-9f5e-0d8f6a2b7c11, privateKey: { file: acme.pem } }
    erp: { kind: sandbox, url: "http://127.0.0.1:9", secret: { env: ERP_SECRET } }
    mapping: { version: "1" }
`,
  );
}

const terminal = (): Terminal => ({
  environment: { ERP_SECRET: 'hunter2' },
  out: (line) => void printed.push(line),
  err: () => undefined,
  json: false,
  sayings: speak('de'),
});

test('status speaks German in its frame, and says why the ERP waits with everything that is known', async () => {
  await leaveBooks(folder, [delivered, { ...held, since: ago(5 * 86_400_000) }]);
  await leaveHealth(folder, {
    shopAnsweredAt: ago(3 * 86_400_000),
    doorbell: 'closed',
    doorbellClosedBecause: 'web_page',
    standstill: {
      because: 'erp_waits',
      says: {
        code: 'erp_unreachable',
        values: { erp: 'Tryton', reason: { code: 'reason_no_answer', values: { seconds: 30 } } },
      },
      forMs: 20_000,
    },
  });
  expect(await status(terminal(), { config })).toBe(EXIT.needsYou);
  expect(printed).toEqual([
    `Der Connector auf PC-OFFICE arbeitet (Version 0.1.0, Prozess ${process.pid}).`,
    '',
    '✘ acme: https://shop.example → Practice ERP',
    '    Tryton ist nicht erreichbar: keine Antwort innerhalb von 30 s',
    '    Bei 1 Bestellung werden Sie gebraucht.',
    '    Shop           hat vor 3 Tagen geantwortet; seine Türklingel ist geschlossen (unter ihrer Adresse steht eine Webseite), Bestellungen kommen innerhalb einer Minute',
    '    Bestellungen   1 in Practice ERP, 0 unterwegs dorthin, 0 werden geprüft, 0 ausgelassen',
    '    1048  119.99 EUR  Zahlungsart „Klarna“ hat keine Entsprechung in Tryton  (5 Tage)',
    '',
    `Was mit einer Bestellung geschah und was zu tun ist: counterfoil journey 1048 --config ${config}`,
  ]);
});

test('status says how to mend what the shop refuses in German', async () => {
  await leaveBooks(folder, [delivered]);
  const shopError = { code: 'key_revoked', hint: 'Make a new code.', since: ago(5_000) };
  await leaveHealth(folder, { state: 'failing', shopError });
  await status(terminal(), { config });
  expect(printed).toContain(
    '    Der Shop: key_revoked. Dieser Connector wurde in wp-admin getrennt. Machen Sie dort einen neuen Code und starten Sie `counterfoil setup` noch einmal.',
  );
});

test('status and doctor say in German that the ERP is another one, and the two ways out', async () => {
  const [before, configured] = ['tryton https://erp.example erp', 'sandbox http://127.0.0.1:9'];
  await leaveBooks(folder, []);
  await knowErp(folder, before);
  await leaveHealth(folder, {
    state: 'failing',
    standstill: { because: 'erp_changed', tenant: 'acme', before, configured },
  });
  expect(await status(terminal(), { config })).toBe(EXIT.needsYou);
  const why = `Seine Bestellungen gingen an „${before}“; die Konfiguration nennt jetzt „${configured}“. Was über`;
  expect(printed).toContainEqual(expect.stringContaining(why));
  expect(printed).toContainEqual(
    expect.stringMatching(/unter einer anderen Kennung.*accept-moved-erp acme$/),
  );
  printed = [];
  const shop = await openTestShop();
  try {
    writeConfig(shop.url);
    expect(await doctor(terminal(), { config })).toBe(EXIT.needsYou);
  } finally {
    await shop.close();
  }
  expect(printed.join('\n')).toContain(`✘ ERP: ${why}`);
  expect(printed.join('\n')).toMatch(/→ Ist es ein anderes ERP .*accept-moved-erp acme\n/);
});

test('a journey has a German head, and states of the ERP’s documents in German', async () => {
  const confirmed = {
    ...delivered,
    code: 'step_document_confirmed',
    values: { erp: 'Tryton', document: 'S00231', state: 'confirmed' },
  };
  await leaveBooks(folder, [confirmed]);
  await journey(terminal(), { config }, '1047');
  expect(printed.slice(0, 2)).toEqual([
    'Bestellung 1047 · 119.99 EUR · acme',
    'S00231 ist in Tryton bestätigt, seit 2026-11-23 10:02:14 UTC',
  ]);
});

test('doctor speaks German of machine, shop and ERP', async () => {
  const shop = await openTestShop();
  try {
    writeConfig(shop.url);
    await doctor(terminal(), { config });
  } finally {
    await shop.close();
  }
  const report = printed.join('\n');
  expect(report).toContain('Dieser Rechner\n  ✘ Connector: läuft nicht');
  expect(report).toMatch(/acme: Shop\n {2}✔ Shop: http.* kennt diesen Connector, antwortet in \d+ ms/);
  expect(report).toContain(
    '✘ ERP: Practice ERP ist nicht erreichbar: keine Verbindung zu 127.0.0.1:9 (ECONNREFUSED)',
  );
  expect(report).toContain('2 Dinge brauchen Sie:');
  expect(report).toContain('→ Läuft das ERP?');
});

test('doctor says in German what an ERP’s own adapter found', async () => {
  const adapter = {
    connect: async () => ({
      ...{ product: 'Tryton', version: '6.0', company: 'Acme', currency: 'EUR' },
      ...{ apiEnds: '2027-04-01', answerMs: 14 },
    }),
    examine: async () => [
      {
        what: erpWords({ en: 'rights on {model}', de: 'Rechte an {model}' }, { model: 'sale.sale' }),
        ok: false,
        detail: erpWords({ en: 'may not {rights}', de: 'es fehlen: {rights}' }, { rights: 'create' }),
        mend: erpWords({ en: 'Give it {group}.', de: 'Geben Sie ihm {group}.' }, { group: 'Sales' }),
      },
    ],
  } as unknown as ErpAdapter;
  const { said } = speak('de');
  const { findings } = await examineErp('acme', adapter, speak('de'));
  expect(findings.map(({ what, detail, mend }) => [said(what), said(detail), said(mend)])).toEqual([
    ['ERP', 'Tryton 6.0, „Acme“, EUR, antwortet in 14 ms', ''],
    ['Schnittstelle des ERP', 'endet am 2027-04-01', 'Planen Sie das Update des ERP.'],
    ['Rechte an sale.sale', 'es fehlen: create', 'Geben Sie ihm Sales.'],
  ]);
});

test('a key and a secret that can’t be read are named in German, with the way out', async () => {
  rmSync(join(folder, 'acme.pem'));
  const checked = checkConfiguration({ ...terminal(), environment: {} }, { config });
  const { message, code } = explainFailure(await checked.catch((error: unknown) => error), speak('de'));
  expect([code, ...message.split('\n')]).toEqual([
    'secret_unreadable',
    `${config}:3:102 tenants[0].shop.privateKey: acme.pem ist nicht lesbar (ENOENT). Legen Sie die Datei dorthin, oder nennen Sie, wo sie liegt: Gesucht wird ${join(folder, 'acme.pem')}. Ist der Schlüssel verloren, verbinden Sie den Shop neu: counterfoil setup --tenant acme`,
    `${config}:4:62 tenants[0].erp.secret: Die Umgebungsvariable ERP_SECRET ist für diesen Prozess nicht gesetzt. Setzen Sie sie dort, wo der Connector gestartet wird, oder nennen Sie stattdessen eine Datei: { file: PFAD }`,
  ]);
  writeFileSync(join(folder, 'acme.pem'), 'no key', { mode: 0o600 });
  const again = checkConfiguration(terminal(), { config });
  expect(explainFailure(await again.catch((error: unknown) => error)).message).toContain(
    'Darin steht kein privater Schlüssel in PEM-Form. Ist der Schlüssel verloren',
  );
});

test('what ends a command is said in German, with its way out', async () => {
  const failure = await status(terminal(), { config }).catch((error: unknown) => error);
  const { message, wayOut, exitCode } = explainFailure(failure, speak('de'));
  expect([message, wayOut, exitCode]).toEqual([
    expect.stringMatching(/^In .+ gibt es keine Datenbank: Mit .+ lief noch kein Connector\.$/),
    `Starten Sie ihn: counterfoil run --config ${config}`,
    EXIT.notFound,
  ]);
  writeFileSync(config, 'tenants: []\n');
  const mistaken = await status(terminal(), { config }).catch((error: unknown) => error);
  expect(explainFailure(mistaken, speak('de'))).toMatchObject({
    code: 'config_wrong',
    message: `${config}:1:10 tenants: braucht mindestens einen Eintrag`,
  });
  const locked = new DatabaseError('Another Counterfoil process works in /x.', { code: 'folder_locked' });
  expect(explainFailure(locked, speak('de')).message).toMatch(/^Ein anderer Counterfoil-Prozess/);
  expect(explainFailure(locked, speak('en')).message).toBe('Another Counterfoil process works in /x.');
  const expired = new StoreError('stop', 'code_expired', 'pair');
  expect(explainFailure(expired, speak('de'))).toMatchObject({
    message: 'Der Shop: code_expired',
    wayOut: expect.stringContaining('älter als 30 Minuten'),
  });
  const says = { code: 'erp_throttled', values: { erp: 'Tryton', seconds: 5 } } as const;
  expect(explainFailure(new ErpError('retry', says, 'x'), speak('de')).message).toBe(
    'Tryton bittet um 5 Sekunden Pause',
  );
});
