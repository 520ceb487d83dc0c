import { z } from 'zod';

/** Below the lease's minute, with time to renew it: with a longer limit no write would ever be sure to end within it. */
const LONGEST_SECONDS = 45;

/** `callTimeoutSeconds` of every adapter. */
export const callTimeout = z
  .number()
  .min(1)
  .max(
    LONGEST_SECONDS,
    `must be at most ${LONGEST_SECONDS}: the shop grants the right to write for 60 s at a time, and a call must end within it`,
  )
  .default(30);
