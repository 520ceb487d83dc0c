import { tenantId } from '@counterfoil/shared-types';
import { saying } from '../saying.ts';
import type { Asker } from './asker.ts';
import { RefusedAnswer } from './refused-answer.ts';

/**
 * The shop is connected under another id. Nothing is lost by that: the code stays good, for this key and for one of
 * that id.
 * @returns the id to connect under: the same again once the other one is disconnected, or the other one, which then
 *   moves here
 */
export function askConnectedId(asker: Asker, id: string): Promise<string> {
  return asker.ask({
    option: '--tenant',
    given: undefined,
    explanation: saying('connected_already', { id }),
    text: saying('ask_connected_id'),
    suggestion: id,
    check(text) {
      const parsed = tenantId.safeParse(text.trim());
      if (!parsed.success) throw new RefusedAnswer(saying('tenant_wrong', { text }));
      return parsed.data;
    },
  });
}
