import Database from 'better-sqlite3';

export type Db = Database.Database;

const SCHEMA_VERSION = 1;

/**
 * Amounts, prices and quantities are decimal text: SQLite's own arithmetic is never used on them. The references get
 * their unique indexes by the switch `uniqueReference` (unique-reference.ts), because an ERP without them is what it is
 * for.
 */
const SCHEMA = `
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE tax_code (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, rate TEXT NOT NULL) STRICT;
CREATE TABLE payment_term (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, days INTEGER NOT NULL) STRICT;
CREATE TABLE warehouse (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL) STRICT;
CREATE TABLE currency (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, digits INTEGER NOT NULL) STRICT;
CREATE TABLE product (
  id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, price TEXT NOT NULL,
  tax_code TEXT NOT NULL REFERENCES tax_code(code), active INTEGER NOT NULL DEFAULT 1,
  on_hand TEXT, allocated TEXT, modified_at TEXT NOT NULL,
  CHECK ((on_hand IS NULL) = (allocated IS NULL))
) STRICT;
CREATE INDEX product_modified ON product (modified_at, id);
CREATE TABLE customer (
  id INTEGER PRIMARY KEY AUTOINCREMENT, reference TEXT, name TEXT NOT NULL, email TEXT, phone TEXT, vat_number TEXT,
  version INTEGER NOT NULL DEFAULT 1, created_at TEXT NOT NULL, modified_at TEXT NOT NULL
) STRICT;
CREATE INDEX customer_reference ON customer (reference);
CREATE INDEX customer_email ON customer (lower(email));
CREATE INDEX customer_modified ON customer (modified_at, id);
CREATE TABLE address (
  id INTEGER PRIMARY KEY AUTOINCREMENT, customer_id INTEGER NOT NULL REFERENCES customer(id),
  name TEXT, company TEXT, street TEXT, street2 TEXT, postcode TEXT, city TEXT, state TEXT, country TEXT NOT NULL,
  phone TEXT, email TEXT
) STRICT;
CREATE INDEX address_customer ON address (customer_id);
CREATE TABLE sales_order (
  id INTEGER PRIMARY KEY AUTOINCREMENT, reference TEXT NOT NULL, shop_order_number TEXT,
  state TEXT NOT NULL CHECK (state IN ('draft', 'confirmed', 'shipped', 'cancelled')), version INTEGER NOT NULL DEFAULT 1,
  customer_id INTEGER NOT NULL REFERENCES customer(id), invoice_address_id INTEGER NOT NULL REFERENCES address(id),
  shipping_address_id INTEGER NOT NULL REFERENCES address(id), currency TEXT NOT NULL REFERENCES currency(code),
  ordered_at TEXT NOT NULL, payment_term TEXT NOT NULL REFERENCES payment_term(code), note TEXT,
  untaxed TEXT NOT NULL, tax TEXT NOT NULL, total TEXT NOT NULL, taxes TEXT NOT NULL,
  created_at TEXT NOT NULL, modified_at TEXT NOT NULL
) STRICT;
CREATE INDEX sales_order_reference ON sales_order (reference);
CREATE INDEX sales_order_shop_number ON sales_order (shop_order_number);
CREATE INDEX sales_order_customer ON sales_order (customer_id);
CREATE INDEX sales_order_modified ON sales_order (modified_at, id);
CREATE TABLE order_line (
  id INTEGER PRIMARY KEY AUTOINCREMENT, order_id INTEGER NOT NULL REFERENCES sales_order(id), position INTEGER NOT NULL,
  product_code TEXT NOT NULL REFERENCES product(code), description TEXT NOT NULL, quantity TEXT NOT NULL,
  unit_price TEXT NOT NULL, tax_code TEXT NOT NULL, tax_rate TEXT NOT NULL, net TEXT NOT NULL, tax TEXT NOT NULL,
  total TEXT NOT NULL, shipped_quantity TEXT NOT NULL DEFAULT '0', credited_quantity TEXT NOT NULL DEFAULT '0',
  UNIQUE (order_id, position)
) STRICT;
CREATE TABLE shipment (
  id INTEGER PRIMARY KEY AUTOINCREMENT, order_id INTEGER NOT NULL REFERENCES sales_order(id), carrier TEXT,
  tracking_number TEXT, shipped_at TEXT NOT NULL, modified_at TEXT NOT NULL, lines TEXT NOT NULL
) STRICT;
CREATE INDEX shipment_order ON shipment (order_id);
CREATE INDEX shipment_modified ON shipment (modified_at, id);
CREATE TABLE invoice (
  id INTEGER PRIMARY KEY AUTOINCREMENT, order_id INTEGER NOT NULL UNIQUE REFERENCES sales_order(id),
  state TEXT NOT NULL CHECK (state IN ('open', 'paid')), currency TEXT NOT NULL, untaxed TEXT NOT NULL, tax TEXT NOT NULL,
  total TEXT NOT NULL, paid TEXT NOT NULL, issued_at TEXT NOT NULL, modified_at TEXT NOT NULL
) STRICT;
CREATE INDEX invoice_modified ON invoice (modified_at, id);
CREATE TABLE payment (
  id INTEGER PRIMARY KEY AUTOINCREMENT, invoice_id INTEGER NOT NULL REFERENCES invoice(id), reference TEXT NOT NULL,
  amount TEXT NOT NULL, method TEXT, paid_at TEXT NOT NULL
) STRICT;
CREATE INDEX payment_invoice ON payment (invoice_id);
CREATE INDEX payment_reference ON payment (reference);
CREATE TABLE credit_note (
  id INTEGER PRIMARY KEY AUTOINCREMENT, reference TEXT NOT NULL, order_id INTEGER NOT NULL REFERENCES sales_order(id),
  currency TEXT NOT NULL, untaxed TEXT NOT NULL, tax TEXT NOT NULL, total TEXT NOT NULL, taxes TEXT NOT NULL,
  issued_at TEXT NOT NULL, restock INTEGER NOT NULL, note TEXT, modified_at TEXT NOT NULL
) STRICT;
CREATE INDEX credit_note_reference ON credit_note (reference);
CREATE INDEX credit_note_order ON credit_note (order_id);
CREATE INDEX credit_note_modified ON credit_note (modified_at, id);
CREATE TABLE credit_note_line (
  id INTEGER PRIMARY KEY AUTOINCREMENT, credit_note_id INTEGER NOT NULL REFERENCES credit_note(id),
  order_line_id INTEGER REFERENCES order_line(id), product_code TEXT NOT NULL REFERENCES product(code),
  description TEXT NOT NULL, quantity TEXT NOT NULL, unit_price TEXT NOT NULL, tax_code TEXT NOT NULL, tax_rate TEXT NOT NULL,
  net TEXT NOT NULL, tax TEXT NOT NULL, total TEXT NOT NULL
) STRICT;
CREATE INDEX credit_note_line_note ON credit_note_line (credit_note_id);
`;

/** Opens the ERP's file, making its tables in a new one. WAL with full sync: what was answered survives `kill -9`. */
export function openDatabase(file: string): Db {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  const version = db.pragma('user_version', { simple: true });
  if (version === 0) {
    db.transaction(() => {
      db.exec(SCHEMA);
      db.pragma(`user_version = ${SCHEMA_VERSION}`);
    }).immediate();
  } else if (version !== SCHEMA_VERSION) {
    db.close();
    throw new Error(
      `${file} has tables of version ${version}, this program knows ${SCHEMA_VERSION}: remove the file and start again`,
    );
  }
  return db;
}
