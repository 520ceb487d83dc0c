import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { findMarkedProcesses, instanceMark, runForInstance } from './instance-mark.ts';
import { stopProcess } from './stop-process.ts';
import { PATIENCE_MS, waitUntil } from './wait-until.ts';

test('what an interrupted start was running is found by the folder it worked for, and by no other', async () => {
  const dir = `/tmp/mark-test-${process.pid}`;
  const child = spawn('sleep', ['300'], { stdio: 'ignore', env: { ...process.env, ...instanceMark(dir) } });
  expect(
    await waitUntil(() => findMarkedProcesses(dir).some((one) => one.pid === child.pid), PATIENCE_MS),
  ).toBe(true);
  expect(findMarkedProcesses(`${dir}-other`)).toEqual([]);
  expect(findMarkedProcesses('/tmp/mark-test')).toEqual([]);
  for (const identity of findMarkedProcesses(dir)) await stopProcess(identity, 0);
  expect(findMarkedProcesses(dir)).toEqual([]);
});

test('a program that fails rejects with what it said', async () => {
  await expect(runForInstance('/tmp', 'cp', ['/nowhere/at-all', '/tmp/x'])).rejects.toThrow(/nowhere/);
});
