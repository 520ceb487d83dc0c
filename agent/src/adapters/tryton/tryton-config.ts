import { z } from 'zod';
import { callTimeout } from '../call-timeout.ts';
import { erpAddress } from '../erp-address.ts';
import { booksAt } from '../erp-identity.ts';

/** `erp:` of a tenant on Tryton; the user's password comes apart, as the tenant's secret. */
export const trytonSettings = z.strictObject({
  kind: z.literal('tryton'),
  /** Where the server answers, without the database: `https://erp.example.org/`. */
  url: erpAddress,
  database: z.string().min(1),
  /** Login of the connector's own Tryton user. */
  user: z.string().min(1),
  /** Where Tryton's web client is, when not at `url` itself; links to orders lead there. */
  webClientUrl: erpAddress.optional(),
  /** No answer within so many seconds: the outcome is unknown. */
  callTimeoutSeconds: callTimeout,
  /** How long after its sending a write may still appear. Tryton itself sets no limit; a proxy before it may. */
  longestCommitSeconds: z.number().min(1).max(3600).default(30),
  parallelCalls: z.int().min(1).max(16).default(4),
});

export type TrytonSettings = z.infer<typeof trytonSettings>;

export function identifyTryton({ kind, url, database }: TrytonSettings): string {
  return booksAt(kind, url, database);
}
