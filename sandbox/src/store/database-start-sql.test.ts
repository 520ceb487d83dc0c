import { expect, test } from 'vitest';
import { passwordSql, readdressSql } from './database-start-sql.ts';

const db = { name: 'wordpress', prefix: 'wp_' };

test('moving a shop replaces host and port in each table that names the address', () => {
  const sql = readdressSql(db, 'http://127.0.0.1:20001', 'http://127.0.0.1:20002');
  expect(sql).toHaveLength(5);
  for (const statement of sql) expect(statement).toContain("'127.0.0.1:20001', '127.0.0.1:20002'");
});

test('a shop that stays where it was is left alone', () => {
  expect(readdressSql(db, 'http://127.0.0.1:20001', 'http://127.0.0.1:20001')).toEqual([]);
});

test('an address of another length is refused, because lengths stand in serialized values', () => {
  expect(() => readdressSql(db, 'http://127.0.0.1:20001', 'http://shop.example')).toThrow(/length/);
});

test('a quote or backslash in a password ends no statement', () => {
  expect(passwordSql(db, "a'b\\c")[0]).toContain("MD5('a\\'b\\\\c')");
});
