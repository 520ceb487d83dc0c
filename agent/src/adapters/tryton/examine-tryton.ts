import type { PlainValues } from '@counterfoil/shared-types';
import type { ErpAdapter, ErpFinding, FindingWords } from '../erp-adapter.ts';
import type { CatalogueKind } from '../erp-documents.ts';
import type { FindingCode } from '../finding-codes.ts';
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
      examineList('tax', 'found_taxes', 'Financial > Configuration > Taxes > Taxes', readCatalogue),
      examineList(
        'payment_term',
        'found_payment_terms',
        'Financial > Configuration > Payment Terms',
        readCatalogue,
      ),
      examineList('product', 'found_products', 'Product > Variants', readCatalogue),
      examineList(
        'warehouse',
        'found_warehouses',
        'Inventory & Stock > Configuration > Locations',
        readCatalogue,
      ),
      examineList('country', 'found_countries', 'trytond_import_countries', readCatalogue),
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
      what: words('found_rights', { model }),
      ok: missing.length === 0,
      detail:
        missing.length === 0
          ? rights.join(', ')
          : words('found_rights_missing', { rights: missing.join(', ') }),
      mend: missing.length === 0 ? null : words('found_rights_mend', { group }),
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
      what: words('found_button', { button: name }),
      ok,
      detail: words(ok ? 'found_button_free' : 'found_button_barred'),
      mend: ok
        ? null
        : words('found_button_mend', { group: name === 'process' ? 'Sales Administrator' : 'Sales' }),
    };
  });
}

function webShopFinding(setup: TrytonSetup): ErpFinding {
  const what = words('found_web_shop');
  const names = setup.webShops.join(', ');
  if (names !== '') return { what, ok: true, detail: words('found_web_shops', { names }), mend: null };
  return {
    what,
    ok: true,
    detail: words('found_web_shop_none'),
    mend: words(setup.hasWebId ? 'found_web_shop_mend' : 'found_web_shop_module_mend'),
  };
}

async function examineList(
  kind: CatalogueKind,
  list: FindingCode,
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
  const names = doubled.slice(0, 5).join(', ') + (doubled.length > 5 ? ', …' : '');
  const what = words(list);
  if (codes.size === 0)
    return { what, ok: false, detail: words('found_none'), mend: words('found_none_mend', { where }) };
  if (doubled.length === 0)
    return { what, ok: true, detail: words('found_some', { count: codes.size }), mend: null };
  return {
    what,
    ok: false,
    detail: words('found_doubled', { names }),
    mend: words('found_doubled_mend', { where }),
  };
}

function words(code: FindingCode, values: PlainValues = {}): FindingWords {
  return { code, values };
}
