import type { Known } from '@counterfoil/shared-types';
import type { Generated } from 'kysely';

/**
 * The tables as Kysely sees them; the columns' names are the ones in SQL. Who owns which: `tenants` inbox/tenant-table,
 * `events` inbox/inbox-table, `orders` inbox/order-state-table, `deliveries`, `attempts`, `bindings`, `holds`,
 * `mapping_versions` delivery/…-table, `receipts`, `journeys`, `journey_steps` receipts/…-table, `journal`,
 * `journal_keys` oversight/journal.
 */
export interface Schema {
  migrations: MigrationRow;
  tenants: TenantRow;
  events: EventRow;
  orders: OrderStateRow;
  deliveries: DeliveryRow;
  attempts: AttemptRow;
  mapping_versions: MappingVersionRow;
  bindings: BindingRow;
  holds: HoldRow;
  receipts: ReceiptRow;
  journeys: JourneyRow;
  journey_steps: JourneyStepRow;
  journal: JournalRow;
  journal_keys: JournalKeyRow;
}

/** SQLite has no yes/no. */
export type Flag = 0 | 1;

export interface MigrationRow {
  number: number;
  name: string;
  applied_at: string;
}

export interface TenantRow {
  tenant: string;
  /**
   * Events in this database, ever (or, after we came back from a backup, what the shop had seen of that): told to the
   * shop with every request; a lower one than it saw means we came back from a backup.
   */
  confirmation_count: number;
  /** Highest count of reads that the shop told. */
  highest_read_count: number;
  /** Highest read number that was kept. */
  highest_read_number: number;
  /** When orders count from, as the shop said last; null: not started. */
  cutover: string | null;
  orders_stopped: Flag;
  restored_side: 'none' | 'shop' | 'agent';
  /** The two counts that did not fit, while a side is restored. */
  restored_seen: number;
  restored_now: number;
  /**
   * Of orders placed before it the ERP may have a document that is not known here: we came back from a backup, or lost
   * it. Null: never.
   */
  doubt_before: string | null;
  /** Which ERP's ids are known here, as `identifyErp` writes it; '': none yet. */
  erp_identity: string;
  /**
   * Random, made with the row: digests of what guessing would find (addresses) are under it. Nothing else goes by it.
   */
  digest_key: Generated<string>;
  /** How many names the shop's contract has, as it said last; null: it has not said yet. */
  shop_revision: number | null;
}

export interface EventRow {
  tenant: string;
  event_id: string;
  /** Order of arrival within the tenant: the count of events with this one. */
  sequence: number;
  order_id: number;
  type: string;
  reason: string;
  happened_at: string;
  command_user: number | null;
  command_note: string | null;
  /** The journey as it stood before the eyes of who said it; null: they looked at none. */
  seen_code: string | null;
  seen_version: number | null;
  /** What a person asked for goes first. */
  urgent: Flag;
  /** `owed`: the shop is yet to be told that we keep it; `unknown`: it did not know the row when told. */
  confirmation: 'owed' | 'confirmed' | 'unknown';
  state: 'waiting' | 'answered';
  received_at: string;
  answered_at: string | null;
}

/** The newest state of each order that the shop gave. */
export interface OrderStateRow {
  tenant: string;
  order_id: number;
  presence: 'present' | 'gone' | 'unreadable' | 'invalid';
  /** Of the newest snapshot that was kept; 0: none yet. */
  read_number: number;
  number: string | null;
  /** The shop's word for where the order is: `processing`. */
  status: string | null;
  order_check: string | null;
  /** `OrderSnapshot` as JSON; null: there was none yet, or it was reduced. */
  snapshot: string | null;
  invalid_field: string | null;
  invalid_reason: string | null;
  received_at: string;
}

