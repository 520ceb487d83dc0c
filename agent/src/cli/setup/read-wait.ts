import { CommandFailure } from '../command-failure.ts';
import { EXIT } from '../exit-codes.ts';
import { saying } from '../saying.ts';
import { CODE_LIVES_MS } from './pair-shop.ts';

/** How long somebody has to confirm in wp-admin, as `--wait` says it in seconds; else as long as a code lives. */
export function readWait(text: string | undefined): number {
  if (text === undefined) return CODE_LIVES_MS;
  const seconds = /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : 0;
  if (seconds > 0) return seconds * 1000;
  throw new CommandFailure(
    EXIT.usage,
    'answer_wrong',
    saying('wait_wrong', { text }),
    saying('wait_wrong_out'),
  );
}
