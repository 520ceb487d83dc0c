import { saying } from '../saying.ts';
import type { Terminal } from '../terminal.ts';

/** Minutes and seconds left, on one line that counts down in a terminal, and once a minute elsewhere. */
export function countdown(terminal: Pick<Terminal, 'err' | 'sayings'>) {
  const live = process.stderr.isTTY === true;
  let lastMinute = Number.POSITIVE_INFINITY;
  return {
    left(ms: number): void {
      const seconds = Math.ceil(ms / 1000);
      const left = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
      const text = `  ${terminal.sayings.said(saying('confirmation_awaited', { left }))}`;
      if (live) process.stderr.write(`\r${text} `);
      else if (Math.ceil(seconds / 60) < lastMinute) terminal.err(text);
      lastMinute = Math.ceil(seconds / 60);
    },
    end(): void {
      if (live && Number.isFinite(lastMinute)) process.stderr.write('\n');
    },
  };
}
