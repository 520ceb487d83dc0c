import { z } from 'zod';
import { callTimeout } from '../call-timeout.ts';
import { erpAddress } from '../erp-address.ts';

/** `erp:` of a tenant on the sandbox's practice ERP; its password comes apart, as the tenant's secret. */
export const sandboxSettings = z.strictObject({
  kind: z.literal('sandbox'),
  /** Where it listens, `http://127.0.0.1:8123`. */
  url: erpAddress,
  /** The practice ERP has one company and one user; both may be named, as for every other ERP. */
  database: z.string().optional(),
  user: z.string().optional(),
  /** No answer within so many seconds: the outcome is unknown. */
  callTimeoutSeconds: callTimeout,
  parallelCalls: z.int().min(1).max(16).default(4),
});

export type SandboxSettings = z.infer<typeof sandboxSettings>;
