import type { OrderLine, OrderSnapshot } from '@counterfoil/shared-types';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeLine, makeSnapshot } from '../../../simulation/make-snapshot.ts';
import type { ErpRounding } from '../../adapters/erp-adapter.ts';
import type { ErpLineDraft } from '../../adapters/erp-documents.ts';
import { fromOrderSnapshot } from '../canonical/from-order-snapshot.ts';
import { mapOrder } from './map-order.ts';
import { readMapping } from './mapping-document.ts';

/**
 * A shop and an ERP that compute by themselves, in whole numbers and with none of the agent's code: what is proven is
 * that the document which the mapping makes adds up in the ERP to what the customer paid in the shop.
 */

// Fractions of integers, n/d with d > 0.
interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}
const of = (text: string): Fraction => {
  const [whole = '0', decimals = ''] = text.split('.');
  return { n: BigInt(whole + decimals), d: 10n ** BigInt(decimals.length) };
};
const times = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.n, d: a.d * b.d });
const plus = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d });
const ZERO: Fraction = { n: 0n, d: 1n };

function round(value: Fraction, digits: number, ties: 'half_up' | 'half_even'): Fraction {
  const scale = 10n ** BigInt(digits);
  const negative = value.n < 0n;
  const n = (negative ? -value.n : value.n) * scale;
  let whole = n / value.d;
  const twice = (n % value.d) * 2n;
  if (twice > value.d || (twice === value.d && (ties === 'half_up' || whole % 2n === 1n))) whole += 1n;
  return { n: negative ? -whole : whole, d: scale };
}
const write = (value: Fraction, digits: number): string => {
  const { n } = round(value, digits, 'half_up');
  const text = (n < 0n ? -n : n).toString().padStart(digits + 1, '0');
  const point = text.length - digits;
  return `${n < 0n ? '-' : ''}${text.slice(0, point)}${digits > 0 ? `.${text.slice(point)}` : ''}`;
};

function erpTotal(lines: readonly ErpLineDraft[], rounding: ErpRounding, digits: number): string {
  let total = ZERO;
  const sums = new Map<string, Fraction>();
  for (const line of lines) {
    const exact = times(of(line.quantity), of(line.unitPrice));
    const net = round(exact, digits, rounding.ties);
    total = plus(total, net);
    for (const code of line.taxCodes) {
      const tax = times(rounding.taxBase === 'exact' ? exact : net, {
        n: of(code.slice(3)).n,
        d: of(code.slice(3)).d * 100n,
      });
      if (rounding.tax === 'line') total = plus(total, round(tax, digits, rounding.ties));
      else {
        const key = rounding.negativesApart && exact.n < 0n ? `-${code}` : code;
        sums.set(key, plus(sums.get(key) ?? ZERO, tax));
      }
    }
  }
  for (const sum of sums.values()) total = plus(total, round(sum, digits, rounding.ties));
  return write(total, digits);
}

const RATES = ['20', '10', '5.5', '9.975', '0'];
const CURRENCIES = [
  { currency: 'EUR', digits: 2 },
  { currency: 'JPY', digits: 0 },
  { currency: 'KWD', digits: 3 },
] as const;

interface Bought {
  readonly price: number;
  readonly quantity: string;
  readonly discount: number;
  readonly rate: number;
}

/**
 * As WooCommerce does: discounts spread over lines, 6 decimals beyond the currency's kept inside, taxes rounded once an
 * order or by line.
 */
function shopOrder(
  bought: readonly Bought[],
  shipping: number,
  money: (typeof CURRENCIES)[number],
  pricesIncludeTax: boolean,
  roundsByLine: boolean,
): OrderSnapshot {
  const { digits, currency } = money;
  const inner = digits + 4;
  const taxes = RATES.map(() => ZERO);
  let sum = ZERO;
  const price = (minor: number): Fraction => ({ n: BigInt(minor), d: 10n ** BigInt(digits) });
  const lines = bought.map(({ price: minor, quantity, discount, rate }, index): OrderLine => {
    const percent = of(RATES[rate] ?? '0');
    const asked = times(times(price(minor), of(quantity)), { n: BigInt(100 - discount), d: 100n });
    const whole = 100n * percent.d + percent.n;
    const net = round(
      pricesIncludeTax ? { n: asked.n * 100n * percent.d, d: asked.d * whole } : asked,
      inner,
      'half_up',
    );
    let tax = round(times(net, { n: percent.n, d: percent.d * 100n }), inner, 'half_up');
    if (roundsByLine) tax = round(tax, digits, 'half_up');
    sum = plus(sum, net);
    taxes[rate] = plus(taxes[rate] ?? ZERO, tax);
    return makeLine({
      id: index + 1,
      productId: index + 10,
      sku: `P-${index}`,
      quantity,
      total: write(net, inner),
      taxes: [{ rateId: rate, total: write(tax, inner), subtotal: null }],
    });
  });
  const shippingTax = round(times(price(shipping), { n: 20n, d: 100n }), digits, 'half_up');
  sum = plus(sum, plus(price(shipping), shippingTax));
  for (const tax of taxes) sum = plus(sum, round(tax, digits, 'half_up'));
  return makeSnapshot({
    currency,
    lines,
    shippingLines: [
      {
        id: 900,
        methodId: 'flat_rate',
        instanceId: '1',
        name: 'Parcel',
        total: write(price(shipping), digits),
        totalTax: write(shippingTax, digits),
        taxes: [{ rateId: 0, total: write(shippingTax, digits), subtotal: null }],
      },
    ],
    taxLines: RATES.map((percent, rateId) => ({
      id: 800 + rateId,
      rateId,
      rateCode: percent,
      label: percent,
      percent,
      compound: false,
      total: '0',
      shippingTotal: '0',
    })),
    total: write(sum, digits),
  });
}

