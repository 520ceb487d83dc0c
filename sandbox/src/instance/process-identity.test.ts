import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { identifyProcess, isRunning, listSessionMembers, ownIdentity } from './process-identity.ts';
import { stopProcess } from './stop-process.ts';
import { PATIENCE_MS, waitUntil } from './wait-until.ts';

test('a process is known by its number and its start time, so a later one of the same number is another', () => {
  const own = ownIdentity();
  expect(isRunning(own)).toBe(true);
  expect(isRunning({ ...own, startTicks: own.startTicks - 1 })).toBe(false);
  expect(isRunning({ ...own, bootId: 'another boot' })).toBe(false);
});

test('stopping a process ends what it started, also when it is gone itself', async () => {
  const leader = spawn('sh', ['-c', 'sleep 300 & sleep 300 & wait'], { detached: true, stdio: 'ignore' });
  const identity = identifyProcess(leader.pid as number);
  if (!identity) throw new Error('sh is not running');
  expect(await waitUntil(() => listSessionMembers(identity).length === 3, PATIENCE_MS)).toBe(true);
  leader.kill('SIGKILL');
  expect(await waitUntil(() => !isRunning(identity), PATIENCE_MS)).toBe(true);
  expect(listSessionMembers(identity)).toHaveLength(2);
  await stopProcess(identity);
  expect(listSessionMembers(identity)).toEqual([]);
});

test('a process that does not react to being asked is killed', async () => {
  const stubborn = spawn('sh', ['-c', "trap '' TERM; echo ready; while :; do sleep 1; done"], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await new Promise((resolve) => stubborn.stdout.once('data', resolve));
  const identity = identifyProcess(stubborn.pid as number);
  if (!identity) throw new Error('sh is not running');
  await stopProcess(identity, 100);
  expect(isRunning(identity)).toBe(false);
});

test('stopping what has ended already, or another process of the same number, does nothing', async () => {
  const own = ownIdentity();
  await stopProcess({ ...own, startTicks: own.startTicks - 1 });
  expect(isRunning(own)).toBe(true);
});
