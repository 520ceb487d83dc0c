import type { ErpCapabilities } from '../../adapters/erp-adapter.ts';
import type { AgentDatabase } from '../../database/open-database.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { ProcessIdentity } from './attempt-table.ts';
import type { ProductsSeen } from './check-products.ts';
import type { LockAnchor } from './lock-anchor.ts';
import type { RulesFor } from './rules-for.ts';
import type { Tell } from './tell.ts';
import type { ErpCalls } from './watch-adapter.ts';
import type { WritePermit } from './write-permit.ts';

/** What every step of a delivery works with. */
export interface DeliveryContext {
  readonly tenant: string;
  /** The ERP's name on screen. */
  readonly erpName: string;
  readonly database: AgentDatabase;
  readonly erp: ErpCalls;
  readonly capabilities: ErpCapabilities;
  readonly rulesFor: RulesFor;
  readonly surroundings: Surroundings;
  readonly process: ProcessIdentity;
  readonly permit: WritePermit;
  readonly tell: Tell;
  readonly lockAnchor: LockAnchor;
  readonly productsSeen: ProductsSeen;
}

/** UTC now, as rows carry it. */
export function timestamp(context: Pick<DeliveryContext, 'surroundings'>): string {
  return context.surroundings.now().toISOString();
}
