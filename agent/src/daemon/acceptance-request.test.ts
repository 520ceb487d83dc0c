import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { answerRequests, requestAcceptance, wasAccepted } from './acceptance-request.ts';

const NOBODY = 65_534;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'counterfoil-accept-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a request is answered with who asked, and is gone', async () => {
  const file = requestAcceptance(folder, 'acme', 'petra');
  const answered: string[][] = [];
  await answerRequests(folder, async (...given) => answered.push(given) > 0);
  expect(answered).toEqual([['acme', 'petra', 'accept-restored-shop']]);
  expect(existsSync(file)).toBe(false);
  expect(wasAccepted(file)).toBe(true);
});

test('each request is answered as what was asked', async () => {
  requestAcceptance(folder, 'acme', 'petra', 'accept-moved-erp');
  requestAcceptance(folder, 'acme', 'petra');
  const answered: string[] = [];
  await answerRequests(folder, async (_tenant, _person, what) => answered.push(what) > 0);
  expect(answered.sort()).toEqual(['accept-moved-erp', 'accept-restored-shop']);
});

test('a request for which there was nothing to accept says so to its asker, once', async () => {
  const file = requestAcceptance(folder, 'acme', 'petra');
  await answerRequests(folder, async () => false);
  expect(existsSync(file)).toBe(false);
  expect(wasAccepted(file)).toBe(false);
  expect(readdirSync(folder)).toEqual([]);

  await answerRequests(folder, async () => expect.unreachable('nobody asked again'));
  requestAcceptance(folder, 'acme', 'petra');
  await answerRequests(folder, async () => false);
  requestAcceptance(folder, 'acme', 'petra');
  await answerRequests(folder, async () => true);
  expect(wasAccepted(file)).toBe(true);
});

test('a request whose answer fails stays, so that its asker hears of it', async () => {
  const file = requestAcceptance(folder, 'acme', 'petra');
  await expect(answerRequests(folder, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(readFileSync(file, 'utf8')).toBe('petra');
});

test.runIf(process.getuid?.() === 0)(
  'root’s request belongs to the user as whom the service runs, and to nobody else',
  () => {
    chownSync(folder, NOBODY, NOBODY);
    const { uid, mode } = statSync(requestAcceptance(folder, 'acme', 'root'));
    expect([uid, mode & 0o777]).toEqual([NOBODY, 0o600]);
  },
);
