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
import type { ErpWords } from './erp-words.ts';

/**
 * A look-up has three answers. `absent` may be said only by a query that covers posted, archived and cancelled
 * documents and everything else where the document can have gone. Whether enough time has passed since the last send
 * (`longestCommitMs`) is the delivery's to judge, not the adapter's. `cannot_tell`: the ERP did not answer, or answered
 * something that can't be trusted.
 */
export type LookUp<T> =
  | { readonly answer: 'found'; readonly all: readonly [T, ...T[]] }
  | { readonly answer: 'absent' }
  | { readonly answer: 'cannot_tell'; readonly because: Error };

/**
 * Called by an adapter directly before each write leaves, after all that it reads for it: the lease must outlast that
 * one call, however long the reading took. What it throws ends the method: of this call nothing was written.
 */
export type BeforeWrite = () => Promise<void>;

/** What differs between ERPs is declared here, once connected, and never asked for as "is this ERP X?". */
export interface ErpCapabilities {
  /** The ERP itself refuses a second order of the same reference: only then may the first look-up fall away. */
  readonly uniqueOrderReference: boolean;
  readonly uniqueCustomerReference: boolean;
  /**
   * `records`: found or made before the order; `on_order`: there are no customer records, the order carries the
   * customer (files).
   */
  readonly customers: 'records' | 'on_order';
  /** `records`: addresses are found or made before the order; `on_order`: they travel in the order. */
  readonly addresses: 'records' | 'on_order';
  /**
   * Longest time between sending a write and its becoming visible, milliseconds (Tryton 30 s, Odoo 70 s, Business
   * Central 10 min).
   */
  readonly longestCommitMs: number;
  /** No answer within this: the outcome is unknown, milliseconds. */
  readonly callTimeoutMs: number;
  /** Calls at once for the whole tenant (Dolibarr 1, Odoo 2). */
  readonly parallelCalls: number;
  /** Decimals kept of a unit price. */
  readonly priceDigits: number;
  /** How the ERP gets from lines to totals; `predictTotals` computes by it. */
  readonly rounding: ErpRounding;
  /** The states an order can be brought to, first to last. The first is what `createOrder` makes. */
  readonly orderStates: readonly [ErpOrderState, ...ErpOrderState[]];
  /**
   * The first state that can't be undone without a trace: totals are read back and compared before it. Where it is the
   * first of `orderStates` (a file that was sent), the totals are compared as soon as they can be read.
   */
  readonly firstLastingState: ErpOrderState;
  /** A draft's lines can still be replaced: `amendOrder` works. */
  readonly amendDraft: boolean;
  /** The lists that the ERP can be asked for; what is not here can't be checked before it is sent. */
  readonly lists: readonly CatalogueKind[];
}

/**
 * How an ERP computes: line net = quantity × unit price, rounded to the currency's digits; tax by one of these ways;
 * total = net + tax.
 */
export interface ErpRounding {
  /**
   * Rounded is each line's tax; or the running sum of each tax after each line; or the sum of each tax over the
   * document.
   */
  readonly tax: 'line' | 'running' | 'document';
  /** What a tax's percentage is taken of: the line's net as rounded, or quantity × unit price before rounding. */
  readonly taxBase: 'rounded' | 'exact';
  /** A tie goes away from zero, or to the even neighbour. */
  readonly ties: 'half_up' | 'half_even';
  /** Not with `tax: 'line'`: lines below zero are a sum of their own, rounded by itself. */
  readonly negativesApart: boolean;
}

/** What a log-in tells of the ERP. */
export interface ErpLogin {
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
  readonly what: ErpWords;
  readonly ok: boolean;
  readonly detail: ErpWords | string;
  /** Null: nothing is to be done. */
  readonly mend: ErpWords | null;
}

export interface CataloguePage {
  readonly entries: readonly CatalogueEntry[];
  /** Give it back for the next page; null: this was the last. */
  readonly next: string | null;
}

/**
 * One connection to one ERP company. Every method has a time limit, throws only `ErpError`, and keeps no state of an
 * order: what was done is known by reading it back. A write is never repeated inside the adapter once it may have been
 * sent, and each is announced to `beforeWrite`, which may stop it.
 */
export interface ErpAdapter {
  readonly kind: string;
  /**
   * Logs in and negotiates. Throws `ErpError` with next `stop` or `retry`. Called once before anything else, and after
   * a `stop`.
   */
  connect(): Promise<ErpLogin>;
  /** Known after `connect`. */
  readonly capabilities: ErpCapabilities;

  /**
   * Only with `customers: 'records'`. Who carries the reference (archived ones too), and who has the e-mail address;
   * empty: don't ask by it.
   */
  findCustomer(query: { reference: string; email: string }): Promise<LookUp<ErpCustomer>>;
  createCustomer(draft: ErpCustomerDraft, beforeWrite?: BeforeWrite): Promise<ErpCustomer>;
  /** Only with `customers: 'records'`. Whether this record still exists, archived or changed as it may be. */
  hasCustomer(customerId: string): Promise<LookUp<{ id: string }>>;
  /** Only with `addresses: 'records'`. The same address (trimmed, case-folded) of this customer, or absent. */
  findAddress(customerId: string, address: ErpAddress): Promise<LookUp<{ id: string }>>;
  createAddress(customerId: string, address: ErpAddress, beforeWrite?: BeforeWrite): Promise<{ id: string }>;
  /** Only with `addresses: 'records'`. Whether this record still exists, archived or changed as it may be. */
  hasAddress(customerId: string, addressId: string): Promise<LookUp<{ id: string }>>;

  /**
   * Every document that carries this reference, or that of one which replaces it (`withReplacements`), in any state.
   */
  findOrders(reference: string): Promise<LookUp<ErpOrder>>;
  /** What `createOrder` would send, as the ERP would get it; writes nothing. */
  previewOrder(draft: ErpOrderDraft): Promise<unknown>;
  /**
   * Makes the order in its first state by one write. The result is what the ERP answered; it is read back before it is
   * believed.
   */
  createOrder(draft: ErpOrderDraft, beforeWrite?: BeforeWrite): Promise<{ id: string }>;
  /** Null: it no longer exists. */
  readOrder(id: string): Promise<ErpOrder | null>;
  /**
   * Brings the order one state further; calling it on an order that is there already, or further, changes nothing but
   * what is missing. Called for each of `orderStates` up to the target, the first included: there an adapter adds what
   * its create could not carry in one write (Dolibarr: the delivery contact), here what a transition overwrites (Odoo:
   * the order's date). Read it back afterwards.
   */
  advanceOrder(id: string, to: ErpOrderState, draft: ErpOrderDraft, beforeWrite?: BeforeWrite): Promise<void>;
  /**
   * Only with `amendDraft`: makes an order that is still in its first state equal to the draft again, lines included;
   * re-runnable.
   */
  amendOrder(id: string, draft: ErpOrderDraft, beforeWrite?: BeforeWrite): Promise<void>;

  /** The ERP's own `lists`, paged, for the mapping and its gaps. */
  readCatalogue(kind: CatalogueKind, page: string | null): Promise<CataloguePage>;
  /** One product by its exact code; null: none. One that can't be sold (any more) comes with `active: false`. */
  findProduct(code: string): Promise<CatalogueEntry | null>;
  /** Permissions, settings and lists that deliveries need, without writing. */
  examine(): Promise<readonly ErpFinding[]>;
  close(): Promise<void>;
}
