import { expect, test } from 'vitest';
import { quoteErpWords } from './quote-erp-words.ts';

test('what the call said about a person is taken out, whatever its capitals, and so are e-mail addresses and phone numbers', () => {
  const words =
    'Party "JEANNE Martin" (jeanne@example.org, +33 1 23 45 67 89) of 1 rue de Rivoli (Bât. B) is not valid: VAT code';
  expect(quoteErpWords(words, ['Jeanne Martin', '1 rue de Rivoli (Bât. B)', 'FR'])).toBe(
    'Party "…" (…, …) of … is not valid: VAT code',
  );
});

test('the longer of two texts goes first, so that no rest of a name stays', () => {
  expect(quoteErpWords('no such party Anna Berg', ['Anna', 'Anna Berg'])).toBe('no such party …');
});

test('order references, product codes and amounts stay readable', () => {
  const words = 'Sale acme-o1047-K7Q2MZ: product MUG-BLUE, 119.99 EUR, is not salable on 2026-11-23';
  expect(quoteErpWords(words, ['Jeanne'])).toBe(words);
});

test('sixty thousand characters become five hundred', () => {
  expect(quoteErpWords('a domain '.repeat(7000), [])).toHaveLength(500);
});
