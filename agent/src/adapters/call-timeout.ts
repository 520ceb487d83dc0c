import { LEASE_MS } from '@counterfoil/shared-types';
import { z } from 'zod';

/**
 * Half of the lease: what is left of it is renewed in time for each call. With a limit as long as the lease no write
 * would be sure to end within it.
 */
const LONGEST_SECONDS = 45;

/** `callTimeoutSeconds` of every adapter. */
export const callTimeout = z
  .number()
  .min(1)
  .max(
    LONGEST_SECONDS,
    `must be at most ${LONGEST_SECONDS}: the shop grants the right to write for ${LEASE_MS / 1000} s at a time, and a call must end within it`,
  )
  .default(30);
