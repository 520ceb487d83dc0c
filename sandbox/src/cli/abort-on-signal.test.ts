/** Each test ends a process of its own, which says what became of its work on standard error. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';

const WORK = `
import { setTimeout as pause } from 'node:timers/promises';
import { abortOnSignal } from ${JSON.stringify(new URL('abort-on-signal.ts', import.meta.url).href)};
const say = (word) => process.stderr.write(word + '\\n');
try {
  await abortOnSignal(async (signal) => {
    for (let times = Number(process.argv[2]); times > 0; times -= 1) process.kill(process.pid, 'SIGINT');
    const talking = setInterval(() => process.stdout.write('working\\n'), 50);
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
    await pause(Number(process.argv[1]));
    clearInterval(talking);
    say('cleared up');
    signal.throwIfAborted();
  });
} catch (error) {
  say(error.message);
}
`;

interface Work {
  child: ChildProcess;
  ended: Promise<{ exitCode: number | null; said: string }>;
}

/**
 * Work that needs so many milliseconds to clear up; it has begun, and sent itself so many signals in the same moment.
 */
async function begin(clearingUpMs: number, signals = 0): Promise<Work> {
  const child = spawn(
    process.execPath,
    ['--input-type=module-typescript', '-e', WORK, String(clearingUpMs), String(signals)],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await once(child.stdout, 'data');
  return { child, ended: once(child, 'exit').then(([exitCode]) => ({ exitCode, said })) };
}

test('one Ctrl-C that arrives three times, from the terminal, npm and setup.mjs, lets the work clear up', async () => {
  const { exitCode, said } = await (await begin(300, 3)).ended;
  expect(exitCode).toBe(130);
  expect(said.match(/cleaning up/g)).toHaveLength(1);
  expect(said).toContain('cleared up\nInterrupted by SIGINT; nothing of it is left.');
});

test('a second Ctrl-C a moment later ends at once and says how to look for what still runs', async () => {
  const { child, ended } = await begin(60_000);
  while (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGINT');
    await pause(700);
  }
  const { exitCode, said } = await ended;
  expect(exitCode).toBe(130);
  expect(said).toContain('Ended at once. What may still run: npm run -s sandbox -- status');
  expect(said).not.toContain('cleared up');
});

test('a closed terminal, which says so twice, lets the work clear up', async () => {
  const { child, ended } = await begin(900);
  child.kill('SIGHUP');
  await pause(700);
  child.kill('SIGHUP');
  const { exitCode, said } = await ended;
  expect(exitCode).toBe(129);
  expect(said).toContain('cleared up');
});

test('a reader that has gone, as `head` does, lets the work clear up', async () => {
  const { child, ended } = await begin(100);
  child.stdout?.destroy();
  const { exitCode, said } = await ended;
  expect(exitCode).toBe(141);
  expect(said).toContain('cleared up');
});
