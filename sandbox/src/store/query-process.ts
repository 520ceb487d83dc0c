import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { SandboxError } from '../sandbox-error.ts';
import { phpFailure, startPhp } from './run-php.ts';

/** A statement may take as long as PHP's command line may. */
const WITHIN_MS = 240_000;

/**
 * A running PHP that answers one question after the other, however long after, a line for a line; it keeps nobody from
 * ending and ends with who started it.
 */
export interface QueryProcess {
  /** One at a time. Rejects when PHP ends before it answers, or takes longer than WITHIN_MS. */
  ask(question: unknown): Promise<string>;
}

export function startQueryProcess(settings: Record<string, string> = {}): QueryProcess {
  const child = startPhp('query-database.php', [], {
    settings,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const pipes = [child.stdin, child.stdout, child.stderr] as unknown as Socket[];
  const hold = (held: boolean) => {
    for (const one of [child, ...pipes]) held ? one.ref() : one.unref();
  };
  let errors = '';
  let settle: { resolve(line: string): void; reject(error: Error): void } | null = null;
  let ended: Error | null = null;
  const end = (error: Error) => {
    ended ??= error;
    settle?.reject(ended);
  };
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-4_000);
  });
  child.stdin?.on('error', () => {}); // That it ended is told by its end.
  if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => settle?.resolve(line));
  child.once('error', (error) => end(phpFailure(error)));
  child.once('close', (code, signal) =>
    end(new SandboxError(`query-database.php ended with ${signal ?? code}:\n${errors.trim()}`)),
  );
  hold(false);
  return {
    async ask(question) {
      if (ended) throw ended;
      hold(true);
      const tooLong = setTimeout(() => child.kill('SIGKILL'), WITHIN_MS);
      try {
        return await new Promise<string>((resolve, reject) => {
          settle = { resolve, reject };
          child.stdin?.write(`${JSON.stringify(question)}\n`);
        });
      } finally {
        settle = null;
        clearTimeout(tooLong);
        hold(false);
      }
    },
  };
}
