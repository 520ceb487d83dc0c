import { beforeAll, describe, expect, test } from 'vitest';
import type { ErpAdapter } from '../erp-adapter.ts';
import type { ErpLineDraft, ErpOrder } from '../erp-documents.ts';
import { refusalOf } from './catch-refusal.ts';
import type { Expectations, Harness } from './harness.ts';
import { lineDraft, makeParty, nextNumber, type OrderParty, orderDraft } from './order-drafts.ts';
import { recordRequests } from './record-requests.ts';
import { testWhere } from './test-where.ts';

/** One order: what is sent, what is read back, what is refused. */
export function describeOrders(expects: Expectations, harness: () => Harness): void {
  describe('an order', () => {
    let adapter: ErpAdapter;
    let party: OrderParty;

    beforeAll(async () => {
      adapter = harness().createAdapter();
      await adapter.connect();
      party = await makeParty(adapter);
      return () => adapter.close();
    });

    async function make(draft: Parameters<ErpAdapter['createOrder']>[0]): Promise<ErpOrder> {
      const { id } = await adapter.createOrder(draft);
      const made = await adapter.readOrder(id);
      if (!made) throw new Error(`order ${id} can't be read back`);
      return made;
    }

    test('is read back as it was sent: both numbers, customer, lines, totals as predicted', async () => {
      const draft = orderDraft(harness(), adapter, party);
      const made = await make(draft);
      expect(made).toMatchObject({
        reference: draft.reference,
        shopOrderNumber: draft.shopOrderNumber,
        state: adapter.capabilities.orderStates[0],
        currency: draft.currency,
        customerId: draft.customerId,
        ...draft.totals,
      });
      expect(made.lines.map(comparable)).toEqual(draft.lines.map(comparable));
      expect(await adapter.findOrders(draft.reference)).toEqual({ answer: 'found', all: [made] });
    });

    test('keeps texts of any script, and a line of several lines', async () => {
      const description = 'Tasse „Ünïcode“ 😀 <b>שלום</b> & \'quote" \\ 100 %\nsecond line';
      const draft = orderDraft(harness(), adapter, party, { lines: [lineDraft(harness(), { description })] });
      expect((await make(draft)).lines[0]?.description).toBe(description);
    });

    test('may have a hundred and twenty lines', async () => {
      const lines = Array.from({ length: 120 }, (_, at) =>
        lineDraft(harness(), { unitPrice: `${at}.99`, description: `line ${at}` }),
      );
      const draft = orderDraft(harness(), adapter, party, { lines });
      const made = await make(draft);
      expect(made).toMatchObject({ ...draft.totals });
      expect(made.lines.map((line) => line.description)).toEqual(lines.map((line) => line.description));
    });

    test('adds up in the ERP as predicted: thirds, ties, discounts below zero, several taxes, thirty mixed orders', async () => {
      const { priceDigits } = adapter.capabilities;
      for (const lines of awkwardOrders(harness(), priceDigits)) {
        const draft = orderDraft(harness(), adapter, party, { lines });
        const { untaxed, tax, total, taxes } = await make(draft);
        expect({ untaxed, tax, total, lines }).toEqual({ ...draft.totals, lines });
        expect({ taxes: worthSaying(taxes), lines }).toEqual({ taxes: worthSaying(draft.taxes), lines });
      }
    });

    test('tells what each tax comes to, to the cent', async () => {
      const lines = [
        lineDraft(harness(), { quantity: '2', unitPrice: '10.5' }),
        lineDraft(harness(), { quantity: '1', unitPrice: '-5.9' }),
        lineDraft(harness(), { quantity: '3', unitPrice: '3.33', percent: '10' }),
        lineDraft(harness(), { quantity: '1', unitPrice: '7', percent: '0' }),
      ];
      const made = await make(orderDraft(harness(), adapter, party, { lines }));
      const code = (percent: string) => harness().records.taxes.find((tax) => tax.percent === percent)?.code;
      // 4.20 − 1.18, and 0.999 of 9.99.
      expect(worthSaying(made.taxes)).toEqual([`${code('10')} 1.00`, `${code('20')} 3.02`].sort());
      expect(made.tax).toBe('4.02');
    });

    test('in a currency with other digits adds up as predicted', async () => {
      const { code, digits } = harness().records.otherCurrency;
      const lines = [lineDraft(harness(), { quantity: '3', unitPrice: '333.5' })];
      const draft = orderDraft(harness(), adapter, party, { currency: code, digits, lines });
      expect(await make(draft)).toMatchObject({ currency: code, ...draft.totals });
    });

    test('is previewed as exactly what is sent afterwards, and the preview writes nothing', async () => {
      const { dispatcher, sent } = recordRequests();
      const watched = harness().createAdapter({ dispatcher });
      await watched.connect();
      const draft = orderDraft(harness(), adapter, party);
      const preview = JSON.stringify(await watched.previewOrder(draft));
      expect(await harness().countOrders(draft.reference)).toBe(0);
      sent.length = 0;
      await watched.createOrder(draft);
      await watched.close();
      expect(sent.filter((request) => request.body.includes(preview))).toHaveLength(1);
    });

    test('with a line without tax is read back so, or refused where the ERP wants a tax: never given one', async () => {
      const draft = orderDraft(harness(), adapter, party, {
        lines: [lineDraft(harness(), { taxCodes: [] })],
      });
      if (expects.taxOnEachLine) {
        expect((await refusalOf(adapter.createOrder(draft))).next).toBe('hold');
        expect(await harness().countOrders(draft.reference)).toBe(0);
      } else {
        expect(await make(draft)).toMatchObject({ ...draft.totals, lines: [{ taxCodes: [] }] });
      }
    });

    test('with a product that the ERP does not have is a hold that names it, and nothing is made', async () => {
      const lines = [lineDraft(harness()), lineDraft(harness(), { productCode: 'NO-SUCH-PRODUCT' })];
      const draft = orderDraft(harness(), adapter, party, { lines });
      const error = await refusalOf(adapter.createOrder(draft));
      expect(error.next).toBe('hold');
      expect(error.says).toMatchObject({ code: 'gap_product', values: { sku: 'NO-SUCH-PRODUCT' } });
      expect(await harness().countOrders(draft.reference)).toBe(0);
    });

    test('with a product that is no longer sold is a hold that names it', async () => {
      const code = `ARCHIVED-${nextNumber()}`;
      await harness().addProducts([code]);
      await harness().archiveProduct(code);
      const draft = orderDraft(harness(), adapter, party, {
        lines: [lineDraft(harness(), { productCode: code })],
      });
      const error = await refusalOf(adapter.createOrder(draft));
      expect(error).toMatchObject({ next: 'hold', says: { code: 'gap_product', values: { sku: code } } });
      expect(await adapter.findProduct(code)).toMatchObject({ code, active: false });
    });

    test('with a tax, a currency or more digits than the ERP knows is a hold', async () => {
      const { priceDigits } = adapter.capabilities;
      const wrong = [
        orderDraft(harness(), adapter, party, {
          lines: [lineDraft(harness(), { taxCodes: ['NO-SUCH-TAX'] })],
        }),
        orderDraft(harness(), adapter, party, { currency: 'XTS' }),
        orderDraft(harness(), adapter, party, {
          lines: [lineDraft(harness(), { unitPrice: `1.${'1'.repeat(priceDigits + 1)}` })],
        }),
      ];
      for (const draft of wrong) {
        expect((await refusalOf(adapter.createOrder(draft))).next).toBe('hold');
        expect(await harness().countOrders(draft.reference)).toBe(0);
      }
    });

    test('that was cancelled is replaced under the next reference, and both are found by the first, and none that begins alike', async () => {
      const draft = orderDraft(harness(), adapter, party);
      const first = await make(draft);
      await harness().cancelOrder(first.id);
      const second = await make({ ...draft, reference: `${draft.reference}-2` });
      // An id that has one digit more, and another order of the same id.
      const [head, check] = [draft.reference.slice(0, -7), draft.reference.slice(-6)];
      const strangers = [`${head}2-${check}`, `${head}-${check === 'AAAAAA' ? 'BBBBBB' : 'AAAAAA'}`];
      for (const reference of strangers) await make({ ...draft, reference });
      const found = await adapter.findOrders(draft.reference);
      const all = found.answer === 'found' ? found.all : [];
      expect(all.map(({ id, state }) => `${id} ${state}`).sort()).toEqual(
        [`${first.id} cancelled`, `${second.id} ${second.state}`].sort(),
      );
      expect(second.reference).toBe(`${draft.reference}-2`);
    });

    testWhere(expects.uniqueOrderReference)(
      'that was cancelled keeps its reference from a second one',
      async () => {
        const draft = orderDraft(harness(), adapter, party);
        await harness().cancelOrder((await make(draft)).id);
        expect((await refusalOf(adapter.createOrder(draft))).next).toBe('done');
        expect(await harness().countOrders(draft.reference)).toBe(1);
      },
    );

    test('that no longer exists is read as null', async () => {
      expect(await adapter.readOrder('999999999')).toBeNull();
    });

    testWhere(expects.closesPeriods)('of a closed period is a hold', async () => {
      await harness().closePeriod('2026-12-01');
      const draft = orderDraft(harness(), adapter, party);
      const error = await refusalOf(adapter.createOrder(draft)).finally(() => harness().closePeriod(null));
      expect(error).toMatchObject({ next: 'hold', says: { code: 'erp_period_closed' } });
      expect(await harness().countOrders(draft.reference)).toBe(0);
    });
  });
}

