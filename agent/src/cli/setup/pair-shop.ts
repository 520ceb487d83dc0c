import type { ConnectorFacts, PairAnswer } from '@counterfoil/shared-types';
import type { StoreClient } from '../../store-api/store-client.ts';
import { StoreError, type StoreErrorCode } from '../../store-api/store-errors.ts';
import type { Surroundings } from '../../surroundings.ts';
import { CommandFailure } from '../command-failure.ts';
import { EXIT } from '../exit-codes.ts';
import { saying } from '../saying.ts';
import { RefusedAnswer } from './refused-answer.ts';

/** As wp-admin writes it, or with the letters that people mistake: O is 0, I and L are 1. */
export function readPairingCode(text: string): string {
  const code = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  if (!/^[0-9A-HJKMNP-TV-Z]{13}$/.test(code)) {
    throw new RefusedAnswer(saying('code_shape'));
  }
  return code;
}

/** A code lives 30 minutes. */
export const CODE_LIVES_MS = 30 * 60_000;
/** Each look costs the shop a request. */
const LOOK_EVERY_MS = 3_000;

/** What the shop may say of a code. */
export const OF_THE_CODE: readonly StoreErrorCode[] = ['code_wrong', 'code_expired', 'code_used_up'];

/**
 * Pairs and waits until a person has compared the fingerprints and confirmed in wp-admin. The same code with the same
 * key gets the same answer again: that is how it is looked for.
 * @param waiting called once a second with the milliseconds left
 */
export async function pairShop(options: {
  client: StoreClient;
  code: string;
  connector: ConnectorFacts;
  surroundings: Surroundings;
  waitMs: number;
  paired: (answer: PairAnswer) => void;
  waiting: (leftMs: number) => void;
}): Promise<PairAnswer> {
  const { client, code, connector, surroundings } = options;
  const pair = () => client.pair({ code, connector });
  let answer = await pair().catch((error: unknown) => {
    throw error instanceof StoreError && OF_THE_CODE.includes(error.code) ? wrongCode(error) : error;
  });
  options.paired(answer);
  const until = surroundings.monotonicMs() + options.waitMs;
  let lookAt = surroundings.monotonicMs() + LOOK_EVERY_MS;
  while (answer.state !== 'confirmed') {
    const now = surroundings.monotonicMs();
    if (now >= until) throw notConfirmed();
    options.waiting(until - now);
    await surroundings.sleep(Math.min(1_000, until - now));
    if (surroundings.monotonicMs() < lookAt) continue;
    lookAt = surroundings.monotonicMs() + LOOK_EVERY_MS;
    answer = await pair().catch((error: unknown) => {
      // A shop that is away for a moment is asked again; what it refuses ends the waiting.
      if (error instanceof StoreError && (error.next === 'retry' || error.next === 'slow_down'))
        return answer;
      throw error;
    });
  }
  return answer;
}

function wrongCode(error: StoreError): CommandFailure {
  const { code, hint: english } = error;
  return new CommandFailure(EXIT.unavailable, code, saying('code_refused'), { code, english });
}

function notConfirmed(): CommandFailure {
  return new CommandFailure(
    EXIT.unavailable,
    'not_confirmed',
    saying('confirmation_missing'),
    saying('confirmation_missing_out'),
  );
}
