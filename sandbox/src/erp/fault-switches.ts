import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { type Aim, aimFields, type IncomingRequest, isAimedAt } from './aim-fault.ts';
import type { Answer } from './serve-http.ts';

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
export type FaultSettings = z.output<typeof faultSettings>;
type FaultName = keyof FaultSettings;
const NAMES: FaultName[] = ['latency', 'lateCommit', 'lostAnswer', 'throttle', 'down'];

/** 429 and 503 in the words of the server that is being disturbed. */
export type FaultAnswers = { throttled: (retryAfterSeconds: number) => Answer; unavailable: () => Answer };

export type FaultSwitches = {
  set(settings: FaultSettings): void;
  /** All faults off, all counts 0. */
  reset(): void;
  /** The settings, how many requests each fault met, and what became of the late commits. */
  view(): { [name in FaultName]: object | null } & {
    applied: Record<FaultName, number>;
    late: { pending: number; done: number; failed: number };
  };
  /** Lets a request through the faults that are aimed at it; `execute` does its work and gives the real answer. */
  pass(request: IncomingRequest, execute: () => Promise<Answer>): Promise<Answer | 'close'>;
  /** Ends every wait now, late commits included; returns when those are done. */
  hurry(): Promise<void>;
};

/**
 * Latency comes first; of down, throttle, lateCommit, lostAnswer the first that matches counts. The last two meet
 * writes only.
 */
export function createFaultSwitches(answers: FaultAnswers): FaultSwitches {
  let settings: { [name in FaultName]?: FaultSettings[name] } = {};
  let applied = zeroes();
  const late = { done: 0, failed: 0 };
  const pending = new Set<Promise<void>>();
  const waits = new Set<() => void>();

  /** Does the fault meet this request? Counts it, and counts `times` down. */
  function meets<Name extends FaultName>(
    name: Name,
    request: IncomingRequest,
  ): NonNullable<FaultSettings[Name]> | null {
    const fault = settings[name];
    if (fault === null || fault === undefined || !isAimedAt(fault as Aim, request)) return null;
    applied[name] += 1;
    if (fault.times !== undefined) {
      settings[name] = fault.times > 1 ? { ...fault, times: fault.times - 1 } : null;
    }
    return fault as NonNullable<FaultSettings[Name]>;
  }

  /** Ends after `ms`, or when it is hurried. */
  function wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        waits.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      waits.add(end);
    });
  }

  function commitLater(ms: number, execute: () => Promise<Answer>): void {
    const work = wait(ms)
      .then(execute)
      .then(
        () => {
          late.done += 1;
        },
        () => {
          late.failed += 1;
        },
      )
      .then(() => {
        pending.delete(work);
      });
    pending.add(work);
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
        ...(shown as { [name in FaultName]: object | null }),
        applied: { ...applied },
        late: { pending: pending.size, ...late },
      };
    },
    async pass(request, execute) {
      const writes = request.method !== 'GET' && request.method !== 'HEAD';
      const latency = meets('latency', request);
      if (latency !== null) await wait(latency.ms);
      const down = meets('down', request);
      if (down !== null) return down.answer === 'close' ? 'close' : answers.unavailable();
      const throttle = meets('throttle', request);
      if (throttle !== null) return answers.throttled(throttle.retryAfterSeconds);
      const lateCommit = writes ? meets('lateCommit', request) : null;
      if (lateCommit !== null) {
        commitLater(lateCommit.ms, execute);
        return lateCommit.answer === 'close' ? 'close' : answers.unavailable();
      }
      const lostAnswer = writes ? meets('lostAnswer', request) : null;
      const answer = await execute();
      return lostAnswer === null ? answer : 'close';
    },
    async hurry() {
      while (waits.size > 0 || pending.size > 0) {
        for (const end of [...waits]) end();
        await Promise.all(pending);
        await nextTurn();
      }
    },
  };
}

function zeroes(): Record<FaultName, number> {
  return { latency: 0, lateCommit: 0, lostAnswer: 0, throttle: 0, down: 0 };
}
