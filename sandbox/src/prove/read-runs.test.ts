import { expect, test } from 'vitest';
import { summarise } from '../test-run/summarise.ts';
import { isWhole, readDemo } from './read-demo.ts';
import { readTestRun } from './read-test-run.ts';

const end = { output: '', exitCode: 0, seconds: 1, log: 'x.log' };

test('of a run of the tests its own summary is read: how many passed, which failed, how many were skipped', () => {
  const failed = ['buys twice', 'unit: stopped after its time limit of 8 s'];
  const stage = { name: 'unit', seconds: 3, passed: 41, failed, skipped: ['a', 'b'] };
  expect(readTestRun(`== unit\nFailed\n\n${summarise([stage])}\n`)).toEqual({
    passed: '41',
    failed,
    skipped: '2',
  });
  const green = { ...stage, failed: [], skipped: [] };
  expect(readTestRun(`${summarise([green])}\n`)).toEqual({ passed: '41', failed: [], skipped: '0' });
});

test('a run of the tests that was cut off has no figures', () => {
  expect(readTestRun('-- unit begins\n').passed).toBeNull();
});

const demo = {
  wordpress: '7.1',
  woocommerce: '11.0.1',
  erp: { kind: 'sandbox', version: '1.0' },
  orders: 20,
  delivered: 20,
  doubled: 0,
  missing: 0,
  differing: 0,
  latencyMs: { p50: 500, p99: 900 },
};

test('a demo is whole when as many orders as were wanted are in the ERP once each, and it says so itself', () => {
  const of = (changes: object, exitCode = 0) => {
    const one = {
      ...end,
      exitCode,
      output: `progress\n${JSON.stringify({ ...demo, ...changes })}\nmore progress\n`,
    };
    return isWhole(readDemo(one), one, 20);
  };
  expect(of({})).toBe(true);
  expect(of({}, 1)).toBe(false);
  expect(of({ delivered: 19, doubled: 1 })).toBe(false);
  expect(of({ orders: 19, delivered: 19 })).toBe(false);
});

test('a demo that came to no figures is not whole', () => {
  for (const output of ['', 'no\n', '{"wordpress":"7.1","wooco', '{"name":"another"}']) {
    expect(readDemo({ output })).toBeNull();
    expect(isWhole(readDemo({ output }), end, 20)).toBe(false);
  }
});
