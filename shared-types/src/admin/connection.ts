import { z } from 'zod';
import { contractVersion, tenantId, utcTime } from '../identity.ts';
import { openWord } from '../open-word.ts';
import { webAddress } from '../web-address.ts';

/** One key that may speak for the connector. `fingerprint`: XXXX-XXXX-XXXX-XXXX, to compare with the terminal. */
export const connectorKey = z.strictObject({
  keyId: z.string().max(32),
  fingerprint: z.string().regex(/^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$/),
  state: z.enum(['awaiting_confirmation', 'confirmed', 'revoked']),
  tenant: tenantId,
  connectorName: z.string().max(100),
  connectorVersion: z.string().max(50),
  erpName: z.string().max(60),
  environment: openWord('environment'),
  pairedAt: utcTime,
  confirmedAt: utcTime.nullable(),
  /** The WordPress user who compared the fingerprint. */
  confirmedBy: z.string().max(250).nullable(),
  revokedAt: utcTime.nullable(),
  /** The WordPress user who disconnected it; null: nobody did, or another key took its place. */
  revokedBy: z.string().max(250).nullable(),
  lastSeenAt: utcTime.nullable(),
});

/** GET counterfoil-admin/v1/connection */
export const connectionAnswer = z.strictObject({
  now: utcTime,
  connectionState: z.enum(['none', 'code_open', 'awaiting_confirmation', 'connected', 'copy']),
  /** Newest first. */
  keys: z.array(connectorKey).max(20),
  /** The connector that works was not heard from for longer than 2 minutes. */
  connectorSilent: z.boolean(),
  /** The open code itself is shown only once, by the call that made it. */
  code: z.strictObject({ expiresAt: utcTime, wrongTries: z.int().min(0).max(999) }).nullable(),
  /** A code would be open, had not 1,000 wrong ones been tried. */
  codeTriedOut: z.boolean(),
  /** Calls of strangers in the last 30 days, by kind; of those in one second one is counted. */
  turnedAway: z
    .array(
      z.strictObject({
        kind: z.enum(['unsigned', 'wrong_code', 'disconnected', 'repeated']),
        times: z.int().min(1),
        lastAt: utcTime,
      }),
    )
    .max(4),
  cutover: utcTime.nullable(),
  shopUrl: webAddress.max(500),
  /** What to type on the connector's machine to connect it. */
  command: z.string().max(600),
  pluginVersion: z.string().max(50),
  contractVersion,
  doorbell: z.enum(['working', 'closed', 'absent', 'unknown']),
  /** With `copy`: what was noted and what is found, in words for a person. */
  copy: z.strictObject({ was: z.string().max(500), is: z.string().max(500) }).nullable(),
  /** Why the connector can't work over this address (no HTTPS outside this machine); null: nothing. */
  hindrance: z.enum(['no_https', 'tables_broken', 'sodium_slow']).nullable(),
  /** Whether deleting the plugin takes away what it noted, too. */
  removesData: z.boolean(),
});

/**
 * POST counterfoil-admin/v1/connection/code
 * POST counterfoil-admin/v1/connection/confirm {keyId}, …/revoke {keyId}, …/copy {}, …/remove-data {removesData} answer
 * what GET …/connection does.
 */
export const codeAnswer = z.strictObject({
  /** XXXXX-XXXXX-XXX */
  code: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{3}$/),
  expiresAt: utcTime,
});

export type ConnectionAnswer = z.infer<typeof connectionAnswer>;
export type ConnectorKey = z.infer<typeof connectorKey>;
export type CodeAnswer = z.infer<typeof codeAnswer>;
