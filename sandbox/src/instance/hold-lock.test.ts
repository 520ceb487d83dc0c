import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { holdLock } from './hold-lock.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'hold-lock-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('work under one lock never overlaps, and who waits is told once', async () => {
  const file = join(dir, 'lock');
  let inside = 0;
  let told = 0;
  const work = async () => {
    inside += 1;
    expect(inside).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 10));
    inside -= 1;
  };
  await Promise.all([1, 2, 3].map(() => holdLock(file, 10_000, () => told++, work)));
  expect(told).toBe(2);
});

test('work that fails gives the lock back', async () => {
  const file = join(dir, 'lock');
  await expect(
    holdLock(
      file,
      1000,
      () => {},
      () => Promise.reject(new Error('failed')),
    ),
  ).rejects.toThrow('failed');
  expect(
    await holdLock(
      file,
      1000,
      () => {},
      async () => 'done',
    ),
  ).toBe('done');
});

test('a holder that is killed gives the lock back', async () => {
  const file = join(dir, 'lock');
  const program = join(dir, 'holder.ts');
  writeFileSync(
    program,
    `import { holdLock } from ${JSON.stringify(new URL('./hold-lock.ts', import.meta.url).href)};
await holdLock(${JSON.stringify(file)}, 1000, () => {}, async () => { process.send('held'); await new Promise(() => setInterval(() => {}, 1000)); });`,
  );
  const holder = fork(program, { execArgv: [] });
  await new Promise((resolve) => holder.once('message', resolve));
  await expect(
    holdLock(
      file,
      1,
      () => {},
      async () => 'early',
    ),
  ).rejects.toThrow('for too long');
  holder.kill('SIGKILL');
  await new Promise((resolve) => holder.once('exit', resolve));
  expect(
    await holdLock(
      file,
      1000,
      () => {},
      async () => 'mine',
    ),
  ).toBe('mine');
});
