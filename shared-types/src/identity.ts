import { z } from 'zod';
import { OPEN_WORDS } from './open-word.ts';

/** UTC, milliseconds, always with Z: `2026-11-23T10:02:11.000Z`. */
export const utcTime = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);

/** Random UUID in lower case: event ids, instance ids, lease holders, journey step ids. */
export const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);

/** Chosen once by the owner at `counterfoil setup`; part of every external reference, so it never changes. */
export const tenantId = z.string().regex(/^[a-z0-9]{2,8}$/);

/**
 * A row id in the shop (order, refund, product, line). WordPress ids are 64-bit; JSON integers are exact up to 2^53 -
 * 1.
 */
export const shopId = z.int().min(1).max(9007199254740991);

/**
 * 6 base32 characters (RFC 4648, capitals) of SHA-256 of WooCommerce's order_key: tells one order from another of the
 * same id.
 */
export const orderCheck = z.string().regex(/^[A-Z2-7]{6}$/);

/** Ed25519 public key, 32 bytes, base64url without padding. */
export const publicKey = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** A counter kept in a table: counts of reads and confirmations, read numbers, fences. */
export const counter = z.int().min(0).max(9007199254740991);

/** A tenant's, as its owner chose it. In messages it is an open word. */
export const environment = z.enum(OPEN_WORDS.environment);
export type Environment = z.infer<typeof environment>;

/**
 * The version of this contract. The plugin serves its own and, as far as there are any, the two before; a message names
 * the one it is written in. A new version is needed only where a field or word is renamed or taken away: what is added
 * is read over by who does not know it.
 */
export const CONTRACT_VERSION = 2;
export const contractVersion = z.int().min(1).max(999);

/**
 * How many names the sender's contract has (contract-revision.ts). Names are only added: who has fewer is the older.
 */
export const contractRevision = z.int().min(1).max(99999);

/** What each message of the contract begins with. */
export const contract = { contractVersion, contractRevision } as const;
