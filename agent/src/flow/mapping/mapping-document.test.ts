import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { SIMPLE_RULES } from '../../../simulation/make-snapshot.ts';
import { readMapping } from './mapping-document.ts';

function refusal(input: unknown): string[] {
  try {
    readMapping(input);
  } catch (error) {
    if (error instanceof z.ZodError)
      return error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw error;
  }
  return [];
}

describe('a mapping document', () => {
  test('may leave out what has a sensible default', () => {
    const { document } = readMapping({ version: '1' });
    expect(document.products.rule).toBe('sku');
    expect(document.orders).toEqual({
      statuses: ['processing', 'on-hold', 'completed'],
      target: 'confirmed',
      channel: null,
      warehouse: null,
    });
    expect(document.customers).toEqual({ accounts: 'own', guests: 'by_email', collective: null });
    expect(document.rounding).toBeNull();
  });

  test('is refused with the path of what is wrong', () => {
    expect(refusal({ ...SIMPLE_RULES, taxes: [{ percent: '20 %', tax: 'VAT20' }] })).toEqual([
      'taxes.0.percent: must be a percentage as text, like "20" or "5.5"',
    ]);
    expect(refusal({ ...SIMPLE_RULES, customers: { guests: 'collective' } })).toEqual([
      'customers.collective: must name a customer of the ERP when guests is "collective"',
    ]);
    expect(refusal({ ...SIMPLE_RULES, orders: { target: 'shipped' } })[0]).toMatch(/^orders\.target: /);
    expect(refusal({ ...SIMPLE_RULES, shiping: {} })[0]).toMatch(/shiping/);
  });

  test('is refused when two rules say something about the same thing', () => {
    const twice = [
      { percent: '20', tax: 'A' },
      { percent: '20.0', country: '*', tax: 'B' },
    ];
    expect(refusal({ ...SIMPLE_RULES, taxes: twice })).toEqual([
      'taxes.1: 20 % for * already has a rule (taxes[0])',
    ]);
    const payments = [
      { method: 'cod', term: 'A' },
      { method: 'cod', term: 'B' },
    ];
    expect(refusal({ ...SIMPLE_RULES, payments })).toEqual([
      'payments.1: method "cod" already has a rule (payments[0])',
    ]);
  });

  test('has a hash that changes with its rules and not with the version written on it', () => {
    const hash = (changes: object) => readMapping({ ...SIMPLE_RULES, ...changes }).hash;
    expect(hash({ version: 'other' })).toBe(hash({}));
    expect(hash({ fees: { product: 'FEES' } })).not.toBe(hash({}));
  });
});
