import { createHash, createHmac } from 'node:crypto';

/**
 * One entry of the journal: what happened, in codes, counts and digests. It holds no personal data; the order it is
 * about is named by an HMAC under a random key of its own, which is kept outside the journal: deleting the key cuts the
 * entry from the person for good, and the chain stays whole.
 */
export interface JournalEntry {
  /** From 1, without gaps, one chain per tenant. */
  readonly number: number;
  readonly at: string;
  readonly kind: JournalKind;
  /** Null: about the tenant. */
  readonly subject: string | null;
  readonly facts: JournalFacts;
  readonly previousHash: string;
  readonly hash: string;
}

export type JournalKind =
  | 'event_kept'
  | 'intent'
  | 'outcome'
  | 'bound'
  | 'advanced'
  | 'delivered'
  | 'held'
  | 'skipped'
  | 'replaced'
  | 'person_erased'
  | 'restored_side'
  | 'erp_moved';

export type JournalFacts = Readonly<Record<string, string | number | boolean | null>>;

/** What the first entry of a chain follows. */
export const FIRST_HASH = '0'.repeat(64);

/** Hash over everything but the hash, in one fixed writing: facts sorted by name. */
export function hashEntry(entry: Omit<JournalEntry, 'hash'>): string {
  const facts = Object.entries(entry.facts).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([entry.number, entry.at, entry.kind, entry.subject, facts, entry.previousHash]);
  return createHash('sha256').update(text).digest('hex');
}

/** How an order is named in the journal. `what` tells several secrets of one order apart. */
export function underKey(key: string, what: string): string {
  return createHmac('sha256', Buffer.from(key, 'hex')).update(what).digest('hex');
}

export interface ChainBreak {
  /** The first entry that does not follow from the one before. */
  readonly number: number;
  readonly because: 'number' | 'previous_hash' | 'hash';
}

/**
 * Checks entries in their order; offline, it needs nothing else.
 * @param after the last entry known to be right, or null to begin at the first
 */
export function verifyChain(
  entries: Iterable<JournalEntry>,
  after: Pick<JournalEntry, 'number' | 'hash'> | null = null,
): { readonly head: Pick<JournalEntry, 'number' | 'hash'>; readonly broken: ChainBreak | null } {
  let head = after ?? { number: 0, hash: FIRST_HASH };
  for (const entry of entries) {
    const because =
      entry.number !== head.number + 1
        ? 'number'
        : entry.previousHash !== head.hash
          ? 'previous_hash'
          : hashEntry(entry) !== entry.hash
            ? 'hash'
            : null;
    if (because) return { head, broken: { number: entry.number, because } };
    head = { number: entry.number, hash: entry.hash };
  }
  return { head, broken: null };
}
