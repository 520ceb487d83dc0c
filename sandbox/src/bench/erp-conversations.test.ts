import { expect, test } from 'vitest';
import { sortConversations } from './erp-conversations.ts';
import type { ErpCall } from './recording-proxy.ts';

const MARKS = /shop-[a-z][A-Z2-7\d]+|seeded-\d+@/g;

const call = (at: number, body: string, answer: string): ErpCall => ({
  at,
  answeredAt: at + 5,
  method: 'POST',
  path: '/erp/',
  headers: {},
  body,
  status: 200,
  answer,
});

/** The calls for one guest's order, one every 10 ms from `at` on. */
const order = (number: number, at: number, ids: { party: number; sale: number }) => [
  call(at, `find code shop-gGUEST${number}`, 'none'),
  call(at + 10, `find e-mail seeded-${number}@example.test`, 'none'),
  call(at + 20, `create shop-gGUEST${number} seeded-${number}@example.test`, `[${ids.party}]`),
  call(at + 30, `create shop-o${number}-ABCDEF party ${ids.party}`, `[${ids.sale}]`),
  call(at + 40, `confirm [${ids.sale}]`, 'null'),
];

const bodies = (conversations: readonly (readonly ErpCall[])[]) =>
  conversations.map((one) => one.map(({ body }) => body));

test('the calls of each order come together in their order, however lanes mixed them', () => {
  const one = order(1, 0, { party: 210000001, sale: 220000001 });
  const two = order(2, 4, { party: 210000002, sale: 220000002 });
  const answeredLast = [...two.toReversed(), ...one];
  expect(bodies(sortConversations(answeredLast, MARKS))).toEqual([
    one.map(({ body }) => body),
    two.map(({ body }) => body),
  ]);
});

test('conversations come in the order of their first calls', () => {
  const early = order(2, 0, { party: 210000002, sale: 220000002 });
  const late = order(1, 7, { party: 210000001, sale: 220000001 });
  const starts = sortConversations([...late, ...early], MARKS).map((one) => one[0]?.body);
  expect(starts).toEqual(['find code shop-gGUEST2', 'find code shop-gGUEST1']);
});

test('a call that joins what seemed two conversations makes them one, also for the calls after it', () => {
  const calls = [
    call(0, 'find code shop-gONE', 'none'),
    call(1, 'find e-mail seeded-1@example.test', '[213000001]'),
    call(2, 'create shop-gONE seeded-1@example.test', '[210000001]'),
    call(3, 'address of seeded-1@example.test', '[211000001]'),
    call(4, 'read 211000001', 'none'),
    call(5, 'read 213000001', 'none'),
  ];
  expect(bodies(sortConversations(calls, MARKS))).toEqual([calls.map(({ body }) => body)]);
});

test('a call about no order in particular is a conversation of its own', () => {
  const product = call(1, 'find product MUG', '[7]');
  const sorted = sortConversations([...order(1, 0, { party: 210000001, sale: 220000001 }), product], MARKS);
  expect(bodies(sorted)[1]).toEqual(['find product MUG']);
});
