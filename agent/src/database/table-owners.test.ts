/**
 * One table, one owner: only its folder asks it anything or writes it. Here every query in the agent's sources is held
 * against the owners.
 */
import { globSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Schema } from './schema.ts';

const OWNERS: Record<keyof Schema, string> = {
  migrations: 'database',
  tenants: 'flow/inbox',
  events: 'flow/inbox',
  orders: 'flow/inbox',
  deliveries: 'flow/delivery',
  attempts: 'flow/delivery',
  mapping_versions: 'flow/delivery',
  bindings: 'flow/delivery',
  holds: 'flow/delivery',
  receipts: 'flow/receipts',
  journeys: 'flow/receipts',
  journey_steps: 'flow/receipts',
  journal: 'oversight/journal',
  journal_keys: 'oversight/journal',
};

const QUERY = /\b(?:selectFrom|insertInto|updateTable|deleteFrom|\w*[jJ]oin)\(\s*\[?\s*['"`](\w+)/g;

/** The tables that a source names in its queries, and is not in the owner's folder of. */
function strangers(file: string, source: string): string[] {
  return [...source.matchAll(QUERY)]
    .map(([, table = '']) => table)
    .filter((table) => table in OWNERS && OWNERS[table as keyof Schema] !== dirname(file));
}

describe('a table is asked and written by its owner alone', () => {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const files = globSync('**/*.ts', { cwd: root, exclude: ['**/*.test.ts', '**/*.fixture.ts'] });

  test('in every source of the agent', () => {
    const found = files.flatMap((file) =>
      strangers(file, readFileSync(`${root}/${file}`, 'utf8')).map((table) => `${file} asks ${table}`),
    );
    expect(found).toEqual([]);
  });

  test('and none is without a query of its owner', () => {
    const asked = files.flatMap((file) =>
      [...readFileSync(`${root}/${file}`, 'utf8').matchAll(QUERY)].map(([, table]) => table),
    );
    expect([...new Set(asked)].sort()).toEqual(expect.arrayContaining(Object.keys(OWNERS).sort()));
  });

  test('and a stranger is found, however the query is laid out', () => {
    const source = `database\n  .selectFrom(\n 'deliveries')\n .innerJoin('holds', 'x', 'y'); selectFrom('events')`;
    expect(strangers('flow/inbox/x.ts', source)).toEqual(['deliveries', 'holds']);
  });
});
