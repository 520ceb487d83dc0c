import { z } from 'zod';
import { invalid } from './api-error.ts';
import type { Db } from './open-database.ts';
import { parseJson } from './parse-json.ts';
import { time } from './read-body.ts';

const LARGEST_PAGE = 200;
const USUAL_PAGE = 50;

export type Page<Item> = { items: Item[]; next: string | null };

/** A list's table, and the query parameters that may filter it: name → SQL with one `?`. */
export type Listing = { table: string; filters: Record<string, string>; modified: boolean };

const cursorShape = z.tuple([z.string().nullable(), z.int().min(0)]);

/**
 * One page of a table by keyset: by id, or with `modifiedSince` by (modified_at, id). Keysets, not offsets: a row that
 * comes or moves while someone reads the pages shifts no other row out of sight.
 */
export function listPage<Item>(
  db: Db,
  listing: Listing,
  query: URLSearchParams,
  load: (id: number) => Item,
): Page<Item> {
  const conditions: string[] = [];
  const values: (string | number)[] = [];
  let limit = USUAL_PAGE;
  let after: z.output<typeof cursorShape> | null = null;
  let byModified = false;
  for (const [name, value] of query) {
    if (query.getAll(name).length > 1) throw invalid(name, value, 'is given twice');
    if (name === 'limit') {
      limit = Number(value);
      if (!/^\d{1,3}$/.test(value) || limit < 1 || limit > LARGEST_PAGE) {
        throw invalid(name, value, `must be 1 to ${LARGEST_PAGE}`);
      }
    } else if (name === 'after') {
      after = readCursor(value);
    } else if (name === 'modifiedSince' && listing.modified) {
      if (!time.safeParse(value).success)
        throw invalid(name, value, 'must be a UTC time with milliseconds and Z');
      byModified = true;
      conditions.push('modified_at >= ?');
      values.push(value);
    } else {
      const condition = listing.filters[name];
      if (condition === undefined) throw invalid(name, value, 'is not a parameter of this list');
      conditions.push(condition);
      values.push(value);
    }
  }
  if (after !== null) {
    if ((after[0] !== null) !== byModified)
      throw invalid('after', query.get('after'), 'belongs to another list');
    if (after[0] === null) conditions.push('id > ?');
    else conditions.push('(modified_at, id) > (?, ?)');
    values.push(...after.filter((part) => part !== null));
  }
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const order = byModified ? 'modified_at, id' : 'id';
  const stamp = listing.modified ? 'modified_at' : 'NULL AS modified_at';
  const rows = db
    .prepare<unknown[], { id: number; modified_at: string | null }>(
      `SELECT id, ${stamp} FROM ${listing.table} ${where} ORDER BY ${order} LIMIT ?`,
    )
    .all(...values, limit + 1);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next =
    rows.length > limit && last !== undefined
      ? Buffer.from(JSON.stringify([byModified ? last.modified_at : null, last.id])).toString('base64url')
      : null;
  return { items: shown.map((row) => load(row.id)), next };
}

function readCursor(text: string) {
  const cursor = cursorShape.safeParse(parseJson(Buffer.from(text, 'base64url').toString('utf8')));
  if (!cursor.success) throw invalid('after', text, 'is no cursor of this list');
  return cursor.data;
}
