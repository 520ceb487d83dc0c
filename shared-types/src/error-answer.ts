import { z } from 'zod';
import { counter, utcTime } from './identity.ts';

/**
 * Why the plugin refused a request. What the agent does next:
 * sign again with the answer's time: clock_skewed, nonce_used · stop and say so: key_unknown, key_revoked,
 * signature_wrong, instance_differs, tenant_differs, fence_outdated · wait: not_confirmed, lease_elsewhere, busy ·
 * mend: version_unknown, message_invalid, signature_missing · ask for a new code: code_wrong, code_expired,
 * code_used_up, already_paired · restore: agent_behind.
 *
 * `agent_behind` (its confirmationCount is lower than the shop has seen: the agent came back from a backup): the shop
 * offers again what was kept above that count, and repeats this refusal until the agent shows that it knows, by lifting
 * its count to `highestConfirmationCount` and sending that from then on. A refusal that is lost on the way is therefore
 * never missed.
 */
export const errorCode = z.enum([
  'signature_missing',
  'signature_wrong',
  'digest_wrong',
  'clock_skewed',
  'nonce_used',
  'key_unknown',
  'key_revoked',
  'tenant_differs',
  'instance_differs',
  'not_confirmed',
  'insecure_transport',
  'code_wrong',
  'code_expired',
  'code_used_up',
  'already_paired',
  'version_unknown',
  'message_invalid',
  'fence_outdated',
  'lease_elsewhere',
  'agent_behind',
  'busy',
  'storage_failed',
]);

/** WordPress's error shape, with what both ends need to go on. */
export const errorAnswer = z.object({
  code: z.string().max(100),
  message: z.string().max(2000),
  data: z.looseObject({
    status: z.int().min(400).max(599),
    serverTime: utcTime.optional(),
    readCount: counter.optional(),
    /** Which field of the request is wrong, `kept[3]`. */
    field: z.string().max(200).optional(),
    /** The shop's count of the agent's confirmations, with `agent_behind`. */
    highestConfirmationCount: counter.optional(),
    contractVersions: z.array(z.int()).optional(),
  }),
});

export type ErrorCode = z.infer<typeof errorCode>;
export type ErrorAnswer = z.infer<typeof errorAnswer>;
