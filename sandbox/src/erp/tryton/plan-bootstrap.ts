import { readFileSync } from 'node:fs';
import { SandboxError } from '../../sandbox-error.ts';
import type { ErpProduct } from '../start-erp.ts';

/**
 * What bootstrap-tryton.py makes of an empty database; its shape is described there. The user's password comes later.
 */
export type BootstrapPlan = ReturnType<typeof planBootstrap>;

/** Comes with tzdata, on which PostgreSQL's package depends: code, tab, English name. */
const COUNTRIES = '/usr/share/zoneinfo/iso3166.tab';

/** Digits, and roughly what one euro buys: Tryton refuses a currency without a rate; no order is ever converted. */
const CURRENCIES: Record<string, { name: string; digits: number; rate: string }> = {
  EUR: { name: 'Euro', digits: 2, rate: '1' },
  USD: { name: 'US Dollar', digits: 2, rate: '1.1' },
  GBP: { name: 'Pound Sterling', digits: 2, rate: '0.85' },
  CHF: { name: 'Swiss Franc', digits: 2, rate: '0.95' },
  SEK: { name: 'Swedish Krona', digits: 2, rate: '11' },
  PLN: { name: 'Zloty', digits: 2, rate: '4.3' },
  JPY: { name: 'Yen', digits: 0, rate: '160' },
  KWD: { name: 'Kuwaiti Dinar', digits: 3, rate: '0.33' },
};

/** Lines of orders that are no products of the shop. */
const SERVICES = [
  { code: 'SHIPPING', name: 'Shipping', taxPercent: '20' },
  { code: 'FEE', name: 'Fee', taxPercent: '20' },
  { code: 'DISCOUNT', name: 'Discount', taxPercent: '20' },
  { code: 'ROUNDING', name: 'Rounding', taxPercent: '0' },
];

/** `year`: its fiscal year and the next one are made, so that nothing breaks on 1 January. */
export function planBootstrap(options: { currency: string; products: ErpProduct[]; year: number }) {
  const { currency, products, year } = options;
  if (CURRENCIES[currency] === undefined) {
    throw new SandboxError(
      `the sandbox's Tryton knows no currency ${currency}, only ${Object.keys(CURRENCIES).join(', ')}`,
    );
  }
  const own = new Set(products.map((product) => product.sku));
  const goods = products.map((product) => ({
    code: product.sku,
    name: product.name,
    price: product.price,
    taxPercent: plainPercent(product.taxPercent),
    kind: product.stock === null ? 'consumable' : 'stocked',
    stock: product.stock === null ? null : product.stock.toString(),
  }));
  const services = SERVICES.filter((service) => !own.has(service.code)).map((service) => ({
    ...service,
    price: '0',
    kind: 'service',
    stock: null,
  }));
  return {
    company: 'Practice Company',
    currency,
    currencies: Object.entries(CURRENCIES).map(([code, rest]) => ({ code, ...rest })),
    countries: readCountries(),
    taxPercents: [...new Set(['20', '10', '0', ...goods.map((product) => product.taxPercent)])],
    fiscalYears: [year, year + 1],
    paymentTerms: [
      { name: 'Immediate', days: 0 },
      { name: '14 days', days: 14 },
      { name: '30 days', days: 30 },
    ],
    webShop: 'Counterfoil',
    products: [...goods, ...services],
    user: {
      login: 'counterfoil',
      name: 'Counterfoil',
      // Sales makes parties, addresses and sales and moves them to confirmed; the button "process" asks for the
      // administrator.
      groups: ['Sales', 'Sales Administrator'],
    },
  };
}

/** "20.0000" is "20", so that one rate is one tax. */
function plainPercent(text: string): string {
  return text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
}

function readCountries(): { code: string; name: string }[] {
  return readFileSync(COUNTRIES, 'utf8')
    .split('\n')
    .filter((line) => /^[A-Z]{2}\t/.test(line))
    .map((line) => ({ code: line.slice(0, 2), name: line.slice(3).trim() }));
}
