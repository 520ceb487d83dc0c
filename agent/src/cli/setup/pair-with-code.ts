import { CommandFailure } from '../command-failure.ts';
import type { Asker } from './asker.ts';
import { OF_THE_CODE, readPairingCode } from './pair-shop.ts';

export function askCode(asker: Asker, given: string | undefined): Promise<string> {
  return asker.ask({
    option: '--code',
    given,
    text: 'The code from wp-admin > WooCommerce > Counterfoil > Connection',
    check: readPairingCode,
  });
}

/** Only pairing shows that a code is wrong or has run out: while somebody is there it alone is asked for again, not everything before it. */
export async function pairWithCode<Paired>(
  around: { asker: Asker; say: (line: string) => void },
  first: string,
  pair: (code: string) => Promise<Paired>,
): Promise<Paired> {
  const { asker, say } = around;
  for (let code = first; ; code = await askCode(asker, undefined)) {
    try {
      return await pair(code);
    } catch (error) {
      const isOfTheCode = error instanceof CommandFailure && OF_THE_CODE.some((one) => one === error.code);
      if (!isOfTheCode || !asker.interactive) throw error;
      say(`  ${error.message}\n  ${error.wayOut}`);
    }
  }
}
