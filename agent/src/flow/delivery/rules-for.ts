import type { AgentDatabase } from '../../database/open-database.ts';
import type { Mapping } from '../mapping/mapping-document.ts';
import { hasDocument, isDoubtful } from './delivery-states.ts';
import type { Delivery } from './delivery-table.ts';
import { newestRules, readRules } from './mapping-version-table.ts';

/**
 * The rules by which a delivery goes on: what was sent, by those that it was sent by; else the newest. Asked for each
 * order in its lane, so that new rules count from the next order on.
 */
export type RulesFor = (delivery: Delivery | null) => Promise<Mapping>;

export function createRulesFor(database: AgentDatabase, tenant: string): RulesFor {
  /** Each is read and checked once; a tenant has few. */
  const known = new Map<string, Mapping>();
  return async (delivery) => {
    const isSent = delivery !== null && (hasDocument(delivery.state) || isDoubtful(delivery.state));
    const hash = isSent ? delivery.mappingHash : ((await newestRules(database, tenant))?.hash ?? '');
    const mapping = known.get(hash) ?? (await readRules(database, tenant, hash));
    known.set(hash, mapping);
    return mapping;
  };
}
