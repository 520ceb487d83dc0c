import type { Transaction } from 'kysely';
import { expectTypeOf, test } from 'vitest';
import type { insertIntent } from '../flow/delivery/attempt-table.ts';
import type { deliveriesOf } from '../flow/delivery/delivery-table.ts';
import type { AgentDatabase } from './open-database.ts';
import type { Schema } from './schema.ts';
import type { AgentTransaction, inTransaction } from './transaction.ts';

// Held by the type check, as the rules in it are.

test('who writes a table refuses a database without a transaction, and one that inTransaction did not make', () => {
  type Taken = Parameters<typeof insertIntent>[0];
  expectTypeOf<AgentTransaction>().toExtend<Taken>();
  expectTypeOf<AgentDatabase>().not.toExtend<Taken>();
  expectTypeOf<Transaction<Schema>>().not.toExtend<Taken>();
});

test('who reads a table takes both', () => {
  type Taken = Parameters<typeof deliveriesOf>[0];
  expectTypeOf<AgentTransaction>().toExtend<Taken>();
  expectTypeOf<AgentDatabase>().toExtend<Taken>();
});

test('no transaction begins within another', () => {
  type Taken = Parameters<typeof inTransaction>[0];
  expectTypeOf<AgentDatabase>().toExtend<Taken>();
  expectTypeOf<AgentTransaction>().not.toExtend<Taken>();
});
