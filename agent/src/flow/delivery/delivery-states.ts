/**
 * A delivery: the one document of the ERP that an order of the shop is to become there.
 *
 *   open ────────▶ sending         the intent is committed; the create may have left
 *    │  ▲             │  │
 *    │  │             │  └───────▶ made        it was read back, is this order and equals what was sent: it is bound
 *    │  │             ▼              │
 *    │  └───────── in_doubt ─────────┤         no answer, or one that does not fit: the ERP is asked, never told again
 *    │  surely absent      found     ▼
 *    │                            delivered    it is in the state that the rules want, read back
 *    └──▶ skipped ──▶ open                     left out with a reason; taken up again when the reason is gone
 *
 * `open` → `made`: the ERP had it before anything was sent (this agent came back from a backup). `sending` → `open`:
 * the ERP refused, so nothing was written. A delivery that a process finds in `sending` when it starts is in doubt. Out
 * of `made` and `delivered` leads only `replaced`: the ERP's people cancelled or deleted the document, and a person
 * asked for another one, which is a delivery of its own. Where they take it into force again before the other one is
 * made, it is `made` once more.
 *
 * Whether the order waits for a person (a hold) is another question: held is what has an open hold, in whichever state
 * it is. A hold stops only the step that it is about; the order's next event, "send again" or new rules try that step
 * again.
 */
export const DELIVERY_MOVES = {
  open: ['sending', 'made', 'skipped'],
  sending: ['open', 'in_doubt', 'made'],
  in_doubt: ['open', 'made', 'skipped'],
  made: ['delivered', 'replaced'],
  delivered: ['replaced'],
  replaced: ['made'],
  skipped: ['open'],
} as const satisfies Record<string, readonly string[]>;

export type DeliveryState = keyof typeof DELIVERY_MOVES;

/** The ERP has, or may have, the document: what the shop does from now on is a change after delivery. */
export function hasDocument(state: DeliveryState): boolean {
  return state === 'made' || state === 'delivered';
}

/** Something was sent, and what became of it is not known. */
export function isDoubtful(state: DeliveryState): state is 'sending' | 'in_doubt' {
  return state === 'sending' || state === 'in_doubt';
}

/** Nothing more is to be done about it, until something happens to the order. */
export function hasEnded(state: DeliveryState): boolean {
  return state === 'delivered' || state === 'skipped' || state === 'replaced';
}

/** @throws {Error} for a move that is not in the table: a defect */
export function checkMove(from: DeliveryState, to: DeliveryState): void {
  if (from === to || (DELIVERY_MOVES[from] as readonly DeliveryState[]).includes(to)) return;
  throw new Error(`a delivery can't go from ${from} to ${to}`);
}
