import { z } from 'zod';
import { callTimeout } from '../call-timeout.ts';
import { erpAddress } from '../erp-address.ts';
import { booksAt } from '../erp-identity.ts';

/** `erp:` of a tenant on the sandbox's practice ERP; its password comes apart, as the tenant's secret. */
export const sandboxSettings = z.strictObject({
  kind: z.literal('sandbox'),
  /** Where it listens, `http://127.0.0.1:8123`. */
  url: erpAddress,
  /** No answer within so many seconds: the outcome is unknown. */
  callTimeoutSeconds: callTimeout,
  parallelCalls: z.int().min(1).max(16).default(4),
});

export type SandboxSettings = z.infer<typeof sandboxSettings>;

/** It keeps one company's books. */
export function identifySandbox({ kind, url }: SandboxSettings): string {
  return booksAt(kind, url);
}
