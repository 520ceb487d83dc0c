import { formatExternalReference, type Known, parseExternalReference } from '@counterfoil/shared-types';

/**
 * What one document of the ERP is about, and which of several that replaced each other: the key of all that is kept of
 * it.
 */
export interface DocumentKey {
  readonly kind: Known<'documentKind'>;
  /** Of the order, refund or shipment; of a part of a payment the order item's. */
  readonly shopId: number;
  /**
   * Tells it from another of the same id: ids repeat after a restored shop. Empty: nothing is known of it but the id.
   */
  readonly check: string;
  /** From 1: a person asked for another one, because this was cancelled or deleted in the ERP. */
  readonly generation: number;
}

/** An order of the shop. Its id alone may have stood for another one before. */
export interface OrderKey {
  readonly id: number;
  readonly check: string;
}

/** A document with the order that it is of: what concerns one order happens in order. */
export interface OrdersDocument extends DocumentKey {
  readonly order: OrderKey;
}

const LETTERS = { order: 'o', refund: 'r', payment: 'p', shipment: 's' } as const;

/** The sales order of an order. */
export function salesOrderOf(order: OrderKey, generation = 1): OrdersDocument {
  return { kind: 'order', shopId: order.id, check: order.check, generation, order };
}

/** By what the ERP's document, its attempts and its binding are found again. */
export function referenceOf(tenant: string, key: DocumentKey): string {
  const { kind, shopId, check, generation } = key;
  return formatExternalReference({ tenant, kind: LETTERS[kind], shopId, check, generation });
}

/** Of the first of the documents that replaced each other: an ERP asked for it names all of them. */
export function firstReferenceOf(tenant: string, key: DocumentKey): string {
  return referenceOf(tenant, { ...key, generation: 1 });
}

/** Null: the reference is none of this document, nor of one that replaced it or that it replaced. */
export function generationIn(reference: string, tenant: string, key: DocumentKey): number | null {
  const found = parseExternalReference(reference);
  if (!found || found.tenant !== tenant || found.kind !== LETTERS[key.kind]) return null;
  return found.shopId === key.shopId && found.check === key.check ? found.generation : null;
}
