import type { FaultSwitches } from '@counterfoil/sandbox/erp/fault-switches';
import type { Dispatcher } from 'undici';
import type { ErpAdapter } from '../erp-adapter.ts';
import type { ErpCustomerDraft, ErpOrderDraft } from '../erp-documents.ts';

/** Which requests a fault meets, as sandbox/src/erp/aim-fault.ts reads it. */
export interface Aim {
  readonly method?: string;
  readonly path?: string;
  readonly body?: string;
}

export interface KnownRecords {
  /** Can be sold, with enough stock. */
  readonly product: string;
  /** Sale taxes by code, at least 20 %, 10 % and one of 0 %. */
  readonly taxes: readonly { readonly code: string; readonly percent: string }[];
  readonly paymentTerm: string;
  readonly currency: string;
  readonly otherCurrency: { readonly code: string; readonly digits: number };
}

export interface AdapterOptions {
  /** Past the fault proxy. */
  readonly direct?: boolean;
  readonly password?: string;
  readonly callTimeoutSeconds?: number;
  readonly dispatcher?: Dispatcher;
}

/** What is known of an ERP before it runs; the adapter must declare the same. */
export interface Expectations {
  readonly uniqueOrderReference: boolean;
  readonly uniqueCustomerReference: boolean;
  /** The ERP refuses orders for their date. */
  readonly closesPeriods: boolean;
  /** The ERP has no lines without tax. */
  readonly taxOnEachLine: boolean;
}

/** What a user may be forbidden to do. */
export type Rightful = 'findProduct' | 'findOrders' | 'createCustomer' | 'createOrder' | 'transition';

/** One running ERP behind a fault proxy, with the means to be it, its people and its network. */
export interface Harness {
  readonly secret: string;
  /** Faults between adapter and ERP. */
  readonly faults: FaultSwitches;
  readonly records: KnownRecords;
  /** More rows than this don't come in one answer. */
  readonly pageSize: number;
  /** Which requests make an order, make a customer, bring an order to the second of its states, look an order up. */
  readonly aims: {
    readonly createOrder: Aim;
    readonly createCustomer: Aim;
    readonly transition: Aim;
    readonly findOrders: Aim;
  };
  /** Not connected; through the fault proxy unless it says `direct`. */
  createAdapter(options?: AdapterOptions): ErpAdapter;
  /** What the ERP itself says, not through the adapter. */
  countOrders(reference: string): Promise<number>;
  countCustomers(reference: string): Promise<number>;
  /** Everything that processing an order makes (stock, shipments, invoices), as text to be compared. */
  effectsOf(orderId: string): Promise<string>;

  // What people do in the ERP.
  cancelOrder(orderId: string): Promise<void>;
  archiveProduct(code: string): Promise<void>;
  addProducts(codes: readonly string[]): Promise<void>;
  addOrders(draft: ErpOrderDraft, count: number): Promise<void>;
  addCustomer(draft: ErpCustomerDraft): Promise<void>;
  /** Orders before this day are refused; null: none. Only called where `closesPeriods`. */
  closePeriod(before: string | null): Promise<void>;
  /** Takes the right to do this from the connector's user, whatever the record. @returns gives it back */
  takeRight(what: Rightful): Promise<() => Promise<void>>;
  /** A call of this adapter that the ERP refuses with words which name the person of its draft. */
  provokePersonalWords(adapter: ErpAdapter): Promise<unknown>;

  stopServer(): Promise<void>;
  startServer(): Promise<void>;
}
