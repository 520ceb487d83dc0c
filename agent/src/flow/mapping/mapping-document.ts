import { createHash } from 'node:crypto';
import { z } from 'zod';

/**
 * The tenant's rules, as its owner writes them: one versioned document. A rule that is missing for an order is a gap,
 * and the order is held with all its gaps; a document that can't be right is refused with the path of what is wrong.
 */
const erpCode = z.string().trim().min(1).max(100);
const percent = z
  .string()
  .regex(/^(0|[1-9]\d{0,2})(\.\d{1,4})?$/, 'must be a percentage as text, like "20" or "5.5"');
const money = z.string().regex(/^(0|[1-9]\d{0,9})(\.\d{1,4})?$/, 'must be an amount as text, like "0.05"');

const products = z
  .strictObject({
    /** `sku`: the shop's SKU is the ERP's product code, except where an exception says otherwise. */
    rule: z.enum(['sku']).default('sku'),
    exceptions: z
      .array(z.strictObject({ sku: z.string().min(1).max(100), product: erpCode }))
      .max(10_000)
      .default([]),
    /**
     * By the shop's own ids, for what has no SKU; asked before everything else. `variationId` 0: the product itself.
     */
    shopProducts: z
      .array(
        z.strictObject({
          productId: z.int().min(1),
          variationId: z.int().min(0).default(0),
          product: erpCode,
        }),
      )
      .max(10_000)
      .default([]),
  })
  .prefault({});

/**
 * `country` is where the order goes, ISO 3166-1 alpha-2, or `*`; the rule that names the country wins. `tax: null`: no
 * tax code.
 */
const tax = z.strictObject({
  percent,
  country: z
    .string()
    .regex(/^([A-Z]{2}|\*)$/, 'must be two capitals, like "FR", or "*"')
    .default('*'),
  tax: erpCode.nullable(),
});

const payment = z.strictObject({
  /** WooCommerce's id of the payment method (`cod`, `bacs`, `stripe`), or `*` for all others. */
  method: z.string().min(1).max(100),
  /** The ERP's payment term; null: the order goes without one. */
  term: erpCode.nullable(),
});

const shipping = z.strictObject({
  product: erpCode.nullable().default(null),
  /** `method`: WooCommerce's id, `local_pickup`, or of one instance, `flat_rate:3`. */
  exceptions: z
    .array(z.strictObject({ method: z.string().min(1).max(250), product: erpCode }))
    .max(1000)
    .default([]),
});

const rounding = z.strictObject({
  product: erpCode,
  /**
   * The largest residue that goes to the rounding line, in the order's own currency: `"0.05"`; a shop that sells in yen
   * needs `"5"`.
   */
  limit: money,
});

const customers = z
  .strictObject({
    /**
     * `own`: each shop account gets its own customer; `by_email`: the customer with the account's e-mail address is
     * taken.
     */
    accounts: z.enum(['own', 'by_email']).default('own'),
    /** `collective`: all guests are one customer of the ERP; their addresses are still the order's. */
    guests: z.enum(['by_email', 'collective']).default('by_email'),
    /** Reference or number of the collective customer in the ERP. */
    collective: erpCode.nullable().default(null),
  })
  .refine((value) => value.guests !== 'collective' || value.collective !== null, {
    path: ['collective'],
    message: 'must name a customer of the ERP when guests is "collective"',
  })
  .prefault({});

const orders = z
  .strictObject({
    /** Statuses in which an order goes to the ERP, without `wc-`. */
    statuses: z
      .array(
        z
          .string()
          .min(1)
          .max(20)
          .regex(/^(?!wc-)/, 'must be without "wc-", like "processing": the shop tells statuses so'),
      )
      .min(1)
      .max(50)
      .default(['processing', 'on-hold', 'completed']),
    /** How far the ERP's document is brought. */
    target: z.enum(['draft', 'quoted', 'confirmed', 'processed']).default('confirmed'),
    channel: erpCode.nullable().default(null),
    warehouse: erpCode.nullable().default(null),
  })
  .prefault({});

export const mappingDocument = z
  .strictObject({
    version: z.string().trim().min(1).max(40),
    products,
    taxes: z.array(tax).max(1000).default([]),
    payments: z.array(payment).max(1000).default([]),
    shipping: shipping.prefault({}),
    fees: z.strictObject({ product: erpCode.nullable().default(null) }).prefault({}),
    rounding: rounding.nullable().default(null),
    customers,
    orders,
  })
  .superRefine((value, context) => {
    refuseTwice(context, value.taxes, 'taxes', (rule) => `${plain(rule.percent)} % for ${rule.country}`);
    refuseTwice(context, value.payments, 'payments', (rule) => `method "${rule.method}"`);
    refuseTwice(
      context,
      value.shipping.exceptions,
      'shipping.exceptions',
      (rule) => `method "${rule.method}"`,
    );
    refuseTwice(context, value.products.exceptions, 'products.exceptions', (rule) => `SKU "${rule.sku}"`);
    refuseTwice(
      context,
      value.products.shopProducts,
      'products.shopProducts',
      (rule) => `product ${rule.productId}, variation ${rule.variationId}`,
    );
  });

export type MappingDocument = z.infer<typeof mappingDocument>;

/**
 * A checked document and what stands for its content: the same rules always have the same hash, whatever version is
 * written on them.
 */
export interface Mapping {
  readonly document: MappingDocument;
  /** First 12 hex characters of SHA-256 of the document without its version. */
  readonly hash: string;
}

/** @throws {z.ZodError} whose issues name the path of what is wrong, from the document's root */
export function readMapping(input: unknown): Mapping {
  const document = mappingDocument.parse(input);
  const { version: _, ...rules } = document;
  return { document, hash: createHash('sha256').update(JSON.stringify(rules)).digest('hex').slice(0, 12) };
}

/** "20.00" and "20" are the same percentage. */
export function plain(percent: string): string {
  return percent.includes('.') ? percent.replace(/\.?0+$/, '') : percent;
}

function refuseTwice<T>(
  context: z.RefinementCtx,
  rules: readonly T[],
  path: string,
  key: (rule: T) => string,
): void {
  const first = new Map<string, number>();
  rules.forEach((rule, index) => {
    const known = first.get(key(rule));
    if (known === undefined) first.set(key(rule), index);
    else
      context.addIssue({
        code: 'custom',
        path: [...path.split('.'), index],
        message: `${key(rule)} already has a rule (${path}[${known}])`,
        params: { code: 'rule_twice', values: { place: `${path}[${known}]` } },
      });
  });
}
