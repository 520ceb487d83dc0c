import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type InstancePaths, instancePaths } from '../instance/instance-paths.ts';
import { armFault, disarmFault, listFaults, orderThatKillsItsReader } from './arm-fault.ts';

let instance: { paths: InstancePaths };
beforeEach(() => {
  instance = { paths: instancePaths(mkdtempSync(`${tmpdir()}/faults-`), 'shop') };
  mkdirSync(instance.paths.faults, { recursive: true });
});
afterEach(() => rmSync(instance.paths.dir, { recursive: true }));

test('a fault strikes as often as it has tickets', () => {
  armFault(instance, { name: 'crash', action: 'kill', hook: 'shutdown', times: 3 });
  expect(listFaults(instance)).toMatchObject([
    { name: 'crash', hook: 'shutdown', nth: 1, priority: 10, left: 3 },
  ]);
});

test('a fault without an end has no tickets', () => {
  armFault(instance, orderThatKillsItsReader(47));
  expect(listFaults(instance)).toMatchObject([{ orderId: 47, request: 'counterfoil/v1/events', left: null }]);
});

test('disarming one fault removes its tickets and leaves the others', () => {
  armFault(instance, { name: 'one', action: 'kill', hook: 'init' });
  armFault(instance, { name: 'one-more', action: 'error', hook: 'init' });
  disarmFault(instance, 'one');
  expect(listFaults(instance).map((fault) => fault.name)).toEqual(['one-more']);
  expect(readdirSync(instance.paths.faults).filter((file) => file.startsWith('one.'))).toEqual([]);
});

test.each([0, 1.5, 1_001])('%j strikes are refused', (times) => {
  expect(() => armFault(instance, { name: 'crash', action: 'kill', hook: 'init', times })).toThrow(
    /1 to 1000/,
  );
});

test('a name that would leave the folder is refused', () => {
  expect(() => armFault(instance, { name: '../x', action: 'kill', hook: 'init' })).toThrow(/a-z/);
});
