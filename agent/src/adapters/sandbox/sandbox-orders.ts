import { type Reason, withReplacements } from '@counterfoil/shared-types';
import type { ErpAdapter } from '../erp-adapter.ts';
import type { ErpLineDraft, ErpOrderDraft, ErpOrderState } from '../erp-documents.ts';
import { ErpError } from '../erp-errors.ts';
import { lookUp } from '../look-up.ts';
import { personalTexts } from '../personal-texts.ts';
import type { SandboxClient } from './sandbox-client.ts';
import { fromSandboxOrder, order, pageOf, type SandboxOrder } from './sandbox-documents.ts';
import { SANDBOX } from './sandbox-errors.ts';

type OrderCalls = Pick<
  ErpAdapter,
  'findOrders' | 'previewOrder' | 'createOrder' | 'readOrder' | 'advanceOrder' | 'amendOrder'
>;

/** Sales orders in the practice ERP: draft → confirmed; shipping is its own people's business. */
export function sandboxOrders(client: SandboxClient, url: string): OrderCalls {
  function read(id: string): Promise<SandboxOrder | null> {
    return client.callOrNull({
      operation: 'GET /api/orders/:id',
      method: 'GET',
      path: `/api/orders/${id}`,
      answer: order,
    });
  }

  async function readExisting(id: string, operation: string): Promise<SandboxOrder> {
    const found = await read(id);
    if (found) return found;
    const says = { code: 'document_gone', values: { erp: SANDBOX, document: id } } as const;
    throw new ErpError('hold', says, operation);
  }

  return {
    findOrders: (reference) =>
      lookUp(async () => {
        const references = withReplacements(reference);
        const found = await client.list({
          operation: 'GET /api/orders',
          method: 'GET',
          path: '/api/orders',
          query: { references: references.join(',') },
          answer: pageOf(order),
        });
        return found
          .filter((one) => references.includes(one.reference))
          .map((one) => fromSandboxOrder(one, url));
      }),

    previewOrder: async (draft) => ({ reference: draft.reference, ...orderBody(draft, 'preview') }),

    async createOrder(draft, beforeWrite) {
      const made = await client.call({
        operation: 'POST /api/orders',
        method: 'POST',
        path: '/api/orders',
        body: { reference: draft.reference, ...orderBody(draft, 'POST /api/orders') },
        answer: order,
        personal: personalTexts(draft.customer),
        beforeWrite,
      });
      return { id: String(made.id) };
    },

    async readOrder(id) {
      const found = await read(id);
      return found && fromSandboxOrder(found, url);
    },

    async advanceOrder(id, to, _draft, beforeWrite) {
      const operation = 'POST /api/orders/:id/confirm';
      const found = await readExisting(id, operation);
      if (to === 'draft' && found.state !== 'cancelled') return;
      if (to !== 'confirmed' || found.state === 'cancelled') throw stuck(found, to, operation);
      if (found.state !== 'draft') return;
      await client.call({
        operation,
        method: 'POST',
        path: `/api/orders/${id}/confirm`,
        body: { version: found.version },
        answer: order,
        beforeWrite,
      });
    },

    async amendOrder(id, draft, beforeWrite) {
      const operation = 'PUT /api/orders/:id';
      const found = await readExisting(id, operation);
      if (found.state !== 'draft') throw stuck(found, 'draft', operation);
      await client.call({
        operation,
        method: 'PUT',
        path: `/api/orders/${id}`,
        body: { ...orderBody(draft, operation), version: found.version },
        answer: order,
        personal: personalTexts(draft.customer),
        beforeWrite,
      });
    },
  };
}

function orderBody(draft: ErpOrderDraft, operation: string) {
  return {
    shopOrderNumber: draft.shopOrderNumber,
    customerId: Number(draft.customerId),
    invoiceAddressId: Number(draft.invoiceAddressId),
    shippingAddressId: Number(draft.shippingAddressId),
    currency: draft.currency,
    orderedAt: draft.orderedAt,
    paymentTerm: draft.paymentTermCode ?? 'IMMEDIATE',
    note: draft.note || null,
    lines: draft.lines.map((line) => ({
      productCode: line.productCode,
      description: line.description.slice(0, 400) || null,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      taxCode: oneTax(line, operation),
    })),
  };
}

/**
 * The practice ERP wants exactly one on each line. Nothing is put in its place: it would be read back as another
 * document.
 */
function oneTax(line: ErpLineDraft, operation: string): string {
  const [tax, ...more] = line.taxCodes;
  if (tax !== undefined && more.length === 0) return tax;
  const reason: Reason =
    tax === undefined
      ? { code: 'reason_line_without_tax', values: { sku: line.productCode } }
      : { code: 'reason_line_with_taxes', values: { names: line.taxCodes.join(', ') } };
  throw new ErpError('hold', { code: 'erp_cannot', values: { erp: SANDBOX, reason } }, operation);
}

function stuck(found: SandboxOrder, wanted: ErpOrderState, operation: string): ErpError {
  const values = { erp: SANDBOX, document: found.number, state: found.state, wanted };
  return new ErpError('hold', { code: 'erp_state_stuck', values }, operation);
}
