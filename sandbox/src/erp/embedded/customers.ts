import { z } from 'zod';
import { ApiError, invalid, notFound } from './api-error.ts';
import { type Listing, listPage, type Page } from './list-page.ts';
import type { Db } from './open-database.ts';
import { optionalText, readBody, recordVersion, reference } from './read-body.ts';
import { refuseTakenReference } from './unique-reference.ts';

type CustomerRow = {
  id: number;
  reference: string | null;
  name: string;
  email: string | null;
  phone: string | null;
  vat_number: string | null;
  version: number;
  created_at: string;
  modified_at: string;
};

const MOST_ADDRESSES = 200;

const listing: Listing = {
  table: 'customer',
  filters: { reference: 'reference = ?', email: 'lower(email) = lower(?)' },
  modified: true,
};

const address = z.strictObject({
  name: optionalText(200),
  company: optionalText(200),
  street: optionalText(200),
  street2: optionalText(200),
  postcode: optionalText(200),
  city: optionalText(200),
  state: optionalText(200),
  country: z.string().regex(/^[A-Z]{2}$/, { error: 'must be two capitals, such as FR' }),
  phone: optionalText(200),
  email: optionalText(254),
});

const newCustomer = z.strictObject({
  reference: reference.nullish(),
  name: z.string().min(1).max(200),
  email: optionalText(254),
  phone: optionalText(64),
  vatNumber: optionalText(32),
  addresses: z.array(address).max(20).nullish(),
});

const changedCustomer = z.strictObject({
  name: z.string().min(1).max(200).optional(),
  email: z.string().max(254).nullable().optional(),
  phone: z.string().max(64).nullable().optional(),
  vatNumber: z.string().max(32).nullable().optional(),
  version: recordVersion.optional(),
});

export type Address = { id: number } & z.output<typeof address>;

export function getCustomer(db: Db, id: number) {
  const row = db.prepare<[number], CustomerRow>('SELECT * FROM customer WHERE id = ?').get(id);
  if (row === undefined) throw notFound(`customer ${id}`);
  const addresses = db
    .prepare<[number], Address>(
      `SELECT id, name, company, street, street2, postcode, city, state, country, phone, email FROM address
       WHERE customer_id = ? ORDER BY id`,
    )
    .all(id);
  return {
    id: row.id,
    reference: row.reference,
    name: row.name,
    email: row.email,
    phone: row.phone,
    vatNumber: row.vat_number,
    version: row.version,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
    addresses,
  };
}

export type Customer = ReturnType<typeof getCustomer>;

export function listCustomers(db: Db, query: URLSearchParams): Page<Customer> {
  return listPage(db, listing, query, (id) => getCustomer(db, id));
}

export function createCustomer(db: Db, body: unknown, now: string): Customer {
  const given = readBody(newCustomer, body);
  refuseTakenReference(db, 'customer', given.reference ?? null);
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO customer (reference, name, email, phone, vat_number, created_at, modified_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(given.reference ?? null, given.name, given.email, given.phone, given.vatNumber, now, now);
  const id = Number(lastInsertRowid);
  for (const one of given.addresses ?? []) insertAddress(db, id, one);
  return getCustomer(db, id);
}

export function changeCustomer(db: Db, id: number, body: unknown, now: string): Customer {
  const given = readBody(changedCustomer, body);
  const old = getCustomer(db, id);
  refuseOldVersion(given.version, old);
  const { name, email, phone, vatNumber } = { ...old, ...given };
  db.prepare(
    'UPDATE customer SET name = ?, email = ?, phone = ?, vat_number = ?, version = version + 1, modified_at = ? WHERE id = ?',
  ).run(name, email || null, phone || null, vatNumber || null, now, id);
  return getCustomer(db, id);
}

export function addAddress(db: Db, customerId: number, body: unknown, now: string): Address {
  const given = readBody(address, body);
  const customer = getCustomer(db, customerId);
  if (customer.addresses.length >= MOST_ADDRESSES) {
    throw invalid('country', given.country, `customer ${customerId} has ${MOST_ADDRESSES} addresses already`);
  }
  const id = insertAddress(db, customerId, given);
  db.prepare('UPDATE customer SET version = version + 1, modified_at = ? WHERE id = ?').run(now, customerId);
  return { id, ...given };
}

function insertAddress(db: Db, customerId: number, one: z.output<typeof address>): number {
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO address (customer_id, name, company, street, street2, postcode, city, state, country, phone, email)
       VALUES (:customerId, :name, :company, :street, :street2, :postcode, :city, :state, :country, :phone, :email)`,
    )
    .run({ customerId, ...one });
  return Number(lastInsertRowid);
}

export function refuseOldVersion(sent: number | undefined, record: { id: number; version: number }): void {
  if (sent !== undefined && sent !== record.version) {
    throw new ApiError(409, 'version_conflict', `version ${sent} was sent, ${record.version} is current`, {
      field: 'version',
      value: sent,
      id: record.id,
      version: record.version,
    });
  }
}
