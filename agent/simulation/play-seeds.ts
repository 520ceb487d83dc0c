import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Played } from './play-scenario.ts';

export interface PlayedSeed extends Played {
  readonly seed: number;
}

/** A seed takes less than a second. What takes so long, also on a busy machine, turns in a circle. */
const TIME_LIMIT_MS = 600_000;

/**
 * Plays seeds in processes of their own, several at once: one that crashes or never ends is a broken seed, and the
 * others go on.
 * @param bug name of the bug to plant
 * @param onPlayed in the order in which they end
 */
export async function playSeeds(options: {
  readonly seeds: readonly number[];
  readonly processes: number;
  readonly bug?: string;
  readonly onPlayed: (played: PlayedSeed) => void;
}): Promise<void> {
  const waiting = [...options.seeds];
  const lane = async () => {
    let child: ChildProcess | null = null;
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
      child ??= await start(options.bug);
      const played = await play(child, seed);
      options.onPlayed({ seed, ...played });
      if (child.exitCode !== null || child.signalCode !== null) child = null;
    }
    child?.disconnect();
  };
  await Promise.all(Array.from({ length: Math.min(options.processes, waiting.length) }, lane));
}

async function start(bug: string | undefined): Promise<ChildProcess> {
  const file = fileURLToPath(new URL('seed-process.ts', import.meta.url));
  const child = fork(file, bug === undefined ? [] : [bug], {
    execArgv: ['--conditions=counterfoil-source'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(() => 'ended');
  if ((await Promise.race([once(child, 'message'), ended])) === 'ended') {
    throw new Error('the process that plays seeds ended before it began: see above');
  }
  return child;
}

async function play(child: ChildProcess, seed: number): Promise<Played> {
  const over = new AbortController();
  const timer = setTimeout(() => child.kill('SIGKILL'), TIME_LIMIT_MS);
  try {
    const answered = once(child, 'message', { signal: over.signal }).then(([played]) => played as Played);
    const ended = once(child, 'exit', { signal: over.signal }).then(([code, signal]): Played => {
      const how =
        signal === 'SIGKILL' ? `it took longer than ${TIME_LIMIT_MS / 1000} s` : `exit code ${code}`;
      return { broken: [`the process that played it ended: ${how}`], happened: [] };
    });
    child.send(seed);
    return await Promise.race([answered, ended]);
  } finally {
    clearTimeout(timer);
    over.abort();
  }
}
