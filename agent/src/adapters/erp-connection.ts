import type { Dispatcher } from 'undici';
import type { BeforeWrite } from './erp-adapter.ts';

/** What an adapter gets from outside to speak with its ERP. */
export interface ErpConnection {
  readonly dispatcher: Dispatcher;
  /** A clock that only goes forward, milliseconds. */
  readonly monotonicMs: () => number;
}

/** What errors must know of a call. */
export interface ErpCall {
  /** The ERP's name. */
  readonly erp: string;
  /** `POST /api/orders`, `sale.sale.create`: never with a value in it. */
  readonly operation: string;
  /** A write without an answer is `unknown`; a read without one may simply be made again. */
  readonly writes: boolean;
  /** Of a write: heard before it leaves. */
  readonly beforeWrite?: BeforeWrite | undefined;
}
