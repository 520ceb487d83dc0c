import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { aimFields, isAimedAt } from './aim-fault.js';
const closeOr503 = z.enum(['close', '503']);
export const faultFields = {
    latency: z
        .strictObject({ ms: z.int().min(1).max(600_000), ...aimFields })
        .nullable()
        .optional(),
    lateCommit: z
        .strictObject({ ms: z.int().min(1).max(600_000), answer: closeOr503.default('503'), ...aimFields })
        .nullable()
        .optional(),
    lostAnswer: z.strictObject(aimFields).nullable().optional(),
    throttle: z
        .strictObject({ retryAfterSeconds: z.int().min(0).max(3600).default(1), ...aimFields })
        .nullable()
        .optional(),
    down: z
        .strictObject({ answer: closeOr503.default('close'), ...aimFields })
        .nullable()
        .optional(),
};
const faultSettings = z.object(faultFields);
const NAMES = ['latency', 'lateCommit', 'lostAnswer', 'throttle', 'down'];
/**
 * Latency comes first; of down, throttle, lateCommit, lostAnswer the first that matches counts. The last two meet writes only.
 */
export function createFaultSwitches(answers) {
    let settings = {};
    let applied = zeroes();
    const late = { done: 0, failed: 0 };
    const pending = new Map();
    /** Does the fault meet this request? Counts it, and counts `times` down. */
    function meets(name, request) {
        const fault = settings[name];
        if (fault === null || fault === undefined || !isAimedAt(fault, request))
            return null;
        applied[name] += 1;
        if (fault.times !== undefined) {
            settings[name] = fault.times > 1 ? { ...fault, times: fault.times - 1 } : null;
        }
        return fault;
    }
    function commitLater(ms, execute) {
        let hurry = () => { };
        const waited = new Promise((resolve) => {
            const timer = setTimeout(resolve, ms);
            hurry = () => {
                clearTimeout(timer);
                resolve();
            };
        });
        const work = waited.then(execute).then(() => {
            late.done += 1;
            pending.delete(work);
        }, () => {
            late.failed += 1;
            pending.delete(work);
        });
        pending.set(work, hurry);
    }
    return {
        set(changes) {
            settings = {
                ...settings,
                ...Object.fromEntries(Object.entries(changes).filter(([, fault]) => fault !== undefined)),
            };
        },
        reset() {
            settings = {};
            applied = zeroes();
            late.done = 0;
            late.failed = 0;
        },
        view() {
            const shown = Object.fromEntries(NAMES.map((name) => [name, settings[name] ?? null]));
            return {
                ...shown,
                applied: { ...applied },
                late: { pending: pending.size, ...late },
            };
        },
        async pass(request, execute) {
            const writes = request.method !== 'GET' && request.method !== 'HEAD';
            const latency = meets('latency', request);
            if (latency !== null)
                await sleep(latency.ms);
            const down = meets('down', request);
            if (down !== null)
                return down.answer === 'close' ? 'close' : answers.unavailable();
            const throttle = meets('throttle', request);
            if (throttle !== null)
                return answers.throttled(throttle.retryAfterSeconds);
            const lateCommit = writes ? meets('lateCommit', request) : null;
            if (lateCommit !== null) {
                commitLater(lateCommit.ms, execute);
                return lateCommit.answer === 'close' ? 'close' : answers.unavailable();
            }
            const lostAnswer = writes ? meets('lostAnswer', request) : null;
            const answer = await execute();
            return lostAnswer === null ? answer : 'close';
        },
        async finishLate() {
            for (const hurry of pending.values())
                hurry();
            await Promise.all(pending.keys());
        },
    };
}
function zeroes() {
    return { latency: 0, lateCommit: 0, lostAnswer: 0, throttle: 0, down: 0 };
}
//# sourceMappingURL=fault-switches.js.map