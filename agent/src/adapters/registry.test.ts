import { expect, test } from 'vitest';
import { createErpAdapter, ERP_TITLES, erpSettings } from './registry.ts';

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
