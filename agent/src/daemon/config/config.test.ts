import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { stateDirectory } from './config-places.ts';
import { nearestKey } from './nearest-key.ts';
import { checkConfig, readConfig } from './read-config.ts';
import { readSecret } from './read-secret.ts';

const GOOD = `agent:
  name: PC-OFFICE
tenants:
  - id: acme
    shop:
      url: https://shop.example
      instance: 6f1c9a52-3c0e-4d5b-9f5e-0d8f6a2b7c11
      privateKey: { file: keys/acme.pem }
    erp:
      kind: tryton
      url: http://127.0.0.1:8000
      database: erp
      user: counterfoil
      secret: { env: ERP_PASSWORD }
    mapping:
      version: "2026-11-23"
      taxes:
        - { percent: "20", tax: TVA20 }
`;

function problems(text: string): string[] {
  try {
    checkConfig(text, 'counterfoil.yaml');
  } catch (error) {
    return String((error as Error).message).split('\n');
  }
  return [];
}

describe('the configuration file', () => {
  test('is read with what it leaves out filled in', () => {
    expect(checkConfig(GOOD, 'counterfoil.yaml')).toMatchObject({
      agent: { name: 'PC-OFFICE', logLevel: 'info', nightlyAt: '03:17', backups: 7 },
      tenants: [
        {
          environment: 'production',
          keepOrderDataDays: 30,
          shop: { doorbell: null },
          erp: { kind: 'tryton', database: 'erp' },
          mapping: { orders: { target: 'confirmed' }, taxes: [{ country: '*' }] },
        },
      ],
    });
  });

  test.each([
    [
      'a key that does not exist, with the one that was meant',
      GOOD.replace('privateKey:', 'private_key:'),
      'counterfoil.yaml:8:7 tenants[0].shop.private_key: is no key that Counterfoil knows. Did you mean "privateKey"?',
    ],
    [
      'a key nothing like any other, with those that exist',
      GOOD.replace('agent:\n', 'agent:\n  colour: red\n'),
      'counterfoil.yaml:2:3 agent.colour: is no key that Counterfoil knows. Known here: name, stateDirectory, logLevel, nightlyAt, backups',
    ],
    [
      'a wrong key deep inside the rules',
      GOOD.replace('percent: "20"', 'percent: "20", contry: FR'),
      'counterfoil.yaml:18:28 tenants[0].mapping.taxes[0].contry: is no key that Counterfoil knows. Did you mean "country"?',
    ],
    [
      'a key of another ERP, with those of the chosen one',
      GOOD.replace('kind: tryton', 'kind: sandbox').replace(
        '      user:',
        '      webClientUrl: http://127.0.0.1\n      user:',
      ),
      'counterfoil.yaml:13:7 tenants[0].erp.webClientUrl: is no key that Counterfoil knows. Known here: kind, url, database, user, callTimeoutSeconds, parallelCalls, secret',
    ],
    [
      'an ERP that there is no adapter for',
      GOOD.replace('kind: tryton', 'kind: abacus'),
      'counterfoil.yaml:10:13 tenants[0].erp.kind: must be one of: sandbox, tryton',
    ],
    [
      'a wrong value',
      GOOD.replace('percent: "20"', 'percent: 20'),
      'counterfoil.yaml:18:22 tenants[0].mapping.taxes[0].percent: must be text: write it in quotes, "20"',
    ],
    [
      'what is missing, at the line of what it is missing from',
      GOOD.replace('      instance: 6f1c9a52-3c0e-4d5b-9f5e-0d8f6a2b7c11\n', ''),
      'counterfoil.yaml:6:7 tenants[0].shop.instance: is missing',
    ],
    [
      'a time limit of the ERP that the lease could not outlast',
      GOOD.replace('kind: tryton', 'kind: tryton\n      callTimeoutSeconds: 60'),
      'counterfoil.yaml:11:27 tenants[0].erp.callTimeoutSeconds: must be at most 45: the shop grants the right to write for 90 s at a time, and a call must end within it',
    ],
    [
      'plain HTTP to another machine',
      GOOD.replace('https://shop.example', 'http://shop.example'),
      'counterfoil.yaml:6:12 tenants[0].shop.url: "http://shop.example" is plain HTTP: orders travel only over https:// (http:// is for this machine itself)',
    ],
    [
      'a secret written into the file instead of named',
      GOOD.replace('{ env: ERP_PASSWORD }', 'hunter2'),
      'counterfoil.yaml:14:15 tenants[0].erp.secret: must be one of { env: NAME }, { file: PATH } or { credential: NAME }',
    ],
    [
      'a key written twice',
      GOOD.replace('  name: PC-OFFICE\n', '  name: A\n  name: B\n'),
      'counterfoil.yaml:3:3 is no YAML: Map keys must be unique',
    ],
    [
      'a status as the database writes it, which no order would ever have',
      GOOD.replace('mapping:\n', 'mapping:\n      orders: { statuses: [wc-processing] }\n'),
      'counterfoil.yaml:16:28 tenants[0].mapping.orders.statuses[0]: must be without "wc-", like "processing": the shop tells statuses so',
    ],
    [
      'an address of the ERP without its scheme',
      GOOD.replace('url: http://127.0.0.1:8000', 'url: 127.0.0.1:8000'),
      'counterfoil.yaml:11:12 tenants[0].erp.url: must be a web address, like http://127.0.0.1:8000 or https://erp.example',
    ],
    ['an empty file', '', 'counterfoil.yaml tenants: is missing'],
  ])('names %s', (_, text, problem) => {
    expect(problems(text)).toContain(problem);
  });

  test('names the line whose indentation slipped, and none of those that follow', () => {
    expect(problems(GOOD.replace('      database:', '    database:'))).toEqual([
      expect.stringMatching(/^counterfoil\.yaml:1[12]:\d+ is no YAML: .+ Is the line indented by spaces/),
    ]);
  });

  test('never repeats a secret that was written into it', () => {
    expect(problems(GOOD.replace('{ env: ERP_PASSWORD }', 'hunter2')).join()).not.toContain('hunter2');
  });

  test('names a tenant id that is there twice', () => {
    const tenant = GOOD.slice(GOOD.indexOf('  - id'));
    expect(problems(GOOD + tenant)).toEqual([
      'counterfoil.yaml:19:9 tenants[1].id: "acme" is already the id of tenants[0]',
    ]);
  });

  test('that is missing says how to get one', () => {
    expect(() => readConfig('/nowhere/counterfoil.yaml')).toThrow('`counterfoil setup` writes one');
  });
});

