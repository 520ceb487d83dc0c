import { z } from 'zod';
import { type Aim, aimFields, type IncomingRequest, isAimedAt } from '../aim-fault.ts';
import { createFaultSwitches, type FaultAnswers, faultFields } from '../fault-switches.ts';
import { invalid } from './api-error.ts';
import { closedBefore, setClosedBefore } from './closed-period.ts';
import type { Db } from './open-database.ts';
import { readBody } from './read-body.ts';
import { isUniqueReference, setUniqueReference } from './unique-reference.ts';

const change = z.strictObject({
  ...faultFields,
  uniqueReference: z.boolean().optional(),
  closedBefore: z.iso.date().nullable().optional(),
  forbidden: z
    .strictObject({ method: aimFields.method, path: aimFields.path, body: aimFields.body })
    .nullable()
    .optional(),
});

/**
 * The faults of fault-switches.ts, what the user may not do, and two settings of the ERP itself, which live in its
 * database and so survive a restart.
 */
export function createSwitches(db: Db, longestCommitMs: number, answers: FaultAnswers) {
  const faults = createFaultSwitches(answers);
  let forbidden: Aim | null = null;

  function view() {
    return {
      ...faults.view(),
      uniqueReference: isUniqueReference(db),
      closedBefore: closedBefore(db),
      forbidden,
    };
  }

  return {
    faults,
    view,
    forbids: (request: IncomingRequest) => forbidden !== null && isAimedAt(forbidden, request),
    change(body: unknown) {
      const { uniqueReference, closedBefore: day, forbidden: right, ...settings } = readBody(change, body);
      const before = faults.view();
      const latency = settings.latency === undefined ? before.latency : settings.latency;
      const lateCommit = settings.lateCommit === undefined ? before.lateCommit : settings.lateCommit;
      const total = milliseconds(latency) + milliseconds(lateCommit);
      if (total > longestCommitMs) {
        throw invalid(
          'lateCommit.ms',
          total,
          `latency and late commit together may not exceed ${longestCommitMs} ms`,
        );
      }
      db.transaction(() => {
        if (uniqueReference !== undefined) setUniqueReference(db, uniqueReference);
        if (day !== undefined) setClosedBefore(db, day);
      }).immediate();
      if (right !== undefined) forbidden = right;
      faults.set(settings);
      return view();
    },
    reset() {
      db.transaction(() => {
        setUniqueReference(db, true);
        setClosedBefore(db, null);
      }).immediate();
      forbidden = null;
      faults.reset();
      return view();
    },
  };
}

export type Switches = ReturnType<typeof createSwitches>;

function milliseconds(fault: object | null): number {
  return fault !== null && 'ms' in fault && typeof fault.ms === 'number' ? fault.ms : 0;
}