/** One intended document in the ERP. */
export interface DeliveryRow {
  tenant: string;
  kind: DocumentKind;
  /** Of the order, refund or shipment; of a part of a payment the order item's. */
  shop_id: number;
  /** Empty: only ever heard of without its state. */
  document_check: string;
  /** From 1; a higher one replaces the one before. */
  generation: number;
  /** The order that it is of: its lane. */
  order_id: number;
  order_check: string;
  state: 'open' | 'sending' | 'in_doubt' | 'made' | 'delivered' | 'replaced' | 'skipped';
  /**
   * `OrderContent` as JSON: the state of the order that the ERP's document stands for, or that a person left as it is.
   */
  content: string | null;
  /** `ErpOrderDraft` as JSON, as it was sent last; persons are taken out when it is reduced. */
  draft: string | null;
  /** `SeenDocument` as JSON: the ERP's document as it was read back last. */
  document: string | null;
  /** The document was found, not made by the call that we know of. */
  adopted: Flag;
  /** Of the rules by which it was made; '': not sent yet. */
  mapping_hash: string;
  /** A person left it out: only "send again" takes it up. */
  left_out: Flag;
  /** A person said that it is a new order, though its id stood for another one. */
  new_order: Flag;
  /** The message of its last answer as JSON; null: not answered since the state changed. */
  said: string | null;
  /** When the state changed last. */
  changed_at: string;
}

type DocumentKind = Known<'documentKind'>;

/**
 * A version of the tenant's rules: the newest decides for what is not sent yet, each document goes by the one that it
 * was made by.
 */
export interface MappingVersionRow {
  tenant: string;
  /** Of the rules without the version that is written on them. */
  hash: string;
  /** The highest is the newest, whatever the clock said. */
  number: number;
  version: string;
  /** `MappingDocument` as JSON. */
  document: string;
  /** When it became the newest, and who said so: `configuration` is its file. */
  since: string;
  set_by: string;
}

/** An intent to make one record in the ERP, written before the call, and what came of it. */
export interface AttemptRow {
  tenant: string;
  attempt_id: string;
  /**
   * The external reference of a document (its kind, shop id, check and generation) or customer; of an address its
   * customer and a digest.
   */
  anchor: string;
  order_id: number;
  /** Which process sent it (its lease holder id): the monotonic time means something only there. */
  process: string;
  sent_at: string;
  sent_monotonic_ms: number;
  /**
   * null: the call is under way, or the process died in it · made: answered with an id · unknown: may have been written
   * · exists: the ERP says it has it · bound: read back and bound, however it was found · refused, absent: surely not
   * written
   */
  outcome: 'made' | 'refused' | 'unknown' | 'exists' | 'bound' | 'absent' | null;
  erp_id: string | null;
  code: string | null;
  ended_at: string | null;
}

export interface BindingRow {
  tenant: string;
  kind: DocumentKind | 'customer' | 'address';
  /** Documents and customers: the reference; addresses: customer and digest. */
  shop_key: string;
  erp_id: string;
  erp_number: string;
  bound_at: string;
}

export interface HoldRow {
  tenant: string;
  hold_id: string;
  /** Which document it is about. */
  kind: DocumentKind;
  shop_id: number;
  document_check: string;
  generation: number;
  order_id: number;
  code: string;
  hold_values: string;
  /** All gaps as JSON messages; the first is the hold's own code. Empty for holds of other kinds. */
  gaps: string;
  /** Of the journey, when it told this first; null: not told yet. */
  told_version: number | null;
  opened_at: string;
  closed_at: string | null;
  closed_because: 'solved' | 'replaced' | 'left_out' | null;
}

export interface ReceiptRow {
  tenant: string;
  event_id: string;
  order_id: number;
  version: number;
  outcome: 'delivered' | 'unchanged' | 'held' | 'skipped';
  code: string;
  receipt_values: string;
  answered_at: string;
  /** The highest version that the shop has. */
  sent_version: number;
}

export interface JourneyRow {
  tenant: string;
  order_id: number;
  /** Empty: it is not known which order it is. */
  order_check: string;
  version: number;
  state: Known<'journeyState'>;
  code: string;
  journey_values: string;
  /** List of `ErpDocument` as JSON. */
  documents: string;
  total: string | null;
  currency: string | null;
  since: string;
  sent_version: number;
}

export interface JourneyStepRow {
  tenant: string;
  step_id: string;
  order_id: number;
  /** Empty: it is not known to which order it happened. */
  order_check: string;
  /** Kind, shop id and generation of the document as JSON; null: it is about the order itself. */
  about: string | null;
  sequence: number;
  at: string;
  code: string;
  step_values: string;
  sent: Flag;
}

/** Append-only; the database itself refuses changes. */
export interface JournalRow {
  tenant: string;
  number: number;
  at: string;
  kind: string;
  /** HMAC of the order's reference under its own key; null: about the tenant. */
  subject: string | null;
  facts: string;
  previous_hash: string;
  hash: string;
}

export interface JournalKeyRow {
  tenant: string;
  order_id: number;
  key: string;
}
