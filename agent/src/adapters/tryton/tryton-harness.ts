import { rmSync } from 'node:fs';
import { startFaultProxy } from '@counterfoil/sandbox/erp/fault-proxy';
import {
  type StartedErp,
  startErp,
  startServer,
  stopErp,
  stopServer,
} from '@counterfoil/sandbox/erp/start-erp';
import { logInToTryton, type TrytonCall } from '@counterfoil/sandbox/erp/tryton/call-tryton';
import { type TrytonRight, takeRight } from '@counterfoil/sandbox/erp/tryton/take-right';
import { makeTestFolder } from '@counterfoil/sandbox/test-run/test-folder';
import type { Harness, Rightful } from '../conformance/harness.ts';
import { makeParty, orderDraft } from '../conformance/order-drafts.ts';
import { openDispatcher } from '../open-dispatcher.ts';
import { createTrytonAdapter } from './tryton-adapter.ts';
import { trytonSettings } from './tryton-config.ts';

type Rows = ({ id: number } & Record<string, never>)[];

/** A Tryton of its own on PostgreSQL, a fault proxy before it, and its administrator. */
export interface TrytonServer {
  readonly harness: Harness;
  readonly erp: StartedErp;
  /** A call by the administrator, past the adapter. */
  readonly admin: TrytonCall;
  search(model: string, domain: unknown[], fields?: string[]): Promise<Rows>;
  stop(): Promise<void>;
}

const RIGHTS: Record<Rightful, TrytonRight> = {
  // A variant is read by the rights on its template, too.
  findProduct: { model: 'product.template', right: 'read' },
  findOrders: { model: 'sale.sale', right: 'read' },
  createCustomer: { model: 'party.party', right: 'create' },
  createOrder: { model: 'sale.sale', right: 'create' },
  transition: { user: 'counterfoil', groups: ['Sales', 'Sales Administrator'] },
};

/** Settings by which the connector reaches it, without the fault proxy. */
export function place(erp: StartedErp) {
  return { kind: 'tryton', url: erp.url, database: erp.database, user: erp.user };
}

export async function startTrytonServer(monotonicMs: () => number): Promise<TrytonServer> {
  const dir = makeTestFolder('conformance');
  let erp = await startErp({
    kind: 'tryton',
    dir,
    currency: 'EUR',
    products: [{ sku: 'MUG-BLUE', name: 'Blue mug', price: '10', taxPercent: '20', stock: 1_000_000 }],
    progress: () => {},
  });
  const proxy = await startFaultProxy(erp.url);
  const admin = await logInToTryton({
    url: erp.url,
    database: erp.database,
    user: 'admin',
    password: erp.adminPassword ?? '',
  });

  async function search(model: string, domain: unknown[], fields: string[] = ['id']): Promise<Rows> {
    return (await admin(`model.${model}.search_read`, [domain, 0, null, null, fields])) as Rows;
  }

  const harness: Harness = {
    secret: erp.password,
    faults: proxy.switches,
    records: {
      product: 'MUG-BLUE',
      taxes: [
        { code: 'VAT 20 %', percent: '20' },
        { code: 'VAT 10 %', percent: '10' },
        { code: 'VAT 0 %', percent: '0' },
      ],
      paymentTerm: '30 days',
      currency: 'EUR',
      otherCurrency: { code: 'JPY', digits: 0 },
    },
    pageSize: 100,
    aims: {
      createOrder: method('sale.sale.create'),
      createCustomer: method('party.party.create'),
      transition: method('sale.sale.quote'),
      findOrders: method('sale.sale.search_read'),
    },
    createAdapter({ password = erp.password, callTimeoutSeconds = 30, dispatcher, direct } = {}) {
      const url = direct ? erp.url : proxy.url;
      const settings = trytonSettings.parse({ ...place(erp), url, callTimeoutSeconds });
      const connection = {
        dispatcher: dispatcher ?? openDispatcher({}),
        monotonicMs,
      };
      return createTrytonAdapter(settings, password, connection);
    },
    async countOrders(reference) {
      return (await search('sale.sale', ['OR', ['web_id', '=', reference], ['reference', '=', reference]]))
        .length;
    },
    async countCustomers(reference) {
      return (await search('party.party', [['code', '=', reference]])).length;
    },
    async effectsOf(orderId) {
      const fields = ['state', 'number', 'shipments', 'invoices', 'moves'];
      return JSON.stringify(await admin('model.sale.sale.read', [[Number(orderId)], fields]));
    },
    async cancelOrder(orderId) {
      await admin('model.sale.sale.cancel', [[Number(orderId)]]);
    },
    async archiveProduct(code) {
      const found = await search('product.product', [['code', '=', code]]);
      await admin('model.product.product.write', [found.map((row) => row.id), { active: false }]);
    },
    async addProducts(codes) {
      const [like] = await search(
        'product.template',
        [['products.code', '=', 'MUG-BLUE']],
        ['default_uom', 'account_category'],
      );
      const values = codes.map((code) => ({
        name: code,
        type: 'service',
        salable: true,
        default_uom: like?.['default_uom'],
        sale_uom: like?.['default_uom'],
        account_category: like?.['account_category'],
        list_price: decimal('1'),
        products: [['create', [{ suffix_code: code, cost_price: decimal('0') }]]],
      }));
      await admin('model.product.template.create', [values]);
    },
    async addOrders(draft, count) {
      const [currency] = await search('currency.currency', [['code', '=', draft.currency]]);
      const sale = {
        party: Number(draft.customerId),
        invoice_address: Number(draft.invoiceAddressId),
        shipment_address: Number(draft.shippingAddressId),
        currency: currency?.id,
        reference: draft.reference,
      };
      await admin('model.sale.sale.create', [Array.from({ length: count }, () => sale)]);
    },
    async addCustomer(draft) {
      const mechanisms = [['create', [{ type: 'email', value: draft.email }]]];
      await admin('model.party.party.create', [[{ name: draft.name, contact_mechanisms: mechanisms }]]);
    },
    takeRight: (what) => takeRight(admin, RIGHTS[what]),
    closePeriod: () => Promise.reject(new Error('Tryton refuses invoices for their date, not sales')),
    // Tryton quotes no sale of the party that stands for all guests, and names that party.
    async provokePersonalWords(adapter) {
      const party = await makeParty(adapter);
      const draft = orderDraft(harness, adapter, party);
      const { id } = await adapter.createOrder(draft);
      const [shop] = await search('web.shop', [['active', 'in', [true, false]]], ['active']);
      const write = (values: object) => admin('model.web.shop.write', [[shop?.id], values]);
      await write({ active: true, guest_party: Number(party.customerId) });
      try {
        return await adapter.advanceOrder(id, 'quoted', draft);
      } finally {
        await write({ active: shop?.['active'], guest_party: null });
      }
    },
    stopServer: () => stopServer(erp),
    async startServer() {
      erp = await startServer(erp);
    },
  };

  return {
    harness,
    erp,
    admin,
    search,
    async stop() {
      await proxy.close();
      await stopErp(erp);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function method(name: string) {
  return { path: '^/erp/', body: `"method":"model\\.${name.replaceAll('.', '\\.')}"` };
}

function decimal(text: string) {
  return { __class__: 'Decimal', decimal: text };
}
