import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeLine, makeSnapshot, SIMPLE_RULES } from '../../simulation/make-snapshot.ts';
import type { ErpRounding } from '../adapters/erp-adapter.ts';
import { predictTaxes } from '../adapters/predict-totals.ts';
import { fromOrderSnapshot } from '../flow/canonical/from-order-snapshot.ts';
import { mapOrder } from '../flow/mapping/map-order.ts';
import { readMapping } from '../flow/mapping/mapping-document.ts';
import { compareOrder, type ExpectedOrder, type ReadDocument } from './compare-order.ts';

const PERCENTS = ['20', '10', '5.5', '0'] as const;
const accuracy = { priceDigits: 4, roundingLimit: '0.05' };

/** As the shop computes: net to the cent, its tax to six decimals; as any ERP would compute it. */
const anything = fc.record({
  lines: fc.array(
    fc.record({
      quantity: fc.integer({ min: 1, max: 40 }),
      cents: fc.integer({ min: 1, max: 500_000 }),
      rate: fc.integer({ min: 0, max: PERCENTS.length - 1 }),
    }),
    { minLength: 1, maxLength: 12 },
  ),
  rounding: fc.record<ErpRounding>({
    tax: fc.constantFrom('line', 'running', 'document'),
    taxBase: fc.constantFrom('rounded', 'exact'),
    ties: fc.constantFrom('half_up', 'half_even'),
    negativesApart: fc.boolean(),
  }),
});

/**
 * What the shop has of it, and the document that its rules make of it, as an ERP that computes by `rounding` has it.
 */
function bought({ lines, rounding }: typeof anything extends fc.Arbitrary<infer What> ? What : never) {
  const decimal = (units: bigint, digits: number) => {
    const text = units.toString().padStart(digits + 1, '0');
    return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  };
  // 5.5 % has one decimal: a tax in millionths is cents × 10⁴ × percent ÷ 100.
  const taxOf = (cents: number, rate: number) =>
    BigInt(cents) * 10n * BigInt(Math.round(Number(PERCENTS[rate]) * 10));
  const total = lines.reduce(
    (sum, { cents, rate }) => sum + BigInt(cents) * 10_000n + taxOf(cents, rate),
    0n,
  );
  const snapshot = makeSnapshot({
    lines: lines.map(({ quantity, cents, rate }, at) =>
      makeLine({
        id: at + 1,
        sku: `P-${at}`,
        quantity: String(quantity),
        total: decimal(BigInt(cents), 2),
        taxes: [{ rateId: rate, total: decimal(taxOf(cents, rate), 6), subtotal: null }],
      }),
    ),
    shippingLines: [],
    taxLines: PERCENTS.map((percent, rateId) => ({
      ...{ id: 90 + rateId, rateId, rateCode: percent, label: percent, percent },
      ...{ compound: false, total: '0', shippingTotal: '0' },
    })),
    total: decimal((total + 5_000n) / 10_000n, 2),
  });
  const rules = readMapping({ ...SIMPLE_RULES, rounding: { product: 'ROUNDING', limit: '1000' } });
  const context = { tenant: 'acme', erp: 'ERP', capabilities: { priceDigits: 4, rounding } };
  const mapped = mapOrder(fromOrderSnapshot(snapshot), rules, context);
  if ('gaps' in mapped) throw new Error(JSON.stringify(mapped.gaps));
  const { draft } = mapped;
  const percents = new Map(rules.document.taxes.map(({ tax, percent }) => [tax, percent]));
  const taxed = draft.lines.map((line) => ({
    ...line,
    taxes: line.taxCodes.map((code) => ({ code, percent: percents.get(code) ?? '0' })),
  }));
  const document: ReadDocument = {
    ...{ number: 'S1', state: 'confirmed', currency: draft.currency, customerId: 'c1' },
    total: draft.totals.total,
    lines: draft.lines,
    taxes: predictTaxes(taxed, rounding, 2),
  };
  const order: ExpectedOrder = {
    ...draft,
    ...{ customerId: 'c1', total: snapshot.total, state: 'confirmed' },
  };
  return { order, document };
}

test('whatever is bought and however an ERP rounds, the document that the rules make of it agrees', () => {
  fc.assert(
    fc.property(anything, (what) => {
      const { order, document } = bought(what);
      expect(compareOrder(order, [document], accuracy)).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

test('a total that is off by one unit is always found, and so is a tax that went to another rate', () => {
  fc.assert(
    fc.property(anything, fc.integer({ min: 1, max: 99 }), (what, units) => {
      const { order, document } = bought(what);
      const off = { ...document, total: `${document.total}${String(units).padStart(2, '0')}` };
      expect(compareOrder(order, [off], accuracy).map((one) => one.what)).toEqual(['total']);

      const [first, ...others] = document.taxes ?? [];
      const limit = Math.max(5, what.lines.length);
      if (!first || Number(first.amount) * 100 <= 2 * limit) return;
      const moved = { ...document, taxes: [{ ...first, code: 'OTHER' }, ...others] };
      const found = compareOrder(order, [moved], accuracy);
      expect(found.map(({ what: of, line }) => `${of} ${line}`).sort()).toEqual(
        [`tax ${first.code}`, 'tax OTHER'].sort(),
      );
    }),
    { numRuns: 500 },
  );
});

test('the order in which lines and documents come, and documents that are cancelled, never matter', () => {
  fc.assert(
    fc.property(anything, fc.boolean(), fc.nat(3), (what, isFirst, cancelled) => {
      const { order, document } = bought(what);
      const other = { ...document, lines: [...document.lines].reverse(), total: '1.00' };
      const reversed = { ...other, total: document.total };
      const dead = Array.from({ length: cancelled }, () => ({ ...other, state: 'cancelled' as const }));
      const all = isFirst ? [reversed, ...dead] : [...dead, reversed];
      expect(compareOrder(order, all, accuracy)).toEqual([]);
      expect(compareOrder(order, [...all, document], accuracy).map((one) => one.what)).toEqual(['twice']);
    }),
    { numRuns: 500 },
  );
});
