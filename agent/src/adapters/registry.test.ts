import { describe, expect, test } from 'vitest';
import { createErpAdapter, ERP_TITLES, erpSettings, identifyErp } from './registry.ts';

test('every kind has a title, and an unknown kind is refused by name', () => {
  expect(Object.keys(ERP_TITLES).sort()).toEqual(['sandbox', 'tryton']);
  const refused = erpSettings.safeParse({ kind: 'odoo', url: 'https://erp.example.org' });
  expect(refused.error?.issues[0]?.path).toEqual(['kind']);
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
    expect(tryton({ url: 'https://petra:hunter2@erp.example.org/tryton/?x=1' })).toBe(
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
