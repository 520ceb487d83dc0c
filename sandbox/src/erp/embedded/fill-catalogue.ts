import type { ErpProduct } from '../start-erp.ts';
import { shortestText } from './decimals.ts';
import type { Db } from './open-database.ts';
import { setUniqueReference } from './unique-reference.ts';

export type Company = { currency: string; products: ErpProduct[] };

const DIGITS: Record<string, number> = { EUR: 2, USD: 2, GBP: 2, CHF: 2, SEK: 2, PLN: 2, JPY: 0, KWD: 3 };

/** Sold by no shop as products, but lines of their orders: shipping, fees, discounts, the rounding residue. */
const SERVICES: ErpProduct[] = [
  { sku: 'SHIPPING', name: 'Shipping', price: '0', taxPercent: '20', stock: null },
  { sku: 'FEE', name: 'Fee', price: '0', taxPercent: '20', stock: null },
  { sku: 'DISCOUNT', name: 'Discount', price: '0', taxPercent: '20', stock: null },
  { sku: 'ROUNDING', name: 'Rounding', price: '0', taxPercent: '0', stock: null },
];

const TERMS = [
  { code: 'IMMEDIATE', name: 'Immediate', days: 0 },
  { code: 'NET14', name: '14 days', days: 14 },
  { code: 'NET30', name: '30 days', days: 30 },
];

/**
 * Fills a new database; one that is filled already keeps what it has. A product of the shop wins over a service of its
 * code.
 */
export function fillCatalogue(db: Db, company: Company, now: string): void {
  db.transaction(() => {
    const filled = db
      .prepare<[], { value: string }>(`SELECT value FROM setting WHERE name = 'currency'`)
      .get();
    if (filled !== undefined) return;
    db.prepare(`INSERT INTO setting (name, value) VALUES ('currency', ?)`).run(company.currency);
    setUniqueReference(db, true);
    const digits = {
      ...DIGITS,
      [company.currency]: DIGITS[company.currency] ?? usualDigits(company.currency),
    };
    const addCurrency = db.prepare('INSERT INTO currency (code, digits) VALUES (?, ?)');
    for (const [code, places] of Object.entries(digits)) addCurrency.run(code, places);
    const addTerm = db.prepare('INSERT INTO payment_term (code, name, days) VALUES (:code, :name, :days)');
    for (const term of TERMS) addTerm.run(term);
    db.prepare(`INSERT INTO warehouse (code, name) VALUES ('MAIN', 'Main warehouse')`).run();
    const own = new Set(company.products.map((product) => product.sku));
    const products = [...company.products, ...SERVICES.filter((service) => !own.has(service.sku))];
    const rates = new Set(['20', '10', '0', ...products.map((product) => shortestText(product.taxPercent))]);
    const addTax = db.prepare('INSERT INTO tax_code (code, name, rate) VALUES (?, ?, ?)');
    for (const rate of rates) addTax.run(`VAT${rate}`, `${rate} %`, rate);
    const addProduct = db.prepare(
      'INSERT INTO product (code, name, price, tax_code, on_hand, allocated, modified_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    for (const product of products) {
      const onHand = product.stock === null ? null : shortestText(product.stock.toString());
      const allocated = onHand === null ? null : '0';
      const tax = `VAT${shortestText(product.taxPercent)}`;
      addProduct.run(product.sku, product.name, shortestText(product.price), tax, onHand, allocated, now);
    }
  }).immediate();
}

export function companyCurrency(db: Db): string {
  const row = db.prepare<[], { value: string }>(`SELECT value FROM setting WHERE name = 'currency'`).get();
  if (row === undefined) throw new Error('the database was never filled');
  return row.value;
}

function usualDigits(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}
