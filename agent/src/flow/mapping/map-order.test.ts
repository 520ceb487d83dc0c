import type { OrderSnapshot } from '@counterfoil/shared-types';
import { describe, expect, test } from 'vitest';
import { makeLine, makeSnapshot, SIMPLE_RULES } from '../../../simulation/make-snapshot.ts';
import { fromOrderSnapshot } from '../canonical/from-order-snapshot.ts';
import { type MappedOrder, mapOrder } from './map-order.ts';
import { readMapping } from './mapping-document.ts';

const context = {
  tenant: 'acme',
  erp: 'Tryton',
  capabilities: {
    priceDigits: 4,
    rounding: { tax: 'document', taxBase: 'exact', ties: 'half_even', negativesApart: true },
  },
} as const;

const map = (order: Partial<OrderSnapshot> = {}, rules: object = {}) =>
  mapOrder(fromOrderSnapshot(makeSnapshot(order)), readMapping({ ...SIMPLE_RULES, ...rules }), context);

function mapped(order: Partial<OrderSnapshot> = {}, rules: object = {}): MappedOrder {
  const result = map(order, rules);
  if ('gaps' in result) throw new Error(`gaps: ${JSON.stringify(result.gaps)}`);
  return result;
}

function gaps(order: Partial<OrderSnapshot> = {}, rules: object = {}) {
  const result = map(order, rules);
  return 'gaps' in result ? result.gaps.map(({ code, values }) => ({ code, ...values })) : [];
}

describe('an order without gaps', () => {
  test('becomes an ERP document with its reference, lines and totals', () => {
    const { draft, rounding } = mapped();
    expect(draft).toMatchObject({
      reference: 'acme-o1047-K7Q2MZ',
      shopOrderNumber: '1047',
      currency: 'EUR',
      paymentTermCode: 'IMMEDIATE',
      totals: { untaxed: '26.00', tax: '5.20', total: '31.20' },
    });
    expect(draft.lines).toEqual([
      {
        kind: 'product',
        productCode: 'MUG-BLUE',
        description: 'Blue mug',
        quantity: '2',
        unitPrice: '10',
        taxCodes: ['VAT20'],
      },
      {
        kind: 'shipping',
        productCode: 'SHIPPING',
        description: 'Parcel',
        quantity: '1',
        unitPrice: '6',
        taxCodes: ['VAT20'],
      },
    ]);
    expect(rounding).toBeNull();
  });

  test('keeps its quantities and puts what rounding leaves over on one named line', () => {
    // 7 pieces for 10.00: 1.4286 each makes 10.0002, which is 10.00; with prices of 2 digits 1.43 makes 10.01.
    const line = makeLine({ quantity: '7', total: '10.00', taxes: [] });
    const order = fromOrderSnapshot(makeSnapshot({ lines: [line], shippingLines: [], total: '10.00' }));
    const coarse = { ...context, capabilities: { ...context.capabilities, priceDigits: 2 } };
    const result = mapOrder(order, readMapping(SIMPLE_RULES), coarse);
    if ('gaps' in result) throw new Error(JSON.stringify(result.gaps));
    expect(result.draft.lines.map((one) => [one.kind, one.productCode, one.quantity, one.unitPrice])).toEqual(
      [
        ['product', 'MUG-BLUE', '7', '1.43'],
        ['rounding', 'ROUNDING', '1', '-0.01'],
      ],
    );
    expect(result.draft.totals.total).toBe('10.00');
    expect(result.rounding).toBe('-0.01');
  });

  test('takes the way of shipping by instance before method, and leaves out a free one without a product', () => {
    const exceptions = [
      { method: 'flat_rate', product: 'POST' },
      { method: 'flat_rate:3', product: 'EXPRESS' },
    ];
    expect(mapped({}, { shipping: { exceptions } }).draft.lines[1]?.productCode).toBe('EXPRESS');
    const [parcel] = makeSnapshot().shippingLines;
    if (!parcel) throw new Error('no shipping line');
    const free = { shippingLines: [{ ...parcel, total: '0', totalTax: '0', taxes: [] }], total: '24.00' };
    expect(mapped(free, { shipping: {} }).draft.lines).toHaveLength(1);
  });

  test('takes products by the shop’s ids, then by exceptions, then by SKU', () => {
    const products = {
      exceptions: [{ sku: 'MUG-BLUE', product: 'M-1' }],
      shopProducts: [{ productId: 10, variationId: 5, product: 'M-5' }],
    };
    const code = (line: object, rules: object) =>
      mapped({ lines: [makeLine(line)] }, { products: rules }).draft.lines[0]?.productCode;
    expect(code({}, {})).toBe('MUG-BLUE');
    expect(code({}, products)).toBe('M-1');
    expect(code({ variationId: 5 }, products)).toBe('M-5');
    expect(code({ sku: '', variationId: 6 }, { shopProducts: [{ productId: 10, product: 'M-0' }] })).toBe(
      'M-0',
    );
  });

  test('takes the tax rule that names the country before the one for all', () => {
    const taxes = [
      { percent: '20', tax: 'VAT20' },
      { percent: '20.00', country: 'FR', tax: 'TVA20' },
    ];
    expect(mapped({}, { taxes }).draft.lines[0]?.taxCodes).toEqual(['TVA20']);
  });
});

