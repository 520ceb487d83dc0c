import { z } from 'zod';
const pattern = z
    .string()
    .min(1)
    .max(200)
    .refine((source) => {
    try {
        new RegExp(source);
        return true;
    }
    catch {
        return false;
    }
}, { error: 'must be a regular expression' });
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
export function isAimedAt(aim, request) {
    return ((aim.method === undefined || aim.method === request.method) &&
        (aim.path === undefined || new RegExp(aim.path).test(request.path)) &&
        (aim.body === undefined || new RegExp(aim.body).test(request.body)));
}
//# sourceMappingURL=aim-fault.js.map