import type { ErpAdapter, ErpFinding } from '../erp-adapter.ts';
import type { CatalogueKind } from '../erp-documents.ts';
import { erpWords, type InEachLanguage } from '../erp-words.ts';
import { LIST_WORDS } from '../list-words.ts';
import type { TrytonClient } from './tryton-client.ts';
import { accessAnswer, BUTTONS_PRESSED, buttonRow, mayPress, RIGHTS } from './tryton-rights.ts';
import type { TrytonSetup } from './tryton-series.ts';
import { TRYTON_WORDS } from './tryton-words.ts';

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
      examineList('tax', LIST_WORDS.taxes, 'Financial > Configuration > Taxes > Taxes', readCatalogue),
      examineList(
        'payment_term',
        LIST_WORDS.paymentTerms,
        'Financial > Configuration > Payment Terms',
        readCatalogue,
      ),
      examineList('product', LIST_WORDS.products, 'Product > Variants', readCatalogue),
      examineList(
        'warehouse',
        LIST_WORDS.warehouses,
        'Inventory & Stock > Configuration > Locations',
        readCatalogue,
      ),
      examineList('country', LIST_WORDS.countries, 'trytond_import_countries', readCatalogue),
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
      what: erpWords(TRYTON_WORDS.rights, { model }),
      ok: missing.length === 0,
      detail:
        missing.length === 0
          ? rights.join(', ')
          : erpWords(TRYTON_WORDS.rightsMissing, { rights: missing.join(', ') }),
      mend: missing.length === 0 ? null : erpWords(TRYTON_WORDS.rightsMend, { group }),
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
      what: erpWords(TRYTON_WORDS.button, { button: name }),
      ok,
      detail: erpWords(ok ? TRYTON_WORDS.buttonFree : TRYTON_WORDS.buttonBarred),
      mend: ok
        ? null
        : erpWords(TRYTON_WORDS.buttonMend, { group: name === 'process' ? 'Sales Administrator' : 'Sales' }),
    };
  });
}

function webShopFinding(setup: TrytonSetup): ErpFinding {
  const what = erpWords(TRYTON_WORDS.webShop);
  const names = setup.webShops.join(', ');
  if (names !== '') return { what, ok: true, detail: erpWords(TRYTON_WORDS.webShops, { names }), mend: null };
  return {
    what,
    ok: true,
    detail: erpWords(TRYTON_WORDS.webShopNone),
    mend: erpWords(setup.hasWebId ? TRYTON_WORDS.webShopMend : TRYTON_WORDS.webShopModuleMend),
  };
}

async function examineList(
  kind: CatalogueKind,
  list: InEachLanguage,
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
  const what = erpWords(list);
  if (codes.size === 0)
    return {
      what,
      ok: false,
      detail: erpWords(LIST_WORDS.none),
      mend: erpWords(LIST_WORDS.noneMend, { where }),
    };
  if (doubled.length === 0)
    return { what, ok: true, detail: erpWords(LIST_WORDS.some, { count: codes.size }), mend: null };
  return {
    what,
    ok: false,
    detail: erpWords(LIST_WORDS.doubled, { names }),
    mend: erpWords(LIST_WORDS.doubledMend, { where }),
  };
}
