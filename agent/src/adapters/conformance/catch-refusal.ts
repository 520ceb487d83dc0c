import { expect } from 'vitest';
import { ErpError } from '../erp-errors.ts';

/** Errors that the suite has met; its last test looks for persons and secrets in them. */
export const caught: ErpError[] = [];

/** The ErpError with which a call must end. */
export async function refusalOf(call: Promise<unknown>): Promise<ErpError> {
  const outcome = await call.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if (!('error' in outcome)) throw new Error(`it went through: ${JSON.stringify(outcome.value)}`);
  expect(outcome.error).toBeInstanceOf(ErpError);
  const error = outcome.error as ErpError;
  caught.push(error);
  return error;
}

/** Everything that a log or a screen could show of an error, causes included. */
export function everythingSaid(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = JSON.stringify(error, Object.getOwnPropertyNames(error));
  return [error.message, error.stack, own, error.cause === undefined ? '' : everythingSaid(error.cause)].join(
    '\n',
  );
}
