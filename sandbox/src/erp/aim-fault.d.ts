import { z } from 'zod';
/** Seen of a request before anything is done with it. `path` with its query. */
export type IncomingRequest = {
    method: string;
    path: string;
    body: string;
};
/** Which requests a fault meets: every part given must match; `times` limits it to the next so many of them. */
export declare const aimFields: {
    method: z.ZodOptional<z.ZodString>;
    path: z.ZodOptional<z.ZodString>;
    body: z.ZodOptional<z.ZodString>;
    times: z.ZodOptional<z.ZodInt>;
};
export type Aim = {
    method?: string | undefined;
    path?: string | undefined;
    body?: string | undefined;
};
export declare function isAimedAt(aim: Aim, request: IncomingRequest): boolean;
