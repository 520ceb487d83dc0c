import { readEmbeddedOrders, readEmbeddedStock } from './embedded/read-embedded.ts';
import type { StartedErp } from './start-erp.ts';
import { readTrytonOrders, readTrytonStock } from './tryton/read-tryton.ts';

/**
 * A sales order as the ERP has it, amounts as decimal text with the currency's digits. `externalReference` is the key
 * under which Counterfoil delivered it, `shopOrderNumber` what the ERP's people know it by. `state` is in the ERP's own
 * words: draft, confirmed, shipped, cancelled in the practice ERP; draft, quotation, confirmed, processing, done,
 * cancelled in Tryton.
 */
export type ErpOrder = {
  id: string;
  number: string | null;
  externalReference: string | null;
  shopOrderNumber: string | null;
  state: string;
  /** When the ERP made it (Tryton: when the transaction began), UTC. */
  createdAt: string;
  currency: string;
  untaxed: string;
  tax: string;
  total: string;
  /** What each percentage comes to: `20`, `4.16`. */
  taxes: { percent: string; amount: string }[];
  lines: {
    productCode: string | null;
    description: string;
    quantity: string;
    unitPrice: string;
    net: string;
  }[];
};

/** Available: on hand less what is promised already (practice ERP) or assigned (Tryton). */
export type ErpStock = { productCode: string; available: string };

type Reachable = Pick<StartedErp, 'kind' | 'url' | 'database' | 'user' | 'password'>;

/**
 * All sales orders of an ERP in every state, oldest first, read page by page from the ERP itself and not from the
 * agent's books.
 */
export function readErpOrders(erp: Reachable): AsyncGenerator<ErpOrder> {
  return erp.kind === 'tryton' ? readTrytonOrders(erp) : readEmbeddedOrders(erp);
}

export function readErpStock(erp: Reachable): AsyncGenerator<ErpStock> {
  return erp.kind === 'tryton' ? readTrytonStock(erp) : readEmbeddedStock(erp);
}
