/**
 * Times are UTC text with milliseconds and Z. Money is decimal text beside its currency. `…_values`, `gaps`,
 * `snapshot`, `draft`, `document`, `documents` and `about` are JSON. Yes/no is 0/1. What a column means stands in
 * `schema.ts`.
 */
export const migration = {
  number: 1,
  name: 'first-tables',
  statements: [
    `CREATE TABLE tenants (
      tenant TEXT PRIMARY KEY,
      confirmation_count INTEGER NOT NULL DEFAULT 0,
      highest_read_count INTEGER NOT NULL DEFAULT 0,
      highest_read_number INTEGER NOT NULL DEFAULT 0,
      cutover TEXT,
      orders_stopped INTEGER NOT NULL DEFAULT 0 CHECK (orders_stopped IN (0, 1)),
      restored_side TEXT NOT NULL DEFAULT 'none' CHECK (restored_side IN ('none', 'shop', 'agent')),
      restored_seen INTEGER NOT NULL DEFAULT 0,
      restored_now INTEGER NOT NULL DEFAULT 0,
      doubt_before TEXT,
      erp_identity TEXT NOT NULL DEFAULT '',
      digest_key TEXT NOT NULL DEFAULT (lower(hex(randomblob(32)))),
      shop_revision INTEGER
    ) STRICT`,

    `CREATE TABLE events (
      tenant TEXT NOT NULL REFERENCES tenants,
      event_id TEXT NOT NULL,
      sequence INTEGER NOT NULL,
      order_id INTEGER NOT NULL,
      type TEXT NOT NULL,
      reason TEXT NOT NULL,
      happened_at TEXT NOT NULL,
      command_user INTEGER,
      command_note TEXT,
      seen_code TEXT,
      seen_version INTEGER,
      urgent INTEGER NOT NULL CHECK (urgent IN (0, 1)),
      confirmation TEXT NOT NULL CHECK (confirmation IN ('owed', 'confirmed', 'unknown')),
      state TEXT NOT NULL CHECK (state IN ('waiting', 'answered')),
      received_at TEXT NOT NULL,
      answered_at TEXT,
      PRIMARY KEY (tenant, event_id)
    ) STRICT`,
    `CREATE UNIQUE INDEX events_by_sequence ON events (tenant, sequence)`,
    `CREATE INDEX events_owed ON events (tenant, sequence) WHERE confirmation = 'owed'`,
    `CREATE INDEX events_waiting ON events (tenant, urgent, sequence) WHERE state = 'waiting'`,
    `CREATE INDEX events_by_order ON events (tenant, order_id, sequence)`,

    `CREATE TABLE orders (
      tenant TEXT NOT NULL REFERENCES tenants,
      order_id INTEGER NOT NULL,
      presence TEXT NOT NULL CHECK (presence IN ('present', 'gone', 'unreadable', 'invalid')),
      read_number INTEGER NOT NULL,
      number TEXT,
      status TEXT,
      order_check TEXT,
      snapshot TEXT,
      invalid_field TEXT,
      invalid_reason TEXT,
      received_at TEXT NOT NULL,
      PRIMARY KEY (tenant, order_id)
    ) STRICT`,
    `CREATE INDEX orders_by_number ON orders (tenant, number)`,
    `CREATE INDEX orders_not_reduced ON orders (tenant, order_id) WHERE snapshot IS NOT NULL`,

    `CREATE TABLE deliveries (
      tenant TEXT NOT NULL REFERENCES tenants,
      kind TEXT NOT NULL CHECK (kind IN ('order', 'refund', 'payment', 'shipment')),
      shop_id INTEGER NOT NULL,
      document_check TEXT NOT NULL,
      generation INTEGER NOT NULL,
      order_id INTEGER NOT NULL,
      order_check TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('open', 'sending', 'in_doubt', 'made', 'delivered', 'replaced', 'skipped')),
      content TEXT,
      draft TEXT,
      document TEXT,
      adopted INTEGER NOT NULL DEFAULT 0 CHECK (adopted IN (0, 1)),
      mapping_hash TEXT NOT NULL DEFAULT '',
      left_out INTEGER NOT NULL DEFAULT 0 CHECK (left_out IN (0, 1)),
      new_order INTEGER NOT NULL DEFAULT 0 CHECK (new_order IN (0, 1)),
      said TEXT,
      changed_at TEXT NOT NULL,
      PRIMARY KEY (tenant, kind, shop_id, document_check, generation)
    ) STRICT`,
    `CREATE INDEX deliveries_by_order ON deliveries (tenant, order_id, generation)`,
    `CREATE INDEX deliveries_by_state ON deliveries (tenant, state)`,

    `CREATE TABLE mapping_versions (
      tenant TEXT NOT NULL REFERENCES tenants,
      hash TEXT NOT NULL,
      number INTEGER NOT NULL,
      version TEXT NOT NULL,
      document TEXT NOT NULL,
      since TEXT NOT NULL,
      set_by TEXT NOT NULL,
      PRIMARY KEY (tenant, hash)
    ) STRICT`,
    `CREATE UNIQUE INDEX mapping_versions_newest ON mapping_versions (tenant, number)`,

    `CREATE TABLE attempts (
      tenant TEXT NOT NULL REFERENCES tenants,
      attempt_id TEXT NOT NULL,
      anchor TEXT NOT NULL,
      order_id INTEGER NOT NULL,
      process TEXT NOT NULL,
      sent_at TEXT NOT NULL,
      sent_monotonic_ms INTEGER NOT NULL,
      outcome TEXT CHECK (outcome IN ('made', 'refused', 'unknown', 'exists', 'bound', 'absent')),
      erp_id TEXT,
      code TEXT,
      ended_at TEXT,
      PRIMARY KEY (tenant, attempt_id)
    ) STRICT`,
    `CREATE INDEX attempts_by_anchor ON attempts (tenant, anchor)`,
    `CREATE INDEX attempts_by_order ON attempts (tenant, order_id)`,

    `CREATE TABLE bindings (
      tenant TEXT NOT NULL REFERENCES tenants,
      kind TEXT NOT NULL CHECK (kind IN ('order', 'refund', 'payment', 'shipment', 'customer', 'address')),
      shop_key TEXT NOT NULL,
      erp_id TEXT NOT NULL,
      erp_number TEXT NOT NULL,
      bound_at TEXT NOT NULL,
      PRIMARY KEY (tenant, kind, shop_key)
    ) STRICT`,
    `CREATE UNIQUE INDEX bindings_one_order_each ON bindings (tenant, erp_id) WHERE kind = 'order'`,

    `CREATE TABLE holds (
      tenant TEXT NOT NULL REFERENCES tenants,
      hold_id TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('order', 'refund', 'payment', 'shipment')),
      shop_id INTEGER NOT NULL,
      document_check TEXT NOT NULL,
      generation INTEGER NOT NULL,
      order_id INTEGER NOT NULL,
      code TEXT NOT NULL,
      hold_values TEXT NOT NULL,
      gaps TEXT NOT NULL,
      told_version INTEGER,
      opened_at TEXT NOT NULL,
      closed_at TEXT,
      closed_because TEXT CHECK (closed_because IN ('solved', 'replaced', 'left_out')),
      PRIMARY KEY (tenant, hold_id)
    ) STRICT`,
    `CREATE INDEX holds_by_order ON holds (tenant, order_id)`,
    `CREATE UNIQUE INDEX holds_open ON holds (tenant, kind, shop_id) WHERE closed_at IS NULL`,

    `CREATE TABLE receipts (
      tenant TEXT NOT NULL,
      event_id TEXT NOT NULL,
      order_id INTEGER NOT NULL,
      version INTEGER NOT NULL,
      outcome TEXT NOT NULL CHECK (outcome IN ('delivered', 'unchanged', 'held', 'skipped')),
      code TEXT NOT NULL,
      receipt_values TEXT NOT NULL,
      answered_at TEXT NOT NULL,
      sent_version INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (tenant, event_id),
      FOREIGN KEY (tenant, event_id) REFERENCES events (tenant, event_id)
    ) STRICT`,
    `CREATE INDEX receipts_owed ON receipts (tenant, version) WHERE sent_version < version`,
    `CREATE INDEX receipts_by_order ON receipts (tenant, order_id)`,

    `CREATE TABLE journeys (
      tenant TEXT NOT NULL REFERENCES tenants,
      order_id INTEGER NOT NULL,
      order_check TEXT NOT NULL,
      version INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'working', 'in_doubt', 'delivered', 'left_as_is', 'held', 'skipped', 'broken', 'only_in_erp')),
      code TEXT NOT NULL,
      journey_values TEXT NOT NULL,
      documents TEXT NOT NULL,
      total TEXT,
      currency TEXT,
      since TEXT NOT NULL,
      sent_version INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (tenant, order_id, order_check)
    ) STRICT`,
    `CREATE INDEX journeys_owed ON journeys (tenant, version) WHERE sent_version < version`,
    `CREATE INDEX journeys_by_state ON journeys (tenant, state, since)`,

    `CREATE TABLE journey_steps (
      tenant TEXT NOT NULL REFERENCES tenants,
      step_id TEXT NOT NULL,
      order_id INTEGER NOT NULL,
      order_check TEXT NOT NULL,
      about TEXT,
      sequence INTEGER NOT NULL,
      at TEXT NOT NULL,
      code TEXT NOT NULL,
      step_values TEXT NOT NULL,
      sent INTEGER NOT NULL DEFAULT 0 CHECK (sent IN (0, 1)),
      PRIMARY KEY (tenant, step_id)
    ) STRICT`,
    `CREATE UNIQUE INDEX journey_steps_by_order ON journey_steps (tenant, order_id, sequence)`,
    `CREATE INDEX journey_steps_owed ON journey_steps (tenant, at) WHERE sent = 0`,

    `CREATE TABLE journal (
      tenant TEXT NOT NULL REFERENCES tenants,
      number INTEGER NOT NULL,
      at TEXT NOT NULL,
      kind TEXT NOT NULL,
      subject TEXT,
      facts TEXT NOT NULL,
      previous_hash TEXT NOT NULL,
      hash TEXT NOT NULL,
      PRIMARY KEY (tenant, number)
    ) STRICT`,
    `CREATE INDEX journal_by_subject ON journal (tenant, subject) WHERE subject IS NOT NULL`,
    `CREATE TRIGGER journal_never_changes BEFORE UPDATE ON journal
      BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END`,
    `CREATE TRIGGER journal_never_shrinks BEFORE DELETE ON journal
      BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END`,

    `CREATE TABLE journal_keys (
      tenant TEXT NOT NULL REFERENCES tenants,
      order_id INTEGER NOT NULL,
      key TEXT NOT NULL,
      PRIMARY KEY (tenant, order_id)
    ) STRICT`,
  ],
};
