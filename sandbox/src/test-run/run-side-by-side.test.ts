import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runSideBySide } from './run-side-by-side.ts';
import type { Stage } from './run-stage.ts';

let folder: string;
let said: string[];
const say = (text: string) => void said.push(text);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'counterfoil-side-by-side-'));
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function stage(name: string, script: string): Stage {
  const file = join(folder, `${name}.json`);
  const report = JSON.stringify(JSON.stringify([{ name, isPassed: true, seconds: 0 }]));
  const writes = `require('node:fs').writeFileSync(${JSON.stringify(file)}, ${report});`;
  return {
    id: name,
    name,
    command: [process.execPath, '-e', `(async () => { ${script}; ${writes} })()`],
    report: { from: 'checks', file },
    timeLimitSeconds: 60,
  };
}

/** Ends only once the other stage, which runs beside it, has said that it is there. */
const meets = (mine: string, other: string) =>
  `const fs = require('node:fs'); fs.writeFileSync('${mine}', '');
   while (!fs.existsSync('${other}')) await new Promise((done) => setTimeout(done, 20))`;

test('two stages run side by side, the next begins when one ends, and the outcomes come in the order of the stages', async () => {
  const stages = [stage('first', meets('a', 'c')), stage('second', ''), stage('third', meets('c', 'a'))];
  const outcomes = await runSideBySide(stages, 2, folder, AbortSignal.timeout(60_000), say);
  expect(outcomes.map(({ name, passed, failed }) => [name, passed, failed])).toEqual([
    ['first', 1, []],
    ['second', 1, []],
    ['third', 1, []],
  ]);
});

test('what a stage printed is shown whole, under its name, and not mixed with that of the other', async () => {
  const stages = [
    stage('first', `console.log('one'); ${meets('a', 'b')}; console.log('two')`),
    stage('second', `console.log('three'); ${meets('b', 'a')}; console.log('four')`),
  ];
  await runSideBySide(stages, 2, folder, AbortSignal.timeout(60_000), say);
  expect(said).toContain('\n== first\none\ntwo\n');
  expect(said).toContain('\n== second\nthree\nfour\n');
});

test('after an interruption no further stage begins', async () => {
  const interruption = new AbortController();
  const stages = [stage('first', ''), stage('second', '')];
  const outcomes = await runSideBySide(stages, 1, folder, interruption.signal, (text) => {
    say(text);
    interruption.abort();
  });
  expect(outcomes.map(({ name }) => name)).toEqual(['first']);
});
