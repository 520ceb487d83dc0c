import { z } from 'zod';

/** Seen of a request before anything is done with it. `path` with its query. */
export type IncomingRequest = { method: string; path: string; body: string };

const pattern = z
  .string()
  .min(1)
  .max(200)
  .refine(
    (source) => {
      try {
        new RegExp(source);
        return true;
      } catch {
        return false;
      }
    },
    { error: 'must be a regular expression' },
  );

/** Which requests a fault meets: every part given must match; `times` limits it to the next so many of them. */
export const aimFields = {
  method: z
    .string()
    .regex(/^[A-Z]{3,7}$/)
    .optional(),
  path: pattern.optional(),
  body: pattern.optional(),
  times: z.int().min(1).max(1_000_000).optional(),
};

export type Aim = { method?: string | undefined; path?: string | undefined; body?: string | undefined };

export function isAimedAt(aim: Aim, request: IncomingRequest): boolean {
  return (
    (aim.method === undefined || aim.method === request.method) &&
    (aim.path === undefined || new RegExp(aim.path).test(request.path)) &&
    (aim.body === undefined || new RegExp(aim.body).test(request.body))
  );
}