describe('customers', () => {
  const plan = (order: Partial<OrderSnapshot>, customers: object = {}) =>
    mapped(order, { customers }).customer;

  test('an account has its own reference, and is looked for by e-mail only if the rules say so', () => {
    const account = { customerId: 77, customerSince: '2024-03-05T17:20:41.000Z' };
    expect(plan(account)).toEqual({ take: 'own', reference: 'acme-c77-45ZCL2', email: '' });
    expect(plan(account, { accounts: 'by_email' })).toEqual({
      take: 'own_or_email',
      reference: 'acme-c77-45ZCL2',
      email: 'jeanne@example.org',
    });
  });

  test('an account’s reference ends with 6 base32 characters of SHA-256 of when it was registered', () => {
    // printf 2024-03-05T17:20:41.000Z | sha256sum | xxd -r -p | base32 | cut -c1-6
    const since = (customerSince: string | null) => plan({ customerId: 77, customerSince }).reference;
    expect(since('2024-03-05T17:20:41.000Z')).toBe('acme-c77-45ZCL2');
    expect(since('2024-03-05T17:20:42.000Z')).not.toBe('acme-c77-45ZCL2');
    // Of the empty text: stable, though it tells no two persons apart.
    expect(since(null)).toBe('acme-c77-4OYMIQ');
  });

  test('the longest reference has no more characters than an ERP takes', () => {
    const longest = { customerId: Number.MAX_SAFE_INTEGER, customerSince: '2024-03-05T17:20:41.000Z' };
    const result = mapOrder(fromOrderSnapshot(makeSnapshot(longest)), readMapping(SIMPLE_RULES), {
      ...context,
      tenant: 'acmeacme',
    });
    expect('customer' in result && result.customer.reference.length).toBeLessThanOrEqual(35);
  });

  test('a guest has the same reference however the e-mail address is written', () => {
    const first = plan({});
    expect(first.reference).toMatch(/^acme-g[A-Z2-7]{10}$/);
    expect(plan({ email: ' JEANNE@example.org ' })).toEqual(first);
    expect(plan({ email: 'other@example.org' }).reference).not.toBe(first.reference);
  });

  test('the guest’s reference is the first 10 base32 characters of SHA-256 of the address', () => {
    // printf jeanne@example.org | sha256sum | xxd -r -p | base32 | cut -c1-10
    expect(plan({}).reference).toBe('acme-gUMGBSUBT6F');
  });

  test('a collective customer stands for guests, while the document still says who bought', () => {
    const result = mapped({}, { customers: { guests: 'collective', collective: 'WEB' } });
    expect(result.customer).toEqual({ take: 'collective', reference: 'WEB', email: '' });
    expect(result.draft.customer).toMatchObject({ name: 'Jeanne Martin', email: 'Jeanne@Example.org' });
  });

  test('a guest without an e-mail address needs a collective customer', () => {
    expect(gaps({ email: '' })).toEqual([{ code: 'gap_customer_without_email', erp: 'Tryton' }]);
    expect(plan({ email: '' }, { collective: 'WEB' }).take).toBe('collective');
  });

  test('a customer has a name even if the shop has none', () => {
    const billing = { ...makeSnapshot().billing, firstName: '', lastName: '' };
    expect(mapped({ billing }).draft.customer.name).toBe('Jeanne@Example.org');
    expect(mapped({ billing, email: '', customerId: 7 }).draft.customer.name).toBe('#1047');
  });
});

describe('an order with gaps', () => {
  test('names all of them at once, each once', () => {
    const lines = [makeLine({ sku: '' }), makeLine({ sku: '' })];
    const fee = { id: 9, name: 'Gift wrap', total: '5', totalTax: '0', taxClass: '', taxes: [] };
    const rules = { taxes: [], payments: [], shipping: {}, fees: {} };
    expect(gaps({ lines, feeLines: [fee] }, rules)).toEqual([
      { code: 'gap_tax', percent: '20', country: 'FR', erp: 'Tryton' },
      { code: 'gap_product_without_sku', name: 'Blue mug', erp: 'Tryton' },
      { code: 'gap_shipping', method: 'flat_rate', title: 'Parcel', erp: 'Tryton' },
      { code: 'gap_tax', percent: '0', country: 'FR', erp: 'Tryton' },
      { code: 'gap_fee', name: 'Gift wrap', erp: 'Tryton' },
      { code: 'gap_payment', method: 'cod', title: 'Cash on delivery', erp: 'Tryton' },
    ]);
  });

  test('is one whose tax has no percentage', () => {
    expect(gaps({ taxLines: [] })).toEqual([{ code: 'gap_tax_unknown_percent', label: '1' }]);
  });

  test('is one whose residue is above the limit, or has no line to go to', () => {
    const off = { total: '31.26' };
    expect(gaps(off)).toEqual([{ code: 'gap_rounding', money: '0.06 EUR', erp: 'Tryton' }]);
    expect(gaps({ total: '31.25' })).toEqual([]);
    expect(gaps({ total: '31.21' }, { rounding: null })).toEqual([
      { code: 'gap_rounding', money: '0.01 EUR', erp: 'Tryton' },
    ]);
  });

  test('is one whose line costs something though its quantity is 0', () => {
    const none = { ...makeLine(), name: 'Engraving', quantity: '0' };
    const [tax] = none.taxes;
    expect(gaps({ lines: [makeLine(), { ...none, total: '5.00', taxes: [] }] })).toContainEqual({
      code: 'gap_quantity',
      name: 'Engraving',
      money: '5.00 EUR',
    });
    const taxOnly = { ...none, total: '0', taxes: tax ? [{ ...tax, total: '1.00' }] : [] };
    expect(gaps({ lines: [makeLine(), taxOnly] })).toContainEqual({
      code: 'gap_quantity',
      name: 'Engraving',
      money: '1.00 EUR',
    });
    const nothing = { ...none, total: '0', taxes: [] };
    expect(gaps({ lines: [makeLine(), nothing] })).toEqual([]);
  });

  test('is one whose total has a fraction of the currency’s smallest unit', () => {
    expect(gaps({ total: '31.205' })).toEqual([{ code: 'gap_rounding', money: '0.005 EUR', erp: 'Tryton' }]);
  });
});
