import type { Reason } from '@counterfoil/shared-types';
import type { z } from 'zod';
import { formatPath } from './format-path.ts';

/** Where a message breaks the contract first, and why, in words of the catalogue: zod speaks English only. */
export function explainIssue(error: z.ZodError, message: unknown): { field: string; reason: Reason } {
  const [issue] = error.issues;
  if (!issue) return { field: '', reason: { code: 'reason_wrong_form', values: {} } };
  return { field: formatPath(issue.path), reason: reasonOf(issue, valueAt(message, issue.path)) };
}

function reasonOf(issue: z.core.$ZodIssue, value: unknown): Reason {
  switch (issue.code) {
    case 'too_big':
      return { code: 'reason_too_large', values: {} };
    case 'too_small':
      return { code: 'reason_too_small', values: {} };
    case 'unrecognized_keys':
      return { code: 'reason_unknown_names', values: { names: issue.keys.join(', ').slice(0, 200) } };
    default:
      return { code: value === undefined ? 'reason_missing' : 'reason_wrong_form', values: {} };
  }
}

function valueAt(message: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    message,
  );
}
