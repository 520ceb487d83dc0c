import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { releasePorts, reservePort } from './reserve-port.ts';

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'ports-'));
});
afterEach(() => rmSync(base, { recursive: true }));

/** Gives the numbers in turn. */
const inTurn = (...numbers: number[]) => {
  let next = 0;
  return () => numbers[next++ % numbers.length] as number;
};

test('two instances that draw the same number get different ports', async () => {
  const drawn = () => inTurn(0.1, 0.2, 0.3);
  const ports = await Promise.all([reservePort(base, 'a', drawn()), reservePort(base, 'b', drawn())]);
  expect(new Set(ports).size).toBe(2);
});

test('every port has five digits', async () => {
  expect(String(await reservePort(base, 'a', inTurn(0)))).toHaveLength(5);
  expect(String(await reservePort(base, 'a', inTurn(0.999_999)))).toHaveLength(5);
});

test('a port on which somebody listens is passed over', async () => {
  const first = await reservePort(base, 'a', inTurn(0.5));
  releasePorts(base, 'a');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(first, '127.0.0.1', resolve));
  try {
    expect(await reservePort(base, 'a', inTurn(0.5, 0.6))).not.toBe(first);
  } finally {
    server.close();
  }
});

test('releasing gives back the ports of that instance and of no other', async () => {
  const mine = await reservePort(base, 'mine');
  const other = await reservePort(base, 'other');
  releasePorts(base, 'mine');
  expect(existsSync(join(base, '.ports', String(mine)))).toBe(false);
  expect(existsSync(join(base, '.ports', String(other)))).toBe(true);
});
