import { z } from 'zod';
import { type IncomingRequest } from './aim-fault.ts';
import type { Answer } from './serve-http.ts';
export declare const faultFields: {
    latency: z.ZodOptional<z.ZodNullable<z.ZodObject<{
        method: z.ZodOptional<z.ZodString>;
        path: z.ZodOptional<z.ZodString>;
        body: z.ZodOptional<z.ZodString>;
        times: z.ZodOptional<z.ZodInt>;
        ms: z.ZodInt;
    }, z.core.$strict>>>;
    lateCommit: z.ZodOptional<z.ZodNullable<z.ZodObject<{
        method: z.ZodOptional<z.ZodString>;
        path: z.ZodOptional<z.ZodString>;
        body: z.ZodOptional<z.ZodString>;
        times: z.ZodOptional<z.ZodInt>;
        ms: z.ZodInt;
        answer: z.ZodDefault<z.ZodEnum<{
            503: "503";
            close: "close";
        }>>;
    }, z.core.$strict>>>;
    lostAnswer: z.ZodOptional<z.ZodNullable<z.ZodObject<{
        method: z.ZodOptional<z.ZodString>;
        path: z.ZodOptional<z.ZodString>;
        body: z.ZodOptional<z.ZodString>;
        times: z.ZodOptional<z.ZodInt>;
    }, z.core.$strict>>>;
    throttle: z.ZodOptional<z.ZodNullable<z.ZodObject<{
        method: z.ZodOptional<z.ZodString>;
        path: z.ZodOptional<z.ZodString>;
        body: z.ZodOptional<z.ZodString>;
        times: z.ZodOptional<z.ZodInt>;
        retryAfterSeconds: z.ZodDefault<z.ZodInt>;
    }, z.core.$strict>>>;
    down: z.ZodOptional<z.ZodNullable<z.ZodObject<{
        method: z.ZodOptional<z.ZodString>;
        path: z.ZodOptional<z.ZodString>;
        body: z.ZodOptional<z.ZodString>;
        times: z.ZodOptional<z.ZodInt>;
        answer: z.ZodDefault<z.ZodEnum<{
            503: "503";
            close: "close";
        }>>;
    }, z.core.$strict>>>;
};
declare const faultSettings: z.ZodObject<{
    latency: z.ZodOptional<z.ZodNullable<z.ZodObject<{
        method: z.ZodOptional<z.ZodString>;
        path: z.ZodOptional<z.ZodString>;
        body: z.ZodOptional<z.ZodString>;
        times: z.ZodOptional<z.ZodInt>;
        ms: z.ZodInt;
    }, z.core.$strict>>>;
    lateCommit: z.ZodOptional<z.ZodNullable<z.ZodObject<{
        method: z.ZodOptional<z.ZodString>;
        path: z.ZodOptional<z.ZodString>;
        body: z.ZodOptional<z.ZodString>;
        times: z.ZodOptional<z.ZodInt>;
        ms: z.ZodInt;
        answer: z.ZodDefault<z.ZodEnum<{
            503: "503";
            close: "close";
        }>>;
    }, z.core.$strict>>>;
    lostAnswer: z.ZodOptional<z.ZodNullable<z.ZodObject<{
        method: z.ZodOptional<z.ZodString>;
        path: z.ZodOptional<z.ZodString>;
        body: z.ZodOptional<z.ZodString>;
        times: z.ZodOptional<z.ZodInt>;
    }, z.core.$strict>>>;
    throttle: z.ZodOptional<z.ZodNullable<z.ZodObject<{
        method: z.ZodOptional<z.ZodString>;
        path: z.ZodOptional<z.ZodString>;
        body: z.ZodOptional<z.ZodString>;
        times: z.ZodOptional<z.ZodInt>;
        retryAfterSeconds: z.ZodDefault<z.ZodInt>;
    }, z.core.$strict>>>;
    down: z.ZodOptional<z.ZodNullable<z.ZodObject<{
        method: z.ZodOptional<z.ZodString>;
        path: z.ZodOptional<z.ZodString>;
        body: z.ZodOptional<z.ZodString>;
        times: z.ZodOptional<z.ZodInt>;
        answer: z.ZodDefault<z.ZodEnum<{
            503: "503";
            close: "close";
        }>>;
    }, z.core.$strict>>>;
}, z.core.$strip>;
export type FaultSettings = z.output<typeof faultSettings>;
type FaultName = keyof FaultSettings;
/** 429 and 503 in the words of the server that is being disturbed. */
export type FaultAnswers = {
    throttled: (retryAfterSeconds: number) => Answer;
    unavailable: () => Answer;
};
export type FaultSwitches = {
    set(settings: FaultSettings): void;
    /** All faults off, all counts 0. */
    reset(): void;
    /** The settings, how many requests each fault met, and what became of the late commits. */
    view(): {
        [name in FaultName]: object | null;
    } & {
        applied: Record<FaultName, number>;
        late: {
            pending: number;
            done: number;
            failed: number;
        };
    };
    /** Lets a request through the faults that are aimed at it; `execute` does its work and gives the real answer. */
    pass(request: IncomingRequest, execute: () => Promise<Answer>): Promise<Answer | 'close'>;
    /** Commits now what waits to be committed late. */
    finishLate(): Promise<void>;
};
/**
 * Latency comes first; of down, throttle, lateCommit, lostAnswer the first that matches counts. The last two meet writes only.
 */
export declare function createFaultSwitches(answers: FaultAnswers): FaultSwitches;
export {};
