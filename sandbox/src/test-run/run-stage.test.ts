import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runStage, type Stage } from './run-stage.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'counterfoil-stages-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A stage that runs a script of a few lines instead of a test runner. */
function scripted(script: string, changes: Partial<Stage> = {}): Stage {
  const file = join(folder, 'report');
  return {
    id: 'trial',
    name: 'trial',
    command: [process.execPath, '-e', script],
    report: { from: 'checks', file },
    timeLimitSeconds: 60,
    env: { REPORT: file },
    ...changes,
  };
}

const writes = (report: unknown) =>
  `require('node:fs').writeFileSync(process.env.REPORT, ${JSON.stringify(JSON.stringify(report))});`;

test('a stage of vitest counts what passed, failed and was skipped, and a file that cannot be loaded as failed', async () => {
  const vitest = "import { expect, test } from 'vitest';\n";
  const tests =
    "test('adds', () => expect(1 + 1).toBe(2));\ntest('errs', () => expect(1).toBe(2));\ntest.todo('later');\n";
  mkdirSync(join(folder, 'tests'));
  writeFileSync(join(folder, 'none.config.ts'), 'export default {};\n');
  writeFileSync(join(folder, 'tests/sums.test.ts'), vitest + tests);
  writeFileSync(join(folder, 'tests/broken.test.ts'), "throw new Error('no');\n");
  const file = join(folder, 'report.json');
  const vitestCommand = [
    process.execPath,
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--root',
    folder,
  ];
  const stage: Stage = {
    ...scripted(''),
    command: [...vitestCommand, '--config=none.config.ts', '--reporter=json', `--outputFile=${file}`],
    report: { from: 'vitest', file },
  };
  const outcome = await runStage(stage, folder);
  expect(outcome.passed).toBe(1);
  expect(outcome.failed.toSorted()).toEqual([join(folder, 'tests/broken.test.ts'), 'errs'].toSorted());
  expect(outcome.skipped).toEqual(['later']);
});

test('a stage of PHPUnit counts failures, errors and skipped tests from its JUnit report', async () => {
  const junit = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites><testsuite name="plugin" tests="4">
  <testcase name="testRecords" class="Counterfoil\\Tests\\RecordTest" file="x" time="0.1"/>
  <testcase name="testFails with data set &quot;a&quot;" class="A"><failure type="x">expected &lt;skipped&gt;</failure></testcase>
  <testcase name="testThrows" class="A"><error type="x">boom</error></testcase>
  <testcase name="testNeedsRealWooCommerce" class="A"><skipped/></testcase>
</testsuite></testsuites>`;
  const script = `require('node:fs').writeFileSync(process.env.REPORT, ${JSON.stringify(junit)}); process.exit(1)`;
  const stage = scripted(script);
  const outcome = await runStage({ ...stage, report: { ...stage.report, from: 'junit' } }, folder);
  expect(outcome.passed).toBe(1);
  expect(outcome.failed).toEqual(['A::testFails with data set "a"', 'A::testThrows']);
  expect(outcome.skipped).toEqual(['A::testNeedsRealWooCommerce']);
});

test('a stage that crashes before its report counts as one failed test', async () => {
  const outcome = await runStage(scripted('process.abort()'), folder);
  expect(outcome).toMatchObject({ passed: 0, failed: ['trial: it left no report (exit code 134)'] });
});

test('a stage whose command cannot be started counts as one failed test', async () => {
  const outcome = await runStage(scripted('', { command: ['/nonexistent/program'] }), folder);
  expect(outcome).toMatchObject({
    passed: 0,
    failed: [expect.stringContaining('trial: could not be started')],
  });
});

test("an earlier run's report is not counted for a stage that leaves none", async () => {
  writeFileSync(join(folder, 'report'), JSON.stringify([{ name: 'old', isPassed: true, seconds: 1 }]));
  const outcome = await runStage(scripted(''), folder);
  expect(outcome).toMatchObject({ passed: 0, failed: ['trial: it left no report (exit code 0)'] });
});

test('a stage that ran no test counts as failed', async () => {
  const outcome = await runStage(scripted(writes([])), folder);
  expect(outcome).toMatchObject({ passed: 0, failed: ['trial: it ran no test'] });
});

test('a stage whose report cannot be read counts as failed', async () => {
  const outcome = await runStage(scripted(writes({ other: true })), folder);
  expect(outcome.failed).toEqual([expect.stringContaining("trial: its report can't be read")]);
});

test('a bad exit code counts as failed where every reported test passed', async () => {
  const script = `${writes([{ name: 'fine', isPassed: true, seconds: 1 }])} process.exit(3)`;
  const outcome = await runStage(scripted(script), folder);
  expect(outcome).toMatchObject({
    passed: 1,
    failed: ['trial: ended with exit code 3, though no test failed'],
  });
});

test('a stage over its time limit is stopped with what it started, and counts as failed', async () => {
  const pidFile = join(folder, 'pid');
  const script = `
    const child = require('node:child_process').spawn('sleep', ['600']);
    require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(child.pid));
    setInterval(() => {}, 1000)`;
  const outcome = await runStage(scripted(script, { timeLimitSeconds: 1 }), folder);
  expect(outcome.failed).toEqual(['trial: stopped after its time limit of 1 s']);
  const pid = Number(readFileSync(pidFile, 'utf8'));
  await expect.poll(() => isRunning(pid)).toBe(false);
});

test('an interrupted stage ends, and counts as failed', async () => {
  const interruption = new AbortController();
  const running = runStage(scripted('setInterval(() => {}, 1000)'), folder, { signal: interruption.signal });
  interruption.abort();
  expect((await running).failed).toHaveLength(1);
});

test('an interrupted stage takes with it what it started, also what does not heed SIGTERM', async () => {
  const pidFile = join(folder, 'pid');
  const deaf = `trap "" TERM; echo $$ > ${pidFile}.new; mv ${pidFile}.new ${pidFile}; sleep 600`;
  const script = `require('node:child_process').spawn('sh', ['-c', ${JSON.stringify(deaf)}]); setInterval(() => {}, 1000)`;
  const interruption = new AbortController();
  const running = runStage(scripted(script), folder, { signal: interruption.signal });
  await expect.poll(() => existsSync(pidFile)).toBe(true);
  interruption.abort();
  await running;
  const pid = Number(readFileSync(pidFile, 'utf8'));
  await expect.poll(() => isRunning(pid)).toBe(false);
});

/** Whether a process is there and more than a zombie that waits to be collected. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
