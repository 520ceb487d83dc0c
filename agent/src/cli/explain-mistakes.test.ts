import { expect, test } from 'vitest';
import { ConfigError } from '../daemon/config/config-error.ts';
import { checkConfig, readConfig } from '../daemon/config/read-config.ts';
import { explainMistakes } from './explain-mistakes.ts';
import { speak } from './say.ts';
import { schemasDe } from './words/mistakes-de.ts';

function caught(read: () => unknown): ConfigError {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigError) return error;
  }
  throw new Error('nothing is wrong with it');
}

const wrong = (text: string) => caught(() => checkConfig(text, 'c.yaml'));

const inGerman = (error: ConfigError) => explainMistakes(error, speak('de')).split('\n');

/** Everything that a schema can find at once. */
const FULL = `agent:
  name: ""
  colour: red
  logLevel: loud
  nightlyAt: "3"
  backups: 0
tenants:
  - id: Acme
    environmnt: test
    shop:
      url: http://shop.example
      instance: 12
      doorbell: ftp://shop.example
      privateKey: hunter2
    erp:
      kind: tryton
      url: 127.0.0.1:8000
      database: 2026
      callTimeoutSeconds: 60
      parallelCalls: many
      longestCommitSeconds: 0.5
      secret: { env: "MY PASSWORD" }
    keepOrderDataDays: 5000
    mapping:
      version: "12345678901234567890123456789012345678901"
      products: { shopProducts: [{ productId: 1.5, product: A }] }
      taxes:
        - { percent: "20 %", country: fr, tax: A }
      payments: none
      shipping: 7
      rounding: { product: ROUND, limit: "a cent" }
      customers: { guests: collective }
      orders: { statuses: [wc-processing] }
`;

/** The other mistakes of one tenant. */
const SECOND = `tenants:
  - id: acme
    shop:
      url: https://shop.example
      instance: no-uuid
      privateKey: { credential: "a b" }
    erp: { kind: abacus }
    mapping: { version: "1", orders: { statuses: [] } }
`;

const tenant = (rules: string) => `  - id: acme
    shop: { url: "https://shop.example", instance: 6f1c9a52-3c0e-4d5b-9f5e-0d8f6a2b7c11, privateKey: { file: a } }
    erp: { kind: sandbox, url: "http://127.0.0.1:8000", secret: { env: A } }
    mapping: { version: "1"${rules} }
`;

const twice = wrong(`tenants:\n${tenant('')}${tenant('')}`);
const rulesTwice = wrong(
  `tenants:\n${tenant(', taxes: [{ percent: "20", tax: A }, { percent: "20.0", tax: B }]')}`,
);
const full = wrong(FULL);
const second = wrong(SECOND);

