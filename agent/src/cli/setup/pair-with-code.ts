import { CommandFailure, explainFailure } from '../command-failure.ts';
import type { Sayings } from '../say.ts';
import { saying } from '../saying.ts';
import type { Asker } from './asker.ts';
import { OF_THE_CODE, readPairingCode } from './pair-shop.ts';

export function askCode(asker: Asker, given: string | undefined): Promise<string> {
  return asker.ask({
    option: '--code',
    given,
    text: saying('ask_code'),
    check: readPairingCode,
  });
}

/**
 * Only pairing shows that a code is wrong or has run out: while somebody is there it alone is asked for again, not
 * everything before it.
 */
export async function pairWithCode<Paired>(
  around: { asker: Asker; say: (line: string) => void; sayings: Sayings },
  first: string,
  pair: (code: string) => Promise<Paired>,
): Promise<Paired> {
  const { asker, say, sayings } = around;
  for (let code = first; ; code = await askCode(asker, undefined)) {
    try {
      return await pair(code);
    } catch (error) {
      const isOfTheCode = error instanceof CommandFailure && OF_THE_CODE.some((one) => one === error.code);
      if (!isOfTheCode || !asker.interactive) throw error;
      const { message, wayOut } = explainFailure(error, sayings);
      say(`  ${message}\n  ${wayOut}`);
    }
  }
}