test.each([
  ['privatekey', 'privateKey'],
  ['urll', 'url'],
  ['pasword', null],
  ['stateDirectroy', 'stateDirectory'],
])('the key nearest to %s is %s', (wrong, near) => {
  expect(nearestKey(wrong, ['url', 'privateKey', 'stateDirectory', 'instance'])).toBe(near);
});

describe('a secret', () => {
  const folder = mkdtempSync(join(tmpdir(), 'counterfoil-secret-'));
  const loaded = mkdtempSync(join(tmpdir(), 'counterfoil-credentials-'));
  const places = { folder, environment: { ERP_PASSWORD: 'from-env', CREDENTIALS_DIRECTORY: loaded } };
  writeFileSync(join(loaded, 'password'), 'from-systemd\n', { mode: 0o600 });
  writeFileSync(join(folder, 'password'), 'from-file\n', { mode: 0o600 });
  writeFileSync(join(folder, 'open'), 'from-file\n');
  chmodSync(join(folder, 'open'), 0o644);
  writeFileSync(join(folder, 'empty'), '\n', { mode: 0o600 });

  test('comes from the environment, a file beside the configuration, or systemd', () => {
    expect(readSecret({ env: 'ERP_PASSWORD' }, places)).toBe('from-env');
    expect(readSecret({ file: join(folder, 'password') }, places)).toBe('from-file');
    expect(readSecret({ file: 'password' }, { ...places, environment: {} })).toBe('from-file');
    expect(readSecret({ credential: 'password' }, places)).toBe('from-systemd');
  });

  test('of a file is the one that systemd loaded from its folder, whoever may read that', () => {
    writeFileSync(join(loaded, 'keys_acme.pem'), 'loaded', { mode: 0o644 });
    expect(readSecret({ file: 'keys/acme.pem' }, places)).toBe('loaded');
    expect(() => readSecret({ file: 'keys/acme.pem' }, { ...places, environment: {} })).toThrow('ENOENT');
  });

  test.each([
    [{ env: 'NOT_SET' }, 'NOT_SET is not set'],
    [
      { file: 'missing' },
      `The file missing can't be read (ENOENT). Put it there, or name where it is: it is looked for as ${join(folder, 'missing')}`,
    ],
    [
      { file: 'password/inside' },
      `(ENOTDIR). Who runs this must be allowed to read ${join(folder, 'password', 'inside')}`,
    ],
    [{ file: 'open' }, `chmod 600 ${join(folder, 'open')}`],
    [{ file: 'empty' }, 'is empty'],
    [{ credential: 'missing' }, "The systemd credential missing can't be read"],
  ])('%j is refused: %s', (reference, reason) => {
    expect(() => readSecret(reference, places)).toThrow(reason);
  });

  test('of systemd without systemd says what its unit lacks', () => {
    expect(() => readSecret({ credential: 'acme' }, { ...places, environment: {} })).toThrow(
      'LoadCredential=acme:',
    );
  });
});

test("the state directory is the configured one, else systemd's, else beside the file", () => {
  const folder = mkdtempSync(join(tmpdir(), 'counterfoil-state-'));
  const file = join(folder, 'counterfoil.yaml');
  writeFileSync(file, GOOD);
  const config = readConfig(file);
  expect(stateDirectory(config, {})).toBe(join(folder, 'state'));
  expect(stateDirectory(config, { STATE_DIRECTORY: '/var/lib/counterfoil:/var/lib/x' })).toBe(
    '/var/lib/counterfoil',
  );
  const agent = { ...config.agent, stateDirectory: 'data' };
  expect(stateDirectory({ ...config, agent }, { STATE_DIRECTORY: '/var/lib/x' })).toBe(join(folder, 'data'));
});
