import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { onTestFinished, test } from 'vitest';
import { waitFor } from '../instance/wait-until.ts';

const PROGRAM = new URL('./busy-parent.fixture.ts', import.meta.url);

/** Clock ticks of processor time; null: it has gone. */
function ticksOf(pid: number): number | null {
  try {
    const [state, ...fields] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return state === 'Z' ? null : Number(fields[10]);
  } catch {
    return null;
  }
}

test('something else wants a core until it is let go, and ends also when who wanted it is killed', async () => {
  for (const how of ['let go', 'killed'] as const) {
    const parent = fork(PROGRAM, { execArgv: ['--conditions=counterfoil-source'] });
    onTestFinished(() => void parent.kill('SIGKILL'));
    const [pid] = (await once(parent, 'message')) as [number];
    const before = ticksOf(pid) ?? 0;
    await waitFor('it to use a second of the processor', () => (ticksOf(pid) ?? 0) > before + 100);
    if (how === 'killed') parent.kill('SIGKILL');
    else parent.send(how);
    await waitFor('it to end', () => ticksOf(pid) === null);
  }
});
