import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES, type Words } from '@counterfoil/shared-types';
import { describe, expect, test } from 'vitest';
import { ADDRESS_QUESTION } from './erp-questions.ts';
import type { InEachLanguage } from './erp-words.ts';
import { LIST_WORDS } from './list-words.ts';
import { createErpAdapter, ERP_KINDS, ERPS, erpSettings, identifyErp } from './registry.ts';

test('an unknown kind is refused by name', () => {
  const refused = erpSettings.safeParse({ kind: 'odoo', url: 'https://erp.example.org' });
  expect(refused.error?.issues[0]?.path).toEqual(['kind']);
});

describe('each ERP', () => {
  const OF_EACH = [
    'adapter',
    'client',
    'config',
    'customers',
    'documents',
    'errors',
    'findings',
    'lists',
    'orders',
  ];
  const files = (kind: string) => readdirSync(join(import.meta.dirname, kind));

  test('has a folder with the same files in it, and nothing in it that is called otherwise', () => {
    for (const kind of ERP_KINDS) {
      const named = [...OF_EACH, 'questions', 'words'].map((name) => `${kind}-${name}.ts`);
      expect(files(kind)).toEqual(expect.arrayContaining([...named, `${kind}.conformance.test.ts`]));
      expect(files(kind).filter((name) => !/^[a-z]+[-.]/.test(name) || !name.startsWith(kind))).toEqual([]);
    }
  });

  test('has settings, and asks for each that it can not do without, and for none that it does not have', () => {
    for (const kind of ERP_KINDS) {
      const settings = erpSettings.options.find((one) => one.shape.kind.value === kind);
      const all = Object.keys(settings?.shape ?? {});
      const asked = ERPS[kind].questions.map(({ setting }) => setting);
      expect(all).toEqual(expect.arrayContaining(asked));
      const answers = Object.fromEntries(asked.map((setting) => [setting, 'https://erp.example.org']));
      expect(erpSettings.safeParse({ kind, ...answers }).success).toBe(true);
    }
  });

  test('has its words in every language, with the same values in them', () => {
    const words = [
      ...ERP_KINDS.map((kind) => ERPS[kind].words),
      LIST_WORDS,
      { address: ADDRESS_QUESTION.text },
    ];
    const all = words.flatMap((one) => Object.values<InEachLanguage>(one));
    expect(all.length).toBeGreaterThan(25);
    const holes = (text: Words) =>
      [...JSON.stringify(text).matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    for (const one of all) {
      expect(Object.keys(one)).toEqual(LANGUAGES);
      expect(holes(one.de)).toEqual(holes(one.en));
    }
  });
});

test('a setting that does not exist is refused, and so is an address without a protocol', () => {
  const good = { kind: 'tryton', url: 'https://erp.example.org', database: 'erp', user: 'connector' };
  expect(erpSettings.parse(good)).toMatchObject({ callTimeoutSeconds: 30, parallelCalls: 4 });
  expect(erpSettings.safeParse({ ...good, databse: 'x' }).success).toBe(false);
  expect(erpSettings.safeParse({ ...good, url: 'erp.example.org' }).success).toBe(false);
});

test('capabilities are only known after connecting', async () => {
  const around = { monotonicMs: () => 0, environment: {} };
  for (const settings of [
    { kind: 'sandbox', url: 'http://127.0.0.1:9' },
    { kind: 'tryton', url: 'http://127.0.0.1:9', database: 'erp', user: 'connector' },
  ]) {
    const adapter = createErpAdapter(erpSettings.parse(settings), 'secret', around);
    expect(adapter.kind).toBe(settings.kind);
    expect(() => adapter.capabilities).toThrow('connect');
    await expect(adapter.connect()).rejects.toMatchObject({ next: 'retry' });
    await adapter.close();
  }
});

describe('the identity of an ERP', () => {
  const tryton = (changes: object = {}) =>
    identifyErp(
      erpSettings.parse({
        ...{ kind: 'tryton', url: 'https://erp.example.org/', database: 'erp', user: 'connector' },
        ...changes,
      }),
    );

  test('names kind, address and database, and neither user nor password', () => {
    expect(tryton({ url: 'https://erp.example.org/tryton/' })).toBe(
      'tryton https://erp.example.org/tryton erp',
    );
    expect(identifyErp(erpSettings.parse({ kind: 'sandbox', url: 'http://127.0.0.1:8123' }))).toBe(
      'sandbox http://127.0.0.1:8123',
    );
  });

  test('is the same however its address is written, whoever logs in, and however long calls may take', () => {
    for (const same of [
      { url: 'https://ERP.example.org' },
      { url: 'https://erp.example.org:443/' },
      { user: 'another', callTimeoutSeconds: 5 },
    ]) {
      expect(tryton(same)).toBe(tryton());
    }
  });

  test('is another at another address or with another database', () => {
    for (const other of [
      { url: 'https://erp.example.org/copy' },
      { url: 'https://copy.example.org' },
      { url: 'https://erp.example.org:8000' },
      { database: 'copy' },
      { database: 'ERP' },
    ]) {
      expect(tryton(other)).not.toBe(tryton());
    }
  });
});
