import { createHash } from 'node:crypto';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';
import { queryDatabase, type Row } from './query-database.ts';

/** An order as the shop's own tables have it, read past WordPress and past the plugin. */
export interface ShopOrder {
  readonly id: number;
  /** Without `wc-`. */
  readonly status: string;
  /** Decimal text as stored, up to 8 decimals. */
  readonly total: string;
  readonly currency: string;
  /** What was charged at each percentage, in the order of the shop's tax lines. */
  readonly taxes: readonly ShopTax[];
  /** What its reference in the ERP must end with. */
  readonly check: string;
  readonly email: string;
}

/** Decimal text: `20`, `5.5`; `4.16`. */
export interface ShopTax {
  readonly percent: string;
  readonly amount: string;
}

/** Every order that is not a draft; refunds are none. */
export async function readShopOrders(shop: Pick<SandboxInstance, 'store'>): Promise<ShopOrder[]> {
  const { db, storage } = shop.store;
  const hpos = `SELECT o.id, o.status, o.total_amount AS total, o.currency, p.order_key, o.billing_email AS email
    FROM ${db.prefix}wc_orders o JOIN ${db.prefix}wc_order_operational_data p ON p.order_id = o.id WHERE o.type = 'shop_order'`;
  const meta = (name: string) =>
    `(SELECT m.meta_value FROM ${db.prefix}postmeta m WHERE m.post_id = o.ID AND m.meta_key = '${name}' LIMIT 1)`;
  const legacy = `SELECT o.ID AS id, o.post_status AS status, ${meta('_order_total')} AS total, ${meta('_order_currency')} AS currency,
    ${meta('_order_key')} AS order_key, ${meta('_billing_email')} AS email FROM ${db.prefix}posts o WHERE o.post_type = 'shop_order'`;
  const rows = await queryDatabase(db, `${storage === 'hpos' ? hpos : legacy} ORDER BY 1`);
  const taxes = await readTaxes(shop);
  return rows.map((row) => toOrder(row, taxes)).filter((order) => !DRAFTS.includes(order.status));
}

const DRAFTS = ['checkout-draft', 'auto-draft', 'draft'];

function toOrder(row: Row, taxes: ReadonlyMap<number, ShopTax[]>): ShopOrder {
  const id = Number(row['id']);
  return {
    id,
    status: String(row['status']).replace(/^wc-/, ''),
    total: String(row['total'] ?? '0'),
    currency: String(row['currency']),
    taxes: taxes.get(id) ?? [],
    check: checkOf(String(row['order_key'] ?? '')),
    email: String(row['email'] ?? ''),
  };
}

/** Tax lines keep the tax of the goods and that of shipping apart. */
async function readTaxes({ store: { db } }: Pick<SandboxInstance, 'store'>): Promise<Map<number, ShopTax[]>> {
  const meta = (name: string) =>
    `(SELECT CAST(m.meta_value AS DECIMAL(26, 8)) FROM ${db.prefix}woocommerce_order_itemmeta m
      WHERE m.order_item_id = i.order_item_id AND m.meta_key = '${name}' LIMIT 1)`;
  const rows = await queryDatabase(
    db,
    `SELECT i.order_id, ${meta('rate_percent')} AS percent,
       COALESCE(${meta('tax_amount')}, 0) + COALESCE(${meta('shipping_tax_amount')}, 0) AS amount
     FROM ${db.prefix}woocommerce_order_items i WHERE i.order_item_type = 'tax' ORDER BY i.order_item_id`,
  );
  const taxes = new Map<number, ShopTax[]>();
  for (const row of rows) {
    const id = Number(row['order_id']);
    const percent = plainText(String(row['percent'] ?? '0'));
    taxes.set(id, [...(taxes.get(id) ?? []), { percent, amount: plainText(String(row['amount'])) }]);
  }
  return taxes;
}

/** `20.00000000` is `20`; no arithmetic, so no float. */
function plainText(amount: string): string {
  return amount.includes('.') ? amount.replace(/0+$/, '').replace(/\.$/, '') : amount;
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** 6 base32 characters of SHA-256, computed here once more and not by the code under test. */
export function checkOf(text: string): string {
  const bits = createHash('sha256').update(text).digest().readUInt32BE(0) >>> 2;
  return Array.from({ length: 6 }, (_, place) => BASE32[(bits >>> (25 - 5 * place)) & 31]).join('');
}
