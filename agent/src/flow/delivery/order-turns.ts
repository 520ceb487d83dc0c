import type { Message } from '@counterfoil/shared-types';
import type { RetryKind } from './retry-schedule.ts';

/** How work on one order ends before it is done. Thrown wherever it turns out, understood by `deliver-order` alone. */

/** Later again, by the schedule of `kind`, or after `forMs` if that is longer. */
export class OrderWaits extends Error {
  readonly kind: RetryKind;
  readonly forMs: number;
  /** What a person may know about it; null: nothing that is worth a line. */
  readonly says: Message | null;

  constructor(kind: RetryKind, options: { forMs?: number; says?: Message; cause?: unknown } = {}) {
    super(`waits: ${kind}`, { cause: options.cause });
    this.name = 'OrderWaits';
    this.kind = kind;
    this.forMs = options.forMs ?? 0;
    this.says = options.says ?? null;
  }
}

/** A person is needed. */
export class OrderHeld extends Error {
  readonly says: Message;
  /** All of them, when rules are missing. */
  readonly gaps: readonly Message[];

  constructor(says: Message, options: { gaps?: readonly Message[]; cause?: unknown } = {}) {
    super(`held: ${says.code}`, { cause: options.cause });
    this.name = 'OrderHeld';
    this.says = says;
    this.gaps = options.gaps ?? [];
  }
}

/** A newer state of the order came before the step began: it is decided again. */
export class OrderChanged extends Error {
  constructor() {
    super('a newer state came');
    this.name = 'OrderChanged';
  }
}

/** Nothing may be written for this tenant at the moment; the order is as it was. */
export class TenantStands extends Error {
  constructor() {
    super('nothing may be written at the moment');
    this.name = 'TenantStands';
  }
}
