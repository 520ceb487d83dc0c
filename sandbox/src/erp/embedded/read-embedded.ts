import { request } from 'undici';
import { z } from 'zod';
import type { ErpOrder, ErpStock } from '../read-erp-orders.ts';
import { shortestText } from './decimals.ts';

type EmbeddedLogin = { url: string; password: string };

const PAGE = 200;

const orderShape = z.object({
  id: z.int(),
  number: z.string(),
  reference: z.string(),
  shopOrderNumber: z.string().nullable(),
  state: z.string(),
  createdAt: z.string(),
  currency: z.string(),
  untaxed: z.string(),
  tax: z.string(),
  total: z.string(),
  taxes: z.array(
    z
      .object({ rate: z.string(), amount: z.string() })
      .transform(({ rate, amount }) => ({ percent: shortestText(rate), amount })),
  ),
  lines: z.array(
    z.object({
      productCode: z.string(),
      description: z.string(),
      quantity: z.string(),
      unitPrice: z.string(),
      net: z.string(),
    }),
  ),
});

const productShape = z.object({ code: z.string(), available: z.string().nullable() });

export async function* readEmbeddedOrders(login: EmbeddedLogin): AsyncGenerator<ErpOrder> {
  for await (const order of readPages(login, '/api/orders', orderShape)) {
    const { id, reference, ...rest } = order;
    yield { ...rest, id: id.toString(), externalReference: reference };
  }
}

export async function* readEmbeddedStock(login: EmbeddedLogin): AsyncGenerator<ErpStock> {
  for await (const product of readPages(login, '/api/products', productShape)) {
    if (product.available !== null) yield { productCode: product.code, available: product.available };
  }
}

async function* readPages<Shape extends z.ZodType>(
  login: EmbeddedLogin,
  path: string,
  shape: Shape,
): AsyncGenerator<z.output<Shape>> {
  const page = z.object({ items: z.array(shape), next: z.string().nullable() });
  for (let next: string | null = ''; next !== null; ) {
    const url = `${login.url}${path}?limit=${PAGE}${next === '' ? '' : `&after=${next}`}`;
    const answer = await request(url, { headers: { authorization: `Bearer ${login.password}` } });
    const text = await answer.body.text();
    if (answer.statusCode !== 200)
      throw new Error(`the practice ERP answered ${path} with ${answer.statusCode}: ${text}`);
    const read: { items: z.output<Shape>[]; next: string | null } = page.parse(JSON.parse(text));
    yield* read.items;
    next = read.next;
  }
}
