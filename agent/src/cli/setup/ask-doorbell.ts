import { AddressError } from '../../http/web-address.ts';
import { doorbellUrl } from '../../store-api/doorbell-address.ts';
import { parseStoreAddress } from '../../store-api/store-address.ts';
import type { Said } from '../saying.ts';
import { saying } from '../saying.ts';
import type { Asker } from './asker.ts';
import { RefusedAnswer } from './refused-answer.ts';
import type { NewTenant } from './write-config.ts';

type Doorbell = Pick<NewTenant['shop'], 'doorbell' | 'doorbellOrigin'>;

const NONE: Doorbell = { doorbell: null, doorbellOrigin: null };

/**
 * The shop says where its doorbell is. At its own origin it is taken; elsewhere only by the person's word, as it is
 * read there every two seconds, from inside their network. Without it orders come a little later, so a script goes on.
 * @param allowed the other origin that the present configuration or an option allows
 */
export async function askDoorbell(
  around: { readonly asker: Asker; readonly tell: (said: Said) => void },
  url: string,
  doorbell: string | null,
  allowed: string | null,
): Promise<Doorbell> {
  if (doorbell === null) return NONE;
  try {
    parseStoreAddress(doorbell);
    doorbellUrl({ url, doorbell, doorbellOrigin: allowed });
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    if (error.code !== 'doorbell_elsewhere') {
      around.tell(saying('doorbell_unusable', { url: doorbell }));
      return NONE;
    }
    return await askElsewhere(around, doorbell);
  }
  const { origin } = new URL(doorbell);
  return { doorbell, doorbellOrigin: origin === allowed ? origin : null };
}

async function askElsewhere(
  { asker, tell }: { readonly asker: Asker; readonly tell: (said: Said) => void },
  doorbell: string,
): Promise<Doorbell> {
  const { origin } = new URL(doorbell);
  const isAllowed = await asker.ask({
    option: '--doorbell-origin',
    given: undefined,
    explanation: saying('doorbell_elsewhere', { url: doorbell }),
    text: saying('ask_doorbell'),
    suggestion: 'no',
    check: yesOrNo,
  });
  if (isAllowed) return { doorbell, doorbellOrigin: origin };
  tell(saying('doorbell_left_out', { origin }));
  return NONE;
}

/** In either language; nothing else is taken for a yes. */
export function yesOrNo(text: string): boolean {
  const answer = text.trim().toLowerCase();
  if (['yes', 'y', 'ja', 'j'].includes(answer)) return true;
  if (['no', 'n', 'nein'].includes(answer)) return false;
  throw new RefusedAnswer(saying('yes_or_no'));
}
