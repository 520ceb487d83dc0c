import type { Heartbeat, Known } from '@counterfoil/shared-types';
import type { AgentDatabase } from '../../database/open-database.ts';
import { journalHead } from '../../oversight/journal/journal-table.ts';
import type { Surroundings } from '../../surroundings.ts';
import { countJourneys } from './journey-table.ts';

/** Depths and ages of one tenant's orders, and the journal's head, as the heartbeat tells them. */
export async function orderFigures(
  database: AgentDatabase,
  tenant: string,
  surroundings: Surroundings,
): Promise<
  Pick<
    Heartbeat,
    'waitingCount' | 'oldestWaitingSeconds' | 'heldCount' | 'inDoubtCount' | 'deliveredCount' | 'journalHead'
  >
> {
  const counts = await countJourneys(database, tenant);
  const count = (...states: Known<'journeyState'>[]) =>
    states.reduce((sum, state) => sum + (counts.get(state)?.count ?? 0), 0);
  const oldest = [counts.get('waiting')?.oldest, counts.get('working')?.oldest]
    .filter((since) => since !== undefined)
    .sort()[0];
  const age = oldest === undefined ? 0 : surroundings.now().getTime() - Date.parse(oldest);
  return {
    waitingCount: count('waiting', 'working'),
    oldestWaitingSeconds: Math.max(0, Math.round(age / 1000)),
    heldCount: count('held', 'broken'),
    inDoubtCount: count('in_doubt'),
    deliveredCount: count('delivered', 'left_as_is'),
    journalHead: await journalHead(database, tenant),
  };
}
