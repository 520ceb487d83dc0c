import { withReplacements } from '@counterfoil/shared-types';
import { z } from 'zod';
import type { ErpAdapter } from '../erp-adapter.ts';
import type { ErpOrder, ErpOrderState } from '../erp-documents.ts';
import { ErpError } from '../erp-errors.ts';
import { lookUp } from '../look-up.ts';
import { personalTexts } from '../personal-texts.ts';
import type { TrytonClient } from './tryton-client.ts';
import { orderFields, orderOf, orderRow, saleValues } from './tryton-documents.ts';
import { TRYTON } from './tryton-errors.ts';
import { explainFailedCreate } from './tryton-failed-create.ts';
import type { TrytonRecords } from './tryton-records.ts';
import type { TrytonSetup } from './tryton-series.ts';
import { recordId, text } from './tryton-values.ts';

type OrderCalls = Pick<
  ErpAdapter,
  'findOrders' | 'previewOrder' | 'createOrder' | 'readOrder' | 'advanceOrder' | 'amendOrder'
>;

/**
 * Tryton's way of a sale. `confirm` also processes where the server has no queue worker; where it has one, the sale
 * stays confirmed until the worker comes, and `process` may be said by us: whoever is second changes nothing.
 *
 *   draft ──quote──▶ quoted ──confirm──▶ confirmed ──process──▶ processed ──(shipped and paid)──▶ done
 *   draft, quoted ──cancel──▶ cancelled
 */
const BUTTONS = {
  quoted: 'sale.sale.quote',
  confirmed: 'sale.sale.confirm',
  processed: 'sale.sale.process',
} as const satisfies Partial<Record<ErpOrderState, string>>;

export const TRYTON_ORDER_STATES = ['draft', 'quoted', 'confirmed', 'processed'] as const;

const stateRow = z.object({ id: recordId, number: text, state: z.string(), lines: z.array(recordId) });

export function trytonOrders(
  client: TrytonClient,
  records: TrytonRecords,
  setup: TrytonSetup,
  webClient: string | null,
): OrderCalls {
  const fields = orderFields(setup);

  /**
   * Every state is searched; sales are never archived. A return is a copy of its sale with the same `reference`, told
   * by its origin.
   */
  async function search(domain: readonly unknown[]): Promise<ErpOrder[]> {
    const rows = await client.readAll('sale.sale', domain, fields, orderRow);
    return rows.map((one) => orderOf(one, setup, webClient));
  }

  function searchReferences(references: readonly string[]): Promise<ErpOrder[]> {
    const byReference = ['reference', 'in', references];
    const key = setup.hasWebId ? ['OR', ['web_id', 'in', references], byReference] : [byReference];
    return search([key, ['origin', '=', null]]);
  }

  async function readState(id: string, operation: string): Promise<z.infer<typeof stateRow>> {
    const domain = [['id', '=', Number(id)]];
    const [found] = await client.readAll('sale.sale', domain, ['number', 'state', 'lines'], stateRow);
    if (found) return found;
    const says = { code: 'document_gone', values: { erp: TRYTON, document: id } } as const;
    throw new ErpError('hold', says, `model.${operation}`);
  }

  return {
    findOrders: (reference) => lookUp(() => searchReferences(withReplacements(reference))),

    previewOrder: (draft) => saleValues(draft, setup, records),

    async createOrder(draft, beforeWrite) {
      const values = await saleValues(draft, setup, records);
      try {
        const personal = personalTexts(draft.customer);
        const answer = z.tuple([recordId]);
        const [id] = await client.write('sale.sale.create', [[values]], answer, personal, beforeWrite);
        return { id: String(id) };
      } catch (error) {
        const isTaken = async () =>
          setup.webShops.length > 0 && (await searchReferences([draft.reference])).length > 0;
        throw await explainFailedCreate(error, isTaken);
      }
    },

    async readOrder(id) {
      const [found] = await search([['id', '=', Number(id)]]);
      return found ?? null;
    },

    async advanceOrder(id, to, draft, beforeWrite) {
      const button = BUTTONS[to as keyof typeof BUTTONS];
      if (!button) return;
      // Quoting what is not a draft and confirming what is not a quotation change nothing; but processing runs again.
      if (to === 'processed' && (await readState(id, button)).state !== 'confirmed') return;
      await client.transit(button, [Number(id)], personalTexts(draft.customer), beforeWrite);
    },

    async amendOrder(id, draft, beforeWrite) {
      const operation = 'sale.sale.write';
      const found = await readState(id, operation);
      if (found.state !== 'draft') {
        const values = { erp: TRYTON, document: found.number, state: found.state, wanted: 'draft' };
        throw new ErpError('hold', { code: 'erp_state_stuck', values }, `model.${operation}`);
      }
      const { lines, ...head } = await saleValues(draft, setup, records);
      const values = { ...head, lines: [['delete', found.lines], ...lines] };
      const personal = personalTexts(draft.customer);
      await client.write(operation, [[Number(id)], values], z.null(), personal, beforeWrite);
    },
  };
}
