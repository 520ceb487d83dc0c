import { CHANGES_AT_MOST, type Change } from '@counterfoil/shared-types';
import { expect, test } from 'vitest';
import { makeLine } from '../../simulation/make-snapshot.ts';
import { contentOf } from '../flow/canonical/order-content.ts';
import { RULES, someDelivery, someFacts, someOrder } from '../flow/delivery/order-facts.fixture.ts';
import { planOrder } from '../flow/delivery/plan-order.ts';
import { firstChanges } from './first-changes.ts';

const change = (line: string | null): Change => ({ what: 'quantity', line, before: '1', after: '2' });

test('as many changes as a message can carry are said as they are', () => {
  const all = Array.from({ length: CHANGES_AT_MOST }, (_, at) => change(at === 9 ? null : `L${at}`));
  expect(firstChanges(all)).toEqual(all);
});

test('of more changes those of the whole order are said first, and lines as far as they go', () => {
  const lines = Array.from({ length: 2000 }, (_, at) => change(`L${at}`));
  const said = firstChanges([...lines, change(null)]);
  expect(said).toHaveLength(CHANGES_AT_MOST);
  expect(said.slice(0, 2)).toEqual([change(null), change('L0')]);
});

test('an order of 300 lines that all changed is held with a message that the shop takes', () => {
  const lines = (quantity: string) =>
    Array.from({ length: 300 }, (_, at) => makeLine({ id: at + 1, sku: `P-${at}`, quantity }));
  const before = someOrder({ lines: lines('1') });
  const delivery = someDelivery({ content: contentOf(before, RULES.statuses) });
  const plan = planOrder(someFacts({ order: someOrder({ lines: lines('2') }), delivery }), RULES);
  expect(JSON.stringify(plan).split('"what"').length - 1).toBe(CHANGES_AT_MOST);
});
