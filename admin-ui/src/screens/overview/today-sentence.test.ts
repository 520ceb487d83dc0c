import '../../shop-in-tests.ts';
import { expect, test } from 'vitest';
import { todaySentence } from './today-sentence.ts';

const today = {
  date: '2026-11-23',
  placed: 60,
  notPaid: 0,
  delivered: 60,
  changedSince: 0,
  held: 0,
  skipped: 0,
  hours: [],
};

test.each([
  [{}, 'All 60 orders of today are in Tryton.'],
  [{ held: 6, changedSince: 6 }, 'All 60 orders of today are in Tryton; 6 changed since.'],
  [{ held: 2, delivered: 58 }, "58 of today's 60 orders are in Tryton."],
  [{ held: 3, delivered: 58, changedSince: 1 }, "58 of today's 60 orders are in Tryton; 1 changed since."],
  [{ placed: 1, delivered: 1, held: 1, changedSince: 1 }, "Today's 1 order is in Tryton; 1 changed since."],
  [{ notPaid: 2, skipped: 1, delivered: 57 }, 'All 57 orders of today are in Tryton.'],
  [{ placed: 2, notPaid: 2, delivered: 0 }, 'No orders yet today.'],
])('of %j the headline says the fact', (figures, sentence) => {
  expect(todaySentence({ ...today, ...figures }, 'Tryton')).toBe(sentence);
});
