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
      'counterfoil.yaml:13:7 tenants[0].erp.webClientUrl: is no key that Counterfoil knows. Known here: kind, url, callTimeoutSeconds, parallelCalls, secret, allowPlainHttp',
    ],
    [
      'an ERP that there is no adapter for',
      GOOD.replace('kind: tryton', 'kind: abacus'),
      'counterfoil.yaml:10:13 tenants[0].erp.kind: must be one of: sandbox, tryton (it is "abacus")',
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
      'counterfoil.yaml:11:27 tenants[0].erp.callTimeoutSeconds: must be at most 45: the shop grants the right to write for 90 s at a time, and a call must end within it (it is 60)',
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
      'counterfoil.yaml:16:28 tenants[0].mapping.orders.statuses[0]: must be without "wc-", like "processing": the shop tells statuses so (it is "wc-processing")',
    ],
    [
      'an address of the ERP without its scheme',
      GOOD.replace('url: http://127.0.0.1:8000', 'url: 127.0.0.1:8000'),
      'counterfoil.yaml:11:12 tenants[0].erp.url: must be a web address, like http://127.0.0.1:8000 or https://erp.example (it is "127.0.0.1:8000")',
    ],
    [
      'a word that is none of those there are',
      GOOD.replace('agent:\n', 'agent:\n  logLevel: loud\n'),
      'counterfoil.yaml:2:13 agent.logLevel: must be one of: debug, info, warn, error (it is "loud")',
    ],
    [
      'a number that is written as a text',
      GOOD.replace('agent:\n', 'agent:\n  backups: "7"\n'),
      'counterfoil.yaml:2:12 agent.backups: must be a number: write it without quotes, 7',
    ],
    [
      'a text where a number belongs',
      GOOD.replace('agent:\n', 'agent:\n  backups: many\n'),
      'counterfoil.yaml:2:12 agent.backups: must be a number (it is "many")',
    ],
    [
      'a number that is too large',
      GOOD.replace('agent:\n', 'agent:\n  backups: 1000\n'),
      'counterfoil.yaml:2:12 agent.backups: must be at most 365 (it is 1000)',
    ],
    [
      'a text that is too long, by its beginning',
      GOOD.replace('PC-OFFICE', 'A'.repeat(101)),
      `counterfoil.yaml:2:9 agent.name: must be at most 100 characters long (it is "${'A'.repeat(57)}…")`,
    ],
    [
      'a list where one text belongs',
      GOOD.replace('PC-OFFICE', '[a, b]'),
      'counterfoil.yaml:2:9 agent.name: must be text',
    ],
    [
      'what has no value',
      GOOD.replace('agent:\n', 'agent:\n  backups:\n'),
      'counterfoil.yaml:2:11 agent.backups: must not be empty',
    ],
    [
      'an id that can not be one, by what it may be of',
      GOOD.replace('id: acme', 'id: ACME'),
      'counterfoil.yaml:4:9 tenants[0].id: must be 2 to 8 of a-z and 0-9 (it is "ACME")',
    ],
    [
      'an id of the shop that is none',
      GOOD.replace('6f1c9a52-3c0e-4d5b-9f5e-0d8f6a2b7c11', 'ours'),
      'counterfoil.yaml:7:17 tenants[0].shop.instance: must be a UUID, like 6f1c9a52-3c0e-4d5b-9f5e-0d8f6a2b7c11 (it is "ours")',
    ],
    [
      'rules that are no list',
      GOOD.replace('      taxes:\n', '      payments: none\n      taxes:\n'),
      'counterfoil.yaml:17:17 tenants[0].mapping.payments: must be a list (it is "none")',
    ],
    [
      "a login in the ERP's address, without showing it",
      GOOD.replace('http://127.0.0.1:8000', 'https://user:hunter2@erp.example/'),
      'counterfoil.yaml:11:12 tenants[0].erp.url: has a login in it, "https://…@erp.example/": leave it out. The user stands in "user", and "secret" says where the password is',
    ],
    [
      'a login in the address that links lead to',
      GOOD.replace('      user:', '      webClientUrl: https://user:hunter2@erp.example\n      user:'),
      'counterfoil.yaml:13:21 tenants[0].erp.webClientUrl: has a login in it, "https://…@erp.example": leave it out. The user stands in "user", and "secret" says where the password is',
    ],
    [
      "something behind the ERP's address that links would carry",
      GOOD.replace('http://127.0.0.1:8000', 'https://erp.example/?token=hunter2'),
      'counterfoil.yaml:11:12 tenants[0].erp.url: must end before the "?": what stands behind it would travel in links to the shop',
    ],
    [
      "a login in the shop's address, without showing it",
      GOOD.replace('https://shop.example', 'https://user:hunter2@shop.example'),
      'counterfoil.yaml:6:12 tenants[0].shop.url: "https://…@shop.example" has a login in it: leave user and password out, requests carry their own signature',
    ],
    [
      'plain HTTP to an ERP out there, allowed or not',
      GOOD.replace('http://127.0.0.1:8000', 'http://erp.example').replace(
        '      user:',
        '      allowPlainHttp: true\n      user:',
      ),
      'counterfoil.yaml:11:12 tenants[0].erp.url: is plain HTTP, "http://erp.example": whoever is in between could read the password and the orders. Use https://',
    ],
    [
      'plain HTTP in a private network, unless somebody allowed it',
      GOOD.replace('http://127.0.0.1:8000', 'http://192.168.1.10:8000'),
      'counterfoil.yaml:11:12 tenants[0].erp.url: is plain HTTP, "http://192.168.1.10:8000". If you trust every device in that network: allowPlainHttp: true, else https://',
    ],
    [
      'a doorbell that is not at the shop, unless somebody allowed its place',
      GOOD.replace('      privateKey', '      doorbell: https://static.example/bell\n      privateKey'),
      'counterfoil.yaml:8:17 tenants[0].shop.doorbell: must be at the shop\'s own address, https://shop.example, and is at https://static.example. If that is meant: doorbellOrigin: "https://static.example"',
    ],
    [
      'aliases of aliases, which would become a million values',
      `a: &a [x, x, x, x, x, x, x, x, x, x]\n${['b', 'c', 'd', 'e', 'f', 'g']
        .map((name, at) => `${name}: &${name} [${Array(10).fill(`*${'abcdef'[at]}`).join(', ')}]\n`)
        .join('')}`,
      'counterfoil.yaml:2:8 repeats by its aliases (*name) more than a configuration can have: write out what is meant',
    ],
    [
      'a file that is too large',
      `# ${'x'.repeat(5_000_000)}`,
      'counterfoil.yaml: is larger than 2 MB: no configuration is',
    ],
    ['an empty file', '', 'counterfoil.yaml tenants: is missing'],
  ])('names %s', (_, text, problem) => {
    expect(problems(text)).toContain(problem);
  });

  test('names levels without end as a mistake of the file, with a line', () => {
    expect(problems('['.repeat(20_000))).toEqual([
      expect.stringMatching(/^counterfoil\.yaml:1:\d+ has more levels than a configuration can have$/),
    ]);
  });

  test('names a hundred of 20,000 unknown keys, of any length, and says how many more there are', () => {
    const keys = Array.from(
      { length: 20_000 },
      (_, at) => `key${at}${at === 0 ? 'x'.repeat(1_000) : ''}: 1\n`,
    );
    const found = problems(GOOD + keys.join(''));
    expect(found).toHaveLength(101);
    expect(found[1]).toBe(
      'counterfoil.yaml:20:1 key1: is no key that Counterfoil knows. Known here: agent, tenants',
    );
    expect(found.at(-1)).toBe('counterfoil.yaml: has more mistakes (19900)');
  });

  test('lets plain HTTP into a private network and a doorbell elsewhere once a person allowed them', () => {
    const text = GOOD.replace(
      'url: http://127.0.0.1:8000',
      'url: http://erp:8000\n      allowPlainHttp: true',
    ).replace(
      '      privateKey',
      '      doorbell: https://static.example/bell\n      doorbellOrigin: https://static.example\n      privateKey',
    );
    expect(problems(text)).toEqual([]);
  });

  test.each([0o620, 0o602, 0o666])('is refused while others may write it (%o), with the way out', (mode) => {
    const file = join(mkdtempSync(join(tmpdir(), 'counterfoil-config-')), 'counterfoil.yaml');
    writeFileSync(file, GOOD);
    chmodSync(file, mode);
    expect(() => readConfig(file)).toThrow(
      `It has mode 0${mode.toString(8)}: others on this machine may change it. Run: chmod go-w ${file}`,
    );
    chmodSync(file, 0o644);
    expect(readConfig(file).tenants).toHaveLength(1);
  });

  test('names the line whose indentation slipped, and none of those that follow', () => {
    expect(problems(GOOD.replace('      database:', '    database:'))).toEqual([
      expect.stringMatching(/^counterfoil\.yaml:1[12]:\d+ is no YAML: .+ Is the line indented by spaces/),
    ]);
  });

  test('never repeats a secret that was written into it', () => {
    for (const secret of [
      'hunter2',
      '"hunter2"',
      '{ env: "hunter2 !" }',
      '{ credential: "hunter2 !" }',
      '[hunter2]',
    ]) {
      const said = problems(GOOD.replace('{ env: ERP_PASSWORD }', secret)).join();
      expect(said).toContain('tenants[0].erp.secret');
      expect(said).not.toContain('hunter2');
    }
    for (const key of ['hunter2', '{ env: 27182818 }', '{ credential: "hunter2 !" }']) {
      const said = problems(GOOD.replace('{ file: keys/acme.pem }', key)).join();
      expect(said).toContain('tenants[0].shop.privateKey');
      expect(said).not.toMatch(/hunter2|27182818/);
    }
    const withLogin = GOOD.replace('http://127.0.0.1:8000', 'ftp://me:hunter2@127.0.0.1');
    expect(problems(withLogin).join()).toMatch(
      /^counterfoil\.yaml:11:12 tenants\[0\]\.erp\.url: must be a web address/,
    );
    expect(problems(withLogin).join()).not.toContain('hunter2');
  });

  test('names a tenant id that is there twice', () => {
    const tenant = GOOD.slice(GOOD.indexOf('  - id'));
    expect(problems(GOOD + tenant)).toEqual([
      'counterfoil.yaml:19:9 tenants[1].id: "acme" is already the id of tenants[0]',
    ]);
  });

  test('that is missing says how to get one', () => {
    expect(() => readConfig('/nowhere/counterfoil.yaml')).toThrow(
      '/nowhere/counterfoil.yaml: There is no such file. `counterfoil setup` writes one, --config names another.',
    );
  });

  test('that can not be read says what it must be', () => {
    expect(() => readConfig(tmpdir())).toThrow(
      `${tmpdir()}: It can't be read (EISDIR): it must be a file that whoever runs this may read, or --config names another.`,
    );
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
