import type { Answer, HttpRequest } from '../serve-http.ts';
import { ApiError } from './api-error.ts';
import { type Address, getCustomer } from './customers.ts';
import type { Db } from './open-database.ts';
import { getOrder } from './orders.ts';
import { documentNumber } from './unique-reference.ts';

const PAGE = 50;
const LOCAL = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

const STYLE = `
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; padding: .5rem 0; }
th, td { text-align: left; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 25%, transparent); vertical-align: top; }
.amount { text-align: right; font-variant-numeric: tabular-nums; }
nav ul { list-style: none; display: flex; gap: 1.5rem; padding: 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.5rem; }
dd { margin: 0; }
.scroll { overflow-x: auto; }
`;

/** The pages to look at: orders newest first, and one order. They show and change nothing. */
export function answerPage(db: Db, request: HttpRequest, url: URL): Answer {
  // Without this, a web page elsewhere could read them through a name that it points at 127.0.0.1.
  if (!LOCAL.test(request.headers.host ?? '')) {
    return page(403, 'Not here', '<h1>Not here</h1><p>These pages answer only to a local address.</p>');
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return page(405, 'Only to look at', '<h1>Only to look at</h1>');
  }
  if (url.pathname === '/') return ordersPage(db, url);
  const match = /^\/orders\/(\d{1,15})$/.exec(url.pathname);
  if (match !== null) return orderPage(db, Number(match[1]));
  return page(404, 'No such page', '<h1>No such page</h1><p><a href="/">All orders</a></p>');
}

type OrderRow = {
  id: number;
  reference: string;
  shop_order_number: string | null;
  state: string;
  total: string;
  currency: string;
  ordered_at: string;
  customer: string;
};

function ordersPage(db: Db, url: URL): Answer {
  const count = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM sales_order').get()?.n ?? 0;
  const pages = Math.max(1, Math.ceil(count / PAGE));
  const asked = Number(url.searchParams.get('page') ?? '1');
  const number = Number.isInteger(asked) && asked >= 1 ? Math.min(asked, pages) : 1;
  const rows = db
    .prepare<[number, number], OrderRow>(
      `SELECT o.id, o.reference, o.shop_order_number, o.state, o.total, o.currency, o.ordered_at, c.name AS customer
       FROM sales_order o JOIN customer c ON c.id = o.customer_id ORDER BY o.id DESC LIMIT ? OFFSET ?`,
    )
    .all(PAGE, (number - 1) * PAGE);
  const body = rows
    .map(
      (row) => `<tr><th scope="row"><a href="/orders/${row.id}">${documentNumber('SO', row.id)}</a></th>
<td>${text(row.shop_order_number)}</td><td>${text(row.customer)}</td><td>${text(row.state)}</td>
<td>${moment(row.ordered_at)}</td><td class="amount">${text(row.total)} ${text(row.currency)}</td><td>${text(row.reference)}</td></tr>`,
    )
    .join('\n');
  const table =
    count === 0
      ? '<p>No orders yet. They appear here as soon as the connector delivers them.</p>'
      : `<div class="scroll" role="region" aria-label="Orders" tabindex="0"><table><caption>${count === 1 ? '1 order' : `${count} orders`}, page ${number} of ${pages}</caption><thead><tr>
<th scope="col">Number</th><th scope="col">Shop order</th><th scope="col">Customer</th><th scope="col">State</th>
<th scope="col">Ordered (UTC)</th><th scope="col" class="amount">Total</th><th scope="col">Reference</th></tr></thead><tbody>
${body}</tbody></table></div>${turning(number, pages)}`;
  return page(200, `Orders, page ${number} of ${pages}`, `<h1>Orders</h1>${table}`);
}

function turning(number: number, pages: number): string {
  const links = [
    number > 1 ? `<li><a rel="prev" href="/?page=${number - 1}">Newer orders</a></li>` : '',
    number < pages ? `<li><a rel="next" href="/?page=${number + 1}">Older orders</a></li>` : '',
  ].join('');
  return links === '' ? '' : `<nav aria-label="Pages"><ul>${links}</ul></nav>`;
}

function orderPage(db: Db, id: number): Answer {
  let order: ReturnType<typeof getOrder>;
  try {
    order = getOrder(db, id);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return page(404, 'No such order', `<h1>No such order</h1><p><a href="/">All orders</a></p>`);
  }
  const customer = getCustomer(db, order.customerId);
  const address = (wanted: number) => addressText(customer.addresses.find((one) => one.id === wanted));
  const facts: [string, string][] = [
    ['State', text(order.state)],
    ['Shop order', text(order.shopOrderNumber)],
    ['Reference', text(order.reference)],
    ['Ordered (UTC)', moment(order.orderedAt)],
    ['Customer', `${text(customer.name)}<br>${text(customer.email)}`],
    ['Invoice to', address(order.invoiceAddressId)],
    ['Ship to', address(order.shippingAddressId)],
    ['Payment term', text(order.paymentTerm)],
    ['Note', text(order.note)],
  ];
  const lines = order.lines
    .map(
      (line) => `<tr><th scope="row">${text(line.productCode)}</th><td>${text(line.description)}</td>
<td class="amount">${text(line.quantity)}</td><td class="amount">${text(line.unitPrice)}</td><td>${text(line.taxCode)}</td>
<td class="amount">${text(line.net)}</td><td class="amount">${text(line.tax)}</td><td class="amount">${text(line.total)}</td></tr>`,
    )
    .join('\n');
  const sum = (label: string, amount: string) =>
    `<tr><th scope="row" colspan="7" class="amount">${label}</th><td class="amount">${text(amount)}</td></tr>`;
  return page(
    200,
    `Order ${order.number}`,
    `<p><a href="/">All orders</a></p><h1>Order ${text(order.number)}</h1>
<dl>${facts.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('')}</dl>
<div class="scroll" role="region" aria-label="Lines" tabindex="0"><table><caption>Lines, in ${text(order.currency)}</caption><thead><tr>
<th scope="col">Product</th><th scope="col">Description</th><th scope="col" class="amount">Quantity</th>
<th scope="col" class="amount">Unit price</th><th scope="col">Tax code</th><th scope="col" class="amount">Net</th>
<th scope="col" class="amount">Tax</th><th scope="col" class="amount">Total</th></tr></thead><tbody>${lines}</tbody>
<tfoot>${sum('Untaxed', order.untaxed)}${sum('Tax', order.tax)}${sum('Total', order.total)}</tfoot></table></div>`,
  );
}

function addressText(address: Address | undefined): string {
  if (address === undefined) return '';
  const { name, company, street, street2, postcode, city, state, country } = address;
  const place = [postcode, city, state].filter((part) => part !== null).join(' ');
  return [name, company, street, street2, place, country]
    .filter((part) => part !== null && part !== '')
    .map(text)
    .join('<br>');
}

function moment(time: string): string {
  return `<time datetime="${text(time)}">${text(time.slice(0, 19).replace('T', ' '))}</time>`;
}

function text(value: string | null): string {
  return (value ?? '').replace(
    /[&<>"']/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign] ?? sign,
  );
}

function page(status: number, title: string, body: string): Answer {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
    },
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)} – Practice ERP</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`,
  };
}
