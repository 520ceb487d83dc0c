import type { OrderLine, OrderSnapshot } from '@counterfoil/shared-types';

const ADDRESS = {
  firstName: 'Jeanne',
  lastName: 'Martin',
  company: '',
  line1: '1 rue de Rivoli',
  line2: '',
  postcode: '75001',
  city: 'Paris',
  state: '',
  country: 'FR',
  phone: '+33 1 00 00 00 00',
};

/** One order of 2 mugs at 10.00 net and 20 % with 6.00 of shipping: 31.20 EUR. Change what the test is about. */
export function makeSnapshot(changes: Partial<OrderSnapshot> = {}): OrderSnapshot {
  return {
    id: 1047,
    readNumber: 1,
    number: '1047',
    check: 'K7Q2MZ',
    status: 'processing',
    createdVia: 'checkout',
    currency: 'EUR',
    priceDecimals: 2,
    pricesIncludeTax: false,
    createdAt: '2026-11-23T10:02:11.000Z',
    modifiedAt: '2026-11-23T10:02:11.000Z',
    paidAt: '2026-11-23T10:02:11.000Z',
    completedAt: null,
    customerId: null,
    customerSince: null,
    email: 'Jeanne@Example.org',
    billing: ADDRESS,
    shipping: null,
    vatNumber: '',
    customerNote: '',
    paymentMethod: 'cod',
    paymentMethodTitle: 'Cash on delivery',
    transactionId: '',
    lines: [makeLine()],
    shippingLines: [
      {
        id: 2,
        methodId: 'flat_rate',
        instanceId: '3',
        name: 'Parcel',
        total: '6.00',
        totalTax: '1.20',
        taxes: [{ rateId: 1, total: '1.20', subtotal: null }],
      },
    ],
    feeLines: [],
    couponLines: [],
    taxLines: [
      {
        id: 3,
        rateId: 1,
        rateCode: 'FR-VAT-1',
        label: 'VAT',
        percent: '20',
        compound: false,
        total: '4.00',
        shippingTotal: '1.20',
      },
    ],
    discountTotal: '0',
    discountTax: '0',
    shippingTotal: '6.00',
    shippingTax: '1.20',
    taxTotal: '5.20',
    total: '31.20',
    refundedTotal: '0',
    refunds: [],
    addsUp: true,
    anonymized: false,
    ...changes,
  };
}

export function makeLine(changes: Partial<OrderLine> = {}): OrderLine {
  return {
    id: 1,
    productId: 10,
    variationId: 0,
    sku: 'MUG-BLUE',
    name: 'Blue mug',
    quantity: '2',
    subtotal: '20.00',
    subtotalTax: '4.00',
    total: '20.00',
    totalTax: '4.00',
    taxClass: '',
    taxes: [{ rateId: 1, total: '4.00', subtotal: '4.00' }],
    virtual: false,
    reducedStock: '2',
    meta: [],
    ...changes,
  };
}

/** Rules under which `makeSnapshot`'s order has no gap. */
export const SIMPLE_RULES = {
  version: '2026-11-23',
  taxes: [
    { percent: '20', tax: 'VAT20' },
    { percent: '10', tax: 'VAT10' },
    { percent: '5.5', tax: 'VAT55' },
    { percent: '0', tax: null },
  ],
  payments: [
    { method: 'cod', term: 'IMMEDIATE' },
    { method: '*', term: null },
  ],
  shipping: { product: 'SHIPPING' },
  fees: { product: 'FEE' },
  rounding: { product: 'ROUNDING', limit: '0.05' },
};