test('each mistake of the configuration is said in German, behind its place', () => {
  expect(inGerman(full)).toEqual([
    'c.yaml:2:9 agent.name: darf nicht leer sein',
    'c.yaml:4:13 agent.logLevel: muss eines davon sein: debug, info, warn, error (da steht "loud")',
    'c.yaml:5:14 agent.nightlyAt: muss eine Uhrzeit sein, wie "03:17" (da steht "3")',
    'c.yaml:6:12 agent.backups: muss mindestens 1 sein (da steht 0)',
    'c.yaml:3:3 agent.colour: ist kein Schlüssel, den Counterfoil kennt. Hier gibt es: name, stateDirectory, logLevel, nightlyAt, backups',
    'c.yaml:8:9 tenants[0].id: müssen 2 bis 8 Zeichen aus a-z und 0-9 sein (da steht "Acme")',
    'c.yaml:11:12 tenants[0].shop.url: „http://shop.example“ ist unverschlüsseltes HTTP: Bestellungen reisen nur über https:// (http:// gilt nur für diesen Rechner selbst)',
    'c.yaml:12:17 tenants[0].shop.instance: muss Text sein: Schreiben Sie es in Anführungszeichen, "12"',
    'c.yaml:13:17 tenants[0].shop.doorbell: „ftp://shop.example“ ist keine Webadresse: Sie muss mit https:// beginnen',
    'c.yaml:14:19 tenants[0].shop.privateKey: muss { env: NAME }, { file: PFAD } oder { credential: NAME } sein',
    'c.yaml:17:12 tenants[0].erp.url: muss eine Webadresse sein, wie http://127.0.0.1:8000 oder https://erp.example (da steht "127.0.0.1:8000")',
    'c.yaml:18:17 tenants[0].erp.database: muss Text sein: Schreiben Sie es in Anführungszeichen, "2026"',
    'c.yaml:16:7 tenants[0].erp.user: fehlt',
    'c.yaml:19:27 tenants[0].erp.callTimeoutSeconds: darf höchstens 45 sein: Der Shop gibt das Recht zu schreiben für jeweils 90 s, und darin muss ein Aufruf enden (da steht 60)',
    'c.yaml:21:29 tenants[0].erp.longestCommitSeconds: muss mindestens 1 sein (da steht 0.5)',
    'c.yaml:20:22 tenants[0].erp.parallelCalls: muss eine Zahl sein (da steht "many")',
    'c.yaml:22:22 tenants[0].erp.secret.env: muss der Name einer Umgebungsvariablen sein',
    'c.yaml:23:24 tenants[0].keepOrderDataDays: darf höchstens 3650 sein (da steht 5000)',
    'c.yaml:25:16 tenants[0].mapping.version: darf höchstens 40 Zeichen lang sein (da steht "12345678901234567890123456789012345678901")',
    'c.yaml:26:47 tenants[0].mapping.products.shopProducts[0].productId: muss eine ganze Zahl sein (da steht 1.5)',
    'c.yaml:28:22 tenants[0].mapping.taxes[0].percent: muss ein Prozentsatz als Text sein, wie "20" oder "5.5" (da steht "20 %")',
    'c.yaml:28:39 tenants[0].mapping.taxes[0].country: müssen zwei Großbuchstaben sein, wie "FR", oder "*" (da steht "fr")',
    'c.yaml:29:17 tenants[0].mapping.payments: muss eine Liste sein (da steht "none")',
    'c.yaml:30:17 tenants[0].mapping.shipping: muss ein Block mit eigenen Schlüsseln sein (da steht 7)',
    'c.yaml:31:42 tenants[0].mapping.rounding.limit: muss ein Betrag als Text sein, wie "0.05" (da steht "a cent")',
    'c.yaml:32:18 tenants[0].mapping.customers.collective: muss einen Kunden des ERP nennen, wenn guests "collective" ist',
    'c.yaml:33:28 tenants[0].mapping.orders.statuses[0]: muss ohne "wc-" sein, wie "processing": So nennt der Shop seine Status (da steht "wc-processing")',
    'c.yaml:9:5 tenants[0].environmnt: ist kein Schlüssel, den Counterfoil kennt. Meinten Sie „environment“?',
  ]);
  expect(inGerman(second)).toEqual([
    'c.yaml:5:17 tenants[0].shop.instance: muss eine UUID sein, wie 6f1c9a52-3c0e-4d5b-9f5e-0d8f6a2b7c11 (da steht "no-uuid")',
    'c.yaml:6:33 tenants[0].shop.privateKey.credential: muss der Name eines systemd-Credentials sein',
    'c.yaml:7:18 tenants[0].erp.kind: muss eines davon sein: sandbox, tryton (da steht "abacus")',
    'c.yaml:8:50 tenants[0].mapping.orders.statuses: braucht mindestens einen Eintrag',
  ]);
  expect(inGerman(twice)).toEqual(['c.yaml:6:9 tenants[1].id: „acme“ ist schon die Kennung von tenants[0]']);
  expect(inGerman(rulesTwice)).toEqual([
    'c.yaml:5:65 tenants[0].mapping.taxes[1]: Dafür gibt es schon eine Regel (taxes[0])',
  ]);
});

test('a number in quotes, and what has no value, is said in German', () => {
  expect(inGerman(wrong(`agent:\n  backups: "7"\n  name:\ntenants:\n${tenant('')}`))).toEqual([
    'c.yaml:3:8 agent.name: darf nicht leer sein',
    'c.yaml:2:12 agent.backups: muss eine Zahl sein: Schreiben Sie sie ohne Anführungszeichen, 7',
  ]);
});

test('what is no YAML, or no file, is said in German', () => {
  expect(inGerman(wrong('agent:\n  name: A\n  name: B\n'))).toEqual([
    'c.yaml:3:3 ist kein YAML: Dieser Schlüssel steht hier zweimal',
  ]);
  expect(inGerman(wrong('agent:\n  name: A\n backups: 3\n'))).toEqual([
    expect.stringMatching(/^c\.yaml:3:1 ist kein YAML: .+\. Ist die Zeile mit Leerzeichen eingerückt/),
  ]);
  const absent = '/nowhere/c.yaml';
  expect(() => readConfig(absent)).toThrow(`${absent}: There is no such file.`);
  expect(inGerman(caught(() => readConfig(absent)))).toEqual([
    `${absent}: Diese Datei gibt es nicht. \`counterfoil setup\` schreibt eine, --config nennt eine andere.`,
  ]);
});

test('a sentence that a schema has of its own is still said by a schema', () => {
  const english = [...full.problems, ...second.problems].map(({ message }) => message);
  expect(Object.keys(schemasDe).filter((sentence) => !english.includes(sentence))).toEqual([]);
});

test('in English every mistake keeps the words of its schema', () => {
  for (const error of [full, second, twice, rulesTwice])
    expect(explainMistakes(error, speak('en'))).toBe(error.message);
});
