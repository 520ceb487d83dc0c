import { z } from 'zod';
import { parseBounded } from '../../http/bounded-json.ts';
import type { ErpRounding } from '../erp-adapter.ts';
import type { TrytonClient } from './tryton-client.ts';
import { stop } from './tryton-errors.ts';
import { text } from './tryton-values.ts';

/** What this Tryton and this company have; asked once, at the connection. */
export interface TrytonSetup {
  /** Ids of the groups that our user is in. */
  readonly groups: readonly number[];
  readonly company: number;
  readonly companyName: string;
  readonly currency: string;
  /** The company's; null: UTC. */
  readonly timeZone: string | null;
  readonly priceDigits: number;
  readonly taxRounding: ErpRounding['tax'];
  /** Names of the company's web shops. Empty: no module `web_shop`, or no shop in it. */
  readonly webShops: readonly string[];
  /** Module `web_shop` is there: sales have a `web_id`. */
  readonly hasWebId: boolean;
}

/** Fields that the connector writes or decides by; names change between series, so they are asked for. */
const NEEDED = {
  'sale.sale': [
    'party',
    'invoice_address',
    'shipment_address',
    'reference',
    'description',
    'sale_date',
    'state',
  ],
  'sale.line': ['product', 'unit', 'quantity', 'unit_price', 'taxes', 'description'],
  'party.party': ['code', 'addresses', 'contact_mechanisms', 'identifiers', 'lang'],
  'party.address': ['party_name', 'street', 'postal_code', 'city', 'country', 'subdivision'],
} as const;

/**
 * Whether a server's version is one that this adapter speaks.
 * @param version `6.0.29`; newer series say `7.0`
 * @throws ErpError `stop`
 */
export function checkSeries(version: string): void {
  const [major] = version.split('.').map(Number);
  if (major === 6 || major === 7) return;
  throw stop(
    { operation: 'common.server.version' },
    { code: 'reason_version', values: { version, supported: '6.0–7.8' } },
  );
}

const fieldsAnswer = z.record(z.string(), z.object({ digits: z.unknown().optional() }));

export async function readSetup(
  client: TrytonClient,
  user: { company: number; groups: readonly number[] },
): Promise<TrytonSetup> {
  const { company, groups } = user;
  const fields = new Map<string, z.infer<typeof fieldsAnswer>>();
  for (const [model, names] of Object.entries(NEEDED)) {
    const asked = model === 'sale.sale' ? [...names, 'web_id'] : names;
    const found = await client.read(`${model}.fields_get`, [asked], fieldsAnswer);
    const missing = names.filter((name) => !(name in found));
    if (missing.length > 0) {
      throw stop(
        { operation: `model.${model}.fields_get` },
        { code: 'reason_no_field', values: { model, fields: missing.join(', ') } },
      );
    }
    fields.set(model, found);
  }
  const hasWebId = 'web_id' in (fields.get('sale.sale') ?? {});
  return {
    company,
    groups,
    ...(await readCompany(client, company)),
    priceDigits: digitsOf(fields.get('sale.line')?.['unit_price']?.digits),
    taxRounding: await readTaxRounding(client),
    webShops: hasWebId ? await readWebShops(client, company) : [],
    hasWebId,
  };
}

async function readCompany(client: TrytonClient, company: number) {
  const row = z.object({
    'party.': z.object({ name: text }),
    'currency.': z.object({ code: z.string() }),
    timezone: z.string().nullable(),
  });
  const fields = ['party.name', 'currency.code', 'timezone'];
  const [found] = await client.read('company.company.read', [[company], fields], z.array(row));
  if (!found) {
    throw stop(
      { operation: 'model.company.company.read' },
      { code: 'reason_company_unreadable', values: { company: String(company) } },
    );
  }
  return { companyName: found['party.'].name, currency: found['currency.'].code, timeZone: found.timezone };
}

/** `[16, 4]` as JSON text; the product module's setting, 4 unless changed. */
function digitsOf(definition: unknown): number {
  const read = parseBounded(String(definition ?? ''));
  const parsed = z.tuple([z.int(), z.int()]).safeParse(read.is === 'json' ? read.value : null);
  if (parsed.success) return parsed.data[1];
  throw stop(
    { operation: 'model.sale.line.fields_get' },
    { code: 'reason_not_understood', values: { field: 'unit_price.digits' } },
  );
}

async function readTaxRounding(client: TrytonClient): Promise<ErpRounding['tax']> {
  const row = z.array(z.object({ tax_rounding: z.enum(['document', 'line']) }));
  const [found] = await client.read('account.configuration.read', [[1], ['tax_rounding']], row);
  // "Per Line" adds a line's tax to the sum so far and rounds that.
  return found?.tax_rounding === 'line' ? 'running' : 'document';
}

/** How this company's sales get from lines to totals. */
export function trytonRounding({ taxRounding }: Pick<TrytonSetup, 'taxRounding'>): ErpRounding {
  return { tax: taxRounding, taxBase: 'exact', ties: 'half_even', negativesApart: true };
}

async function readWebShops(client: TrytonClient, company: number): Promise<string[]> {
  const row = z.object({ id: z.int(), name: z.string() });
  const shops = await client.readAll('web.shop', [['company', '=', company]], ['name'], row);
  return shops.map((shop) => shop.name);
}
