import { EXIT } from './exit-codes.ts';

/**
 * `counterfoil status | head`: whoever read has read enough. A Unix tool ends by SIGPIPE then; Node ignores that
 * signal, and the write fails with EPIPE instead.
 */
export function endWhenNobodyReads(process: Pick<NodeJS.Process, 'stdout' | 'stderr' | 'exit'>): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit(EXIT.nobodyReads);
    });
  }
}
