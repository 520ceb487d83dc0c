import type { ErpAdapter, ErpFinding } from '../erp-adapter.ts';
import type { CatalogueKind } from '../erp-documents.ts';
import type { TrytonClient } from './tryton-client.ts';
import { accessAnswer, BUTTONS_PRESSED, buttonRow, mayPress, RIGHTS } from './tryton-rights.ts';
import type { TrytonSetup } from './tryton-series.ts';

/** Looks at what deliveries need, without writing: rights, web shop, lists and codes that are not unique. */
export async function examineTryton(
  client: TrytonClient,
  setup: TrytonSetup,
  readCatalogue: ErpAdapter['readCatalogue'],
): Promise<ErpFinding[]> {
  return [
    ...(await examineRights(client, setup)),
    ...(await examineButtons(client, setup)),
    webShopFinding(setup),
    ...(await Promise.all([
      examineList('tax', 'sale taxes', 'Financial > Configuration > Taxes > Taxes', readCatalogue),
      examineList(
        'payment_term',
        'payment terms',
        'Financial > Configuration > Payment Terms',
        readCatalogue,
      ),
      examineList('product', 'products with a code', 'Product > Variants', readCatalogue),
      examineList('warehouse', 'warehouses', 'Inventory & Stock > Configuration > Locations', readCatalogue),
      examineList('country', 'countries', 'the command trytond_import_countries', readCatalogue),
    ])),
  ];
}

async function examineRights(client: TrytonClient, setup: TrytonSetup): Promise<ErpFinding[]> {
  const webShop = { model: 'web.shop', rights: ['read'] as const, group: 'Sales' };
  const needed = setup.hasWebId ? [...RIGHTS, webShop] : RIGHTS;
  const models = needed.map((one) => one.model);
  const access = await client.read('ir.model.access.get_access', [models], accessAnswer);
  return needed.map(({ model, rights, group }) => {
    const missing = rights.filter((right) => access[model]?.[right] !== true);
    return {
      what: `rights on ${model}`,
      ok: missing.length === 0,
      detail: missing.length === 0 ? rights.join(', ') : `may not ${missing.join(', ')}`,
      mend:
        missing.length === 0
          ? ''
          : `Administration > Users > Users: give the connector's user the group "${group}", or a group of your own with these rights.`,
    };
  });
}

async function examineButtons(client: TrytonClient, setup: TrytonSetup): Promise<ErpFinding[]> {
  const domain = [
    ['model.model', '=', 'sale.sale'],
    ['name', 'in', BUTTONS_PRESSED],
  ];
  const buttons = await client.readAll('ir.model.button', domain, ['name', 'groups'], buttonRow);
  return buttons.map(({ name, groups }) => {
    const ok = mayPress(groups, setup.groups);
    return {
      what: `button ${name} of sales`,
      ok,
      detail: ok ? 'may be pressed' : 'may not be pressed',
      mend: ok
        ? ''
        : `Administration > Users > Users: give the connector's user the group "${name === 'process' ? 'Sales Administrator' : 'Sales'}", or map orders to an earlier state.`,
    };
  });
}

function webShopFinding(setup: TrytonSetup): ErpFinding {
  const names = setup.webShops.join(', ');
  if (names !== '') {
    return { what: 'web shop', ok: true, detail: `${names}: each order has a unique web ID`, mend: '' };
  }
  return {
    what: 'web shop',
    ok: true,
    detail: 'none: each order is looked up by its reference before it is made, which is slower but as safe',
    mend: `${setup.hasWebId ? '' : 'Activate the module web_shop and '}make a web shop under Sales > Configuration > Web Shops.`,
  };
}

async function examineList(
  kind: CatalogueKind,
  what: string,
  where: string,
  readCatalogue: ErpAdapter['readCatalogue'],
): Promise<ErpFinding> {
  const codes = new Map<string, number>();
  for (let page: string | null = null, last = false; !last; last = page === null) {
    const { entries, next } = await readCatalogue(kind, page);
    for (const { code, active } of entries) if (active) codes.set(code, (codes.get(code) ?? 0) + 1);
    page = next;
  }
  const doubled = [...codes].filter(([, count]) => count > 1).map(([code]) => `"${code}"`);
  const many = doubled.slice(0, 5).join(', ') + (doubled.length > 5 ? ` and ${doubled.length - 5} more` : '');
  if (codes.size === 0)
    return { what, ok: false, detail: 'there are none', mend: `Add them under ${where}.` };
  if (doubled.length === 0) return { what, ok: true, detail: `${codes.size} to choose from`, mend: '' };
  return {
    what,
    ok: false,
    detail: `several are called ${many}: a mapping can't tell them apart`,
    mend: `Rename or archive all but one under ${where}.`,
  };
}
