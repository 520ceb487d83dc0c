import { ApiError } from './api-error.ts';
import { type CatalogueName, catalogueNames, listCatalogue } from './catalogue.ts';
import { createCreditNote, getCreditNote, listCreditNotes } from './credit-notes.ts';
import { addAddress, changeCustomer, createCustomer, getCustomer, listCustomers } from './customers.ts';
import { getInvoice, invoiceOrder, listInvoices, payInvoice } from './invoices.ts';
import { cancelOrder, confirmOrder } from './move-order.ts';
import type { Db } from './open-database.ts';
import { changeOrder, createOrder, getOrder, listOrders } from './orders.ts';
import { parseJson } from './parse-json.ts';
import { changeProduct, createProduct, getProduct, listProducts } from './products.ts';
import { getShipment, listShipments, shipOrder } from './ship-order.ts';

/** `now` is when the request arrived: what it writes bears that time, also when it is committed later. */
export type ApiCall = { db: Db; id: number; query: URLSearchParams; body: unknown; now: string };
type Reply = { status: number; body: object };
type Route = { method: 'GET' | 'POST' | 'PUT'; path: RegExp; run: (call: ApiCall) => Reply };

const ok = (body: object): Reply => ({ status: 200, body });
const created = (body: object): Reply => ({ status: 201, body });

const routes: Route[] = [
  ...catalogueNames.map(
    (name: CatalogueName): Route => ({
      method: 'GET',
      path: new RegExp(`^/api/${name}$`),
      run: ({ db, query }) => ok(listCatalogue(db, name, query)),
    }),
  ),
  { method: 'GET', path: /^\/api\/products$/, run: ({ db, query }) => ok(listProducts(db, query)) },
  {
    method: 'POST',
    path: /^\/api\/products$/,
    run: ({ db, body, now }) => created(createProduct(db, body, now)),
  },
  { method: 'GET', path: /^\/api\/products\/(\d+)$/, run: ({ db, id }) => ok(getProduct(db, id)) },
  {
    method: 'PUT',
    path: /^\/api\/products\/(\d+)$/,
    run: ({ db, id, body, now }) => ok(changeProduct(db, id, body, now)),
  },
  { method: 'GET', path: /^\/api\/customers$/, run: ({ db, query }) => ok(listCustomers(db, query)) },
  {
    method: 'POST',
    path: /^\/api\/customers$/,
    run: ({ db, body, now }) => created(createCustomer(db, body, now)),
  },
  { method: 'GET', path: /^\/api\/customers\/(\d+)$/, run: ({ db, id }) => ok(getCustomer(db, id)) },
  {
    method: 'PUT',
    path: /^\/api\/customers\/(\d+)$/,
    run: ({ db, id, body, now }) => ok(changeCustomer(db, id, body, now)),
  },
  {
    method: 'POST',
    path: /^\/api\/customers\/(\d+)\/addresses$/,
    run: ({ db, id, body, now }) => created(addAddress(db, id, body, now)),
  },
  { method: 'GET', path: /^\/api\/orders$/, run: ({ db, query }) => ok(listOrders(db, query)) },
  {
    method: 'POST',
    path: /^\/api\/orders$/,
    run: ({ db, body, now }) => created(createOrder(db, body, now)),
  },
  { method: 'GET', path: /^\/api\/orders\/(\d+)$/, run: ({ db, id }) => ok(getOrder(db, id)) },
  {
    method: 'PUT',
    path: /^\/api\/orders\/(\d+)$/,
    run: ({ db, id, body, now }) => ok(changeOrder(db, id, body, now)),
  },
  {
    method: 'POST',
    path: /^\/api\/orders\/(\d+)\/confirm$/,
    run: ({ db, id, body, now }) => ok(confirmOrder(db, id, body, now)),
  },
  {
    method: 'POST',
    path: /^\/api\/orders\/(\d+)\/cancel$/,
    run: ({ db, id, body, now }) => ok(cancelOrder(db, id, body, now)),
  },
  {
    method: 'POST',
    path: /^\/api\/orders\/(\d+)\/ship$/,
    run: ({ db, id, body, now }) => created(shipOrder(db, id, body, now)),
  },
  {
    method: 'POST',
    path: /^\/api\/orders\/(\d+)\/invoice$/,
    run: ({ db, id, body, now }) => {
      const result = invoiceOrder(db, id, body, now);
      return { status: result.created ? 201 : 200, body: result.invoice };
    },
  },
  { method: 'GET', path: /^\/api\/shipments$/, run: ({ db, query }) => ok(listShipments(db, query)) },
  { method: 'GET', path: /^\/api\/shipments\/(\d+)$/, run: ({ db, id }) => ok(getShipment(db, id)) },
  { method: 'GET', path: /^\/api\/invoices$/, run: ({ db, query }) => ok(listInvoices(db, query)) },
  { method: 'GET', path: /^\/api\/invoices\/(\d+)$/, run: ({ db, id }) => ok(getInvoice(db, id)) },
  {
    method: 'POST',
    path: /^\/api\/invoices\/(\d+)\/payments$/,
    run: ({ db, id, body, now }) => created(payInvoice(db, id, body, now)),
  },
  { method: 'GET', path: /^\/api\/credit-notes$/, run: ({ db, query }) => ok(listCreditNotes(db, query)) },
  {
    method: 'POST',
    path: /^\/api\/credit-notes$/,
    run: ({ db, body, now }) => created(createCreditNote(db, body, now)),
  },
  { method: 'GET', path: /^\/api\/credit-notes\/(\d+)$/, run: ({ db, id }) => ok(getCreditNote(db, id)) },
];

/** Runs one call; a write in one transaction, committed to disk when this returns, rolled back when it throws. */
export function runApiCall(db: Db, method: string, url: URL, body: string, now: string): Reply {
  const there = routes.filter((route) => route.path.test(url.pathname));
  if (there.length === 0) throw new ApiError(404, 'not_found', `there is no ${url.pathname}`);
  const route = there.find((one) => one.method === method);
  if (route === undefined)
    throw new ApiError(405, 'method_not_allowed', `${url.pathname} knows no ${method}`);
  const id = Number(route.path.exec(url.pathname)?.[1] ?? 0);
  const call = { db, id, query: url.searchParams, now };
  if (method === 'GET') return route.run({ ...call, body: null });
  const parsed = parseObject(body);
  return db.transaction(() => route.run({ ...call, body: parsed })).immediate();
}

/** The body of a write; an empty one counts as {}. */
export function parseObject(body: string): object {
  const parsed = body === '' ? {} : parseJson(body);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new ApiError(400, 'invalid_json', 'the body is no JSON object');
  }
  return parsed;
}