function comparable(line: ErpOrder['lines'][number] | ErpLineDraft) {
  const { productCode, description, quantity, unitPrice, taxCodes } = line;
  return { productCode, description, quantity, unitPrice, taxCodes };
}

/** A tax that comes to nothing may be missing. */
function worthSaying(taxes: ErpOrder['taxes']): string[] | undefined {
  return taxes
    ?.filter(({ amount }) => !/^[0.]+$/.test(amount))
    .map(({ code, amount }) => `${code} ${amount}`)
    .sort();
}

/** The same orders each time: a small generator with a fixed beginning. */
function awkwardOrders(harness: Harness, priceDigits: number): ErpLineDraft[][] {
  let seed = 20261123;
  const next = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return Math.floor((seed / 2147483648) * below);
  };
  const price = (minor: number, digits: number) => {
    const sign = minor < 0 ? '-' : '';
    const text = String(Math.abs(minor)).padStart(digits + 1, '0');
    const decimals = text.slice(-digits).replace(/0+$/, '');
    return `${sign}${text.slice(0, -digits)}${decimals === '' ? '' : `.${decimals}`}`;
  };
  const percents = ['20', '10', '0'];
  const fixed = [
    [lineDraft(harness, { quantity: '3', unitPrice: '0.33' })],
    [
      lineDraft(harness, { quantity: '1', unitPrice: '0.125' }),
      lineDraft(harness, { quantity: '1', unitPrice: '0.025' }),
    ],
    [
      lineDraft(harness, { quantity: '1', unitPrice: '10.03' }),
      lineDraft(harness, { quantity: '1', unitPrice: '-0.08' }),
    ],
    [
      lineDraft(harness, { quantity: '1', unitPrice: '9.99', percent: '10' }),
      lineDraft(harness, { quantity: '1', unitPrice: '-0.01', percent: '0' }),
    ],
  ];
  const mixed = Array.from({ length: 30 }, () =>
    Array.from({ length: 1 + next(6) }, () =>
      lineDraft(harness, {
        quantity: String(1 + next(7)),
        unitPrice: price(next(4) === 0 ? -1 - next(20_000) : next(400_000), Math.min(4, priceDigits)),
        percent: percents[next(percents.length)] ?? '20',
      }),
    ),
  );
  const ties = [
    [
      lineDraft(harness, { quantity: '1', unitPrice: '0.125' }),
      lineDraft(harness, { quantity: '1', unitPrice: '0.025' }),
    ],
    [
      lineDraft(harness, { quantity: '1', unitPrice: '0.65' }),
      lineDraft(harness, { quantity: '1', unitPrice: '0.625' }),
    ],
    [
      lineDraft(harness, { quantity: '1', unitPrice: '1.5', percent: '10' }),
      lineDraft(harness, { quantity: '1', unitPrice: '-0.625', percent: '20' }),
    ],
  ];
  return [...fixed, ...(priceDigits >= 3 ? ties : []), ...mixed];
}
