import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkConfig } from '../../daemon/config/read-config.ts';
import { withTenant } from './edit-config.ts';
import { meantConfig } from './meant-config.ts';
import { proposeMapping } from './propose-mapping.ts';
import { configYaml, type NewTenant, saveConfig } from './write-config.ts';
import { writeMapping } from './write-mapping.ts';

const AGENT = { name: 'PC-OFFICE', stateDirectory: null };
const TENANT: NewTenant = {
  id: 'acme',
  environment: 'production',
  shop: {
    url: 'https://shop.example/',
    instance: '6f1c9a52-3c0e-4d5b-9f5e-0d8f6a2b7c11',
    doorbell: null,
    doorbellOrigin: null,
  },
  privateKey: { file: 'keys/acme.pem' },
  erp: { kind: 'tryton', url: 'https://erp.example', database: 'erp', user: 'counterfoil' },
  secret: { file: 'keys/acme.erp' },
  keepOrderDataDays: 30,
  mapping: 'version: "1"\ntaxes: []\n',
};

/** Texts that end a line, a quotation or a comment, or begin something. */
const HOSTILE = [
  'a\nerp:\n  url: https://attacker.example',
  'a\r\n- id: other',
  '|\n  block',
  '"',
  "'",
  'a: b # c',
  '*alias',
  '&anchor a',
  '!!js/function x',
  '{ a: b }',
  '\u2028erp:\u0085x\ufeff\u202e',
  'yes',
  '12',
  '\\',
];

describe('a foreign text in the configuration', () => {
  test.each(HOSTILE)('%j stays a text, in a new file and beside another tenant', (hostile) => {
    const erp = { ...TENANT.erp, database: hostile, user: hostile };
    const agent = { name: `PC ${hostile}`, stateDirectory: hostile };
    const fresh = configYaml(agent, { ...TENANT, erp });
    expect(parse(fresh)).toMatchObject({
      agent: { name: agent.name, stateDirectory: hostile },
      tenants: [{ id: 'acme', erp: { database: hostile, user: hostile, url: 'https://erp.example' } }],
    });
    const added = withTenant(configYaml(AGENT, TENANT), { ...TENANT, id: 'second', erp });
    expect(parse(added)).toMatchObject({
      tenants: [{ erp: TENANT.erp }, { id: 'second', erp: { database: hostile, user: hostile } }],
    });
  });

  test.each(HOSTILE)("%j as code and name in the ERP's lists stays one in the rules", (hostile) => {
    const entry = { code: hostile, name: hostile, percent: null, active: true } as never;
    const tax = { code: hostile, name: hostile, percent: '20', active: true } as never;
    const lists = {
      tax: [tax, tax],
      payment_term: [entry, entry],
      product: [entry],
      channel: [entry, entry],
    };
    const proposal = proposeMapping(lists, ['draft']);
    const rules = parse(writeMapping({ ...proposal, shipping: proposal.channel }, '1', 2));
    expect(Object.keys(rules)).toEqual([
      ...['version', 'products', 'taxes', 'payments', 'shipping', 'fees', 'rounding', 'customers', 'orders'],
    ]);
    expect(rules).toMatchObject({
      taxes: [{ percent: '20', tax: hostile }, {}],
      shipping: { product: hostile, exceptions: [] },
      orders: { channel: hostile, warehouse: null },
    });
  });
});

describe('a configuration that would say something else than was meant', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'counterfoil-config-'));
    file = join(folder, 'counterfoil.yaml');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('is not put in the place of the old one, and nothing of it is left', () => {
    const before = configYaml(AGENT, TENANT);
    const meant = meantConfig(null, AGENT, TENANT);
    saveConfig(file, before, meant);
    const attacked = before.replace('https://erp.example', 'https://attacker.example');
    expect(() => saveConfig(file, attacked, meant)).toThrow(/tenants\[0\]/);
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(existsSync(`${file}.new`)).toBe(false);
  });

  test('is refused also where another tenant is changed', () => {
    const present = configYaml(AGENT, TENANT);
    writeFileSync(file, present);
    const second: NewTenant = { ...TENANT, id: 'second' };
    const text = withTenant(present, second);
    const attacked = text.replace('https://erp.example', 'https://attacker.example');
    const meant = meantConfig(present, AGENT, second);
    expect(() => saveConfig(file, attacked, meant)).toThrow(/tenants\[0\]/);
    saveConfig(file, text, meant);
    expect(checkConfig(readFileSync(file, 'utf8'), file).tenants.map(({ id }) => id)).toEqual([
      'acme',
      'second',
    ]);
  });
});
