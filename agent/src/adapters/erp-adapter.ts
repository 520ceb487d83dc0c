import type {
  CatalogueEntry,
  CatalogueKind,
  ErpAddress,
  ErpCustomer,
  ErpCustomerDraft,
  ErpOrder,
  ErpOrderDraft,
  ErpOrderState,
} from './erp-documents.ts';

/**
 * A look-up has three answers. `absent` may be said only by a query that covers posted, archived and cancelled documents
 * and everything else where the document can have gone. Whether enough time has passed since the last send (`longestCommitMs`) is
 * the delivery's to judge, not the adapter's. `cannot_tell`: the ERP did not answer, or answered something that can't be trusted.
 */
export type LookUp<T> =
  | { readonly answer: 'found'; readonly all: readonly [T, ...T[]] }
  | { readonly answer: 'absent' }
  | { readonly answer: 'cannot_tell'; readonly because: Error };

/** What differs between ERPs is declared here, once connected, and never asked for as "is this ERP X?". */
export interface ErpCapabilities {
  /** The ERP itself refuses a second order of the same reference: only then may the first look-up fall away. */
  readonly uniqueOrderReference: boolean;
  readonly uniqueCustomerReference: boolean;
  /** `records`: addresses are found or made before the order; `on_order`: they travel in the order. */
  readonly addresses: 'records' | 'on_order';
  /** Longest time between sending a write and its becoming visible, milliseconds (Tryton 30 s, Odoo 70 s, Business Central 10 min). */
  readonly longestCommitMs: number;
  /** No answer within this: the outcome is unknown, milliseconds. */
  readonly callTimeoutMs: number;
  /** Calls at once for the whole tenant (Dolibarr 1, Odoo 2). */
  readonly parallelCalls: number;
  /** Decimals kept of a unit price. */
  readonly priceDigits: number;
  /** How the ERP rounds tax: each line, or each tax of the whole document. */
  readonly taxRounding: 'line' | 'document';
  /** The states an order can be brought to, first to last. */
  readonly orderStates: readonly ErpOrderState[];
  /** The first state that can't be undone without a trace: totals are read back and compared before it. */
  readonly firstLastingState: ErpOrderState;
  /** A draft's lines can still be replaced. */
  readonly amendDraft: boolean;
}

export interface ErpStanding {
  readonly product: string;
  readonly version: string;
  readonly company: string;
  readonly currency: string;
  /** Announced end of the API in use, UTC date; null: none known. */
  readonly apiEnds: string | null;
  readonly answerMs: number;
}

/** One thing that `doctor` looked at. `mend`: what to do, naming the ERP's own menu or right. */
export interface ErpFinding {
  readonly what: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly mend: string;
}

export interface CataloguePage {
  readonly entries: readonly CatalogueEntry[];
  /** Give it back for the next page; null: this was the last. */
  readonly next: string | null;
}

/**
 * One connection to one ERP company. Every method has a time limit, throws only `ErpError`, and keeps no state of an order:
 * what was done is known by reading it back. A write is never repeated inside the adapter once it may have been sent.
 */
export interface ErpAdapter {
  readonly kind: string;
  /** Logs in and negotiates. Throws `ErpError` with next `stop` or `retry`. Called once before anything else, and after a `stop`. */
  connect(): Promise<ErpStanding>;
  /** Known after `connect`. */
  readonly capabilities: ErpCapabilities;

  findCustomer(query: { reference: string; email: string }): Promise<LookUp<ErpCustomer>>;
  createCustomer(draft: ErpCustomerDraft): Promise<ErpCustomer>;
  /** Only with `addresses: 'records'`. The same address (trimmed, case-folded) of this customer, or absent. */
  findAddress(customerId: string, address: ErpAddress): Promise<LookUp<{ id: string }>>;
  createAddress(customerId: string, address: ErpAddress): Promise<{ id: string }>;

  /** Every document that carries this reference, in any state. */
  findOrders(reference: string): Promise<LookUp<ErpOrder>>;
  /** What `createOrder` would send, as the ERP would get it; writes nothing. */
  previewOrder(draft: ErpOrderDraft): Promise<unknown>;
  /** Makes the order in its first state. The result is what the ERP answered; it is read back before it is believed. */
  createOrder(draft: ErpOrderDraft): Promise<{ id: string }>;
  /** Null: it no longer exists. */
  readOrder(id: string): Promise<ErpOrder | null>;
  /** Brings the order one state further; calling it on an order that is there already changes nothing. Read it back afterwards. */
  advanceOrder(id: string, to: ErpOrderState): Promise<void>;

  /** The ERP's own lists, paged, for the mapping and its gaps. */
  readCatalogue(kind: CatalogueKind, page: string | null): Promise<CataloguePage>;
  /** One product by its exact code; null: none (or inactive). */
  findProduct(code: string): Promise<CatalogueEntry | null>;
  /** Permissions, settings and lists that deliveries need, without writing. */
  examine(): Promise<readonly ErpFinding[]>;
  close(): Promise<void>;
}