const bought = fc.record({
  price: fc.integer({ min: 0, max: 200_000 }),
  quantity: fc.oneof(
    fc.integer({ min: 1, max: 13 }).map(String),
    fc.integer({ min: 1, max: 500 }).map(String),
    fc.constantFrom('0.5', '2.25', '0.333'),
  ),
  discount: fc.constantFrom(0, 0, 0, 10, 15, 33, 100),
  rate: fc.integer({ min: 0, max: RATES.length - 1 }),
});
const rounding: fc.Arbitrary<ErpRounding> = fc.record({
  tax: fc.constantFrom('line', 'document'),
  taxBase: fc.constantFrom('rounded', 'exact'),
  ties: fc.constantFrom('half_up', 'half_even'),
  negativesApart: fc.boolean(),
});

const mapping = (limit: string) =>
  readMapping({
    version: '1',
    taxes: RATES.map((percent) => ({ percent, tax: percent === '0' ? null : `VAT${percent}` })),
    payments: [{ method: '*', term: null }],
    shipping: { product: 'SHIPPING' },
    rounding: { product: 'ROUNDING', limit },
  });

const anyOrder = fc.tuple(
  fc.array(bought, { minLength: 1, maxLength: 12 }),
  fc.integer({ min: 0, max: 5000 }),
  fc.constantFrom(...CURRENCIES),
  fc.boolean(),
  fc.boolean(),
);

describe('the ERP’s document', () => {
  test('adds up to the shop’s total to the last unit, whatever was bought and however the ERP rounds', () => {
    fc.assert(
      fc.property(anyOrder, rounding, fc.constantFrom(3, 4, 6), (order, erpRounding, priceDigits) => {
        const snapshot = shopOrder(...order);
        const context = { tenant: 'acme', erp: 'ERP', capabilities: { priceDigits, rounding: erpRounding } };
        const result = mapOrder(fromOrderSnapshot(snapshot), mapping('99999'), context);
        if ('gaps' in result) throw new Error(JSON.stringify(result.gaps));
        const { draft } = result;
        expect(erpTotal(draft.lines, erpRounding, order[2].digits)).toBe(snapshot.total);
        expect(draft.totals.total).toBe(snapshot.total);
        // Quantities are the shop's, and at most one line stands for the rounding.
        const goods = draft.lines.filter((line) => line.kind === 'product');
        expect(goods.map((line) => line.quantity)).toEqual(order[0].map((item) => item.quantity));
        expect(draft.lines.filter((line) => line.kind === 'rounding').length).toBe(
          result.rounding === null ? 0 : 1,
        );
      }),
      { numRuns: 5000 },
    );
  });

  test('leaves over at most half a unit a line and tax, once prices have digits enough for the quantities', () => {
    fc.assert(
      fc.property(anyOrder, rounding, (order, erpRounding) => {
        const snapshot = shopOrder(...order);
        const context = {
          tenant: 'acme',
          erp: 'ERP',
          capabilities: { priceDigits: 8, rounding: erpRounding },
        };
        const result = mapOrder(fromOrderSnapshot(snapshot), mapping('99999'), context);
        if ('gaps' in result) throw new Error(JSON.stringify(result.gaps));
        const residue = of(result.rounding ?? '0');
        const units = (residue.n < 0n ? -residue.n : residue.n) * 10n ** BigInt(order[2].digits);
        // A line's net and its tax, in the ERP and in the shop; and one for the total.
        const roundings = BigInt(3 * order[0].length + 3 + RATES.length);
        expect(units * 2n <= roundings * residue.d).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('with prices of two digits and large quantities goes beyond the limit, and is a gap instead of a guess', () => {
    const snapshot = shopOrder(
      [{ price: 100, quantity: '300', discount: 33, rate: 0 }],
      0,
      CURRENCIES[0],
      true,
      false,
    );
    const erpRounding: ErpRounding = {
      tax: 'line',
      taxBase: 'rounded',
      ties: 'half_up',
      negativesApart: false,
    };
    const context = { tenant: 'acme', erp: 'ERP', capabilities: { priceDigits: 2, rounding: erpRounding } };
    const result = mapOrder(fromOrderSnapshot(snapshot), mapping('0.05'), context);
    expect('gaps' in result && result.gaps.map((gap) => gap.code)).toEqual(['gap_rounding']);
  });
});
