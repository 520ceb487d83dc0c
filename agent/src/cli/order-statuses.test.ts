import { expect, test } from 'vitest';
import { isWooCommerces, meantStatus } from './order-statuses.ts';

test.each([
  ['procesing', 'processing'],
  ['onhold', 'on-hold'],
  ['Completed', 'completed'],
  ['canceled', 'cancelled'],
  ['processed', null],
  ['shipped', null],
  ['processing', null],
])('by the status %s is meant %s', (status, meant) => {
  expect(meantStatus(status)).toBe(meant);
});

test('a status is known only as WooCommerce spells it', () => {
  expect(['processing', 'Processing', 'shipped'].map(isWooCommerces)).toEqual([true, false, false]);
});
