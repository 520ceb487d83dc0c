import { test } from 'vitest';

/** A test that is only there where the ERP is expected to be so: what can't apply to it is not a skipped test. */
export function testWhere(expected: boolean): (name: string, body: () => Promise<void>) => void {
  return expected ? (name, body) => test(name, body) : () => undefined;
}
