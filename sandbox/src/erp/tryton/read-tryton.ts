import { z } from 'zod';
import { shortestText, toText, toUnits } from '../embedded/decimals.ts';
import type { ErpOrder, ErpStock } from '../read-erp-orders.ts';
import { logInToTryton, type TrytonCall, type TrytonLogin, trytonDecimal } from './call-tryton.ts';

const PAGE = 200;

const saleShape = z.object({
  id: z.int(),
  number: z.string().nullable(),
  reference: z.string().nullable(),
  web_id: z.string().nullable(),
  state: z.string(),
  create_date: z
    .object({
      year: z.int(),
      month: z.int(),
      day: z.int(),
      hour: z.int(),
      minute: z.int(),
      second: z.int(),
      microsecond: z.int(),
    })
    .transform((at) =>
      new Date(
        Date.UTC(at.year, at.month - 1, at.day, at.hour, at.minute, at.second, at.microsecond / 1000),
      ).toISOString(),
    ),
  'currency.': z.object({ code: z.string() }),
  untaxed_amount: trytonDecimal,
  tax_amount: trytonDecimal,
  total_amount: trytonDecimal,
});

const lineShape = z.object({
  id: z.int(),
  sale: z.int(),
  'product.': z.object({ code: z.string().nullable() }).nullable(),
  description: z.string().nullable(),
  quantity: z.number().nullable(),
  unit_price: trytonDecimal.nullable(),
  amount: trytonDecimal.nullable(),
  'taxes.': z.array(z.object({ rate: trytonDecimal })),
});

const productShape = z.object({ id: z.int(), code: z.string().nullable(), quantity: z.number() });

/**
 * All sales of a Tryton, in every state, oldest first, page by page, straight from its server. `number` is null until a
 * sale is quoted. The external reference is the web id; without the module web_shop it would be `reference`.
 */
export async function* readTrytonOrders(login: TrytonLogin): AsyncGenerator<ErpOrder> {
  const call = await logInToTryton(login);
  for (let last = 0; ; ) {
    const fields = ['number', 'reference', 'web_id', 'state', 'create_date', 'currency.code'];
    const amounts = ['untaxed_amount', 'tax_amount', 'total_amount'];
    const found = await call('model.sale.sale.search_read', [
      [['id', '>', last]],
      0,
      PAGE,
      [['id', 'ASC']],
      [...fields, ...amounts],
    ]);
    const sales = z.array(saleShape).parse(found);
    const lines = await readLines(
      call,
      sales.map((sale) => sale.id),
    );
    for (const sale of sales) {
      yield {
        id: sale.id.toString(),
        number: sale.number,
        externalReference: sale.web_id ?? sale.reference,
        shopOrderNumber: sale.web_id === null ? null : sale.reference,
        state: sale.state,
        createdAt: sale.create_date,
        currency: sale['currency.'].code,
        untaxed: sale.untaxed_amount.decimal,
        tax: sale.tax_amount.decimal,
        total: sale.total_amount.decimal,
        taxes: taxesOf(lines.get(sale.id) ?? []),
        lines: (lines.get(sale.id) ?? []).map(({ rates: _, ...line }) => line),
      };
      last = sale.id;
    }
    if (sales.length < PAGE) return;
  }
}

/** What is in the warehouse's storage less what is assigned to shipments, of every product that has stock. */
export async function* readTrytonStock(login: TrytonLogin): AsyncGenerator<ErpStock> {
  const call = await logInToTryton(login);
  const storage = z.array(z.int()).parse(
    await call('model.stock.location.search', [
      [
        ['type', '=', 'storage'],
        ['code', '=', 'STO'],
      ],
      0,
      null,
      null,
    ]),
  );
  const context = { locations: storage, stock_assign: true, stock_date_end: today() };
  for (let last = 0; ; ) {
    const domain = [
      ['id', '>', last],
      ['type', '=', 'goods'],
      ['consumable', '=', false],
    ];
    const found = await call(
      'model.product.product.search_read',
      [domain, 0, PAGE, [['id', 'ASC']], ['code', 'quantity']],
      context,
    );
    const products = z.array(productShape).parse(found);
    for (const product of products) {
      if (product.code !== null) yield { productCode: product.code, available: product.quantity.toString() };
      last = product.id;
    }
    if (products.length < PAGE) return;
  }
}

type RatedLine = ErpOrder['lines'][number] & { rates: string[] };

const NET_DIGITS = 8;
const RATE_DIGITS = 8;

/** A sale has only the sum of its taxes. What each comes to, to as many digits as it takes. */
function taxesOf(lines: readonly RatedLine[]): ErpOrder['taxes'] {
  const sums = new Map<string, bigint>();
  for (const { net, rates } of lines) {
    for (const rate of rates) {
      const tax = toUnits(net, NET_DIGITS) * toUnits(rate, RATE_DIGITS);
      const percent = shortestText(toText(toUnits(rate, RATE_DIGITS), RATE_DIGITS - 2));
      sums.set(percent, (sums.get(percent) ?? 0n) + tax);
    }
  }
  return [...sums].map(([percent, tax]) => ({ percent, amount: toText(tax, NET_DIGITS + RATE_DIGITS) }));
}

async function readLines(call: TrytonCall, sales: number[]): Promise<Map<number, RatedLine[]>> {
  const bySale = new Map<number, RatedLine[]>();
  if (sales.length === 0) return bySale;
  const fields = ['sale', 'product.code', 'description', 'quantity', 'unit_price', 'amount', 'taxes.rate'];
  const domain = [
    ['sale', 'in', sales],
    ['type', '=', 'line'],
  ];
  const found = await call('model.sale.line.search_read', [
    domain,
    0,
    null,
    [
      ['sale', 'ASC'],
      ['id', 'ASC'],
    ],
    fields,
  ]);
  for (const line of z.array(lineShape).parse(found)) {
    const lines = bySale.get(line.sale) ?? [];
    lines.push({
      productCode: line['product.']?.code ?? null,
      description: line.description ?? '',
      quantity: (line.quantity ?? 0).toString(),
      unitPrice: line.unit_price?.decimal ?? '0',
      net: line.amount?.decimal ?? '0',
      rates: line['taxes.'].map(({ rate }) => rate.decimal),
    });
    bySale.set(line.sale, lines);
  }
  return bySale;
}

function today() {
  const now = new Date();
  return {
    __class__: 'date',
    year: now.getUTCFullYear(),
    month: now.getUTCMonth() + 1,
    day: now.getUTCDate(),
  };
}
