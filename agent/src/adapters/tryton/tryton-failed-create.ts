import { ErpError } from '../erp-errors.ts';

/**
 * A refused create has words in the user's language only. A read tells what they mean where the key is taken (`done`).
 * Everything else stays what it was.
 * @param isTaken whether a record with the key of this create is there
 */
export async function explainFailedCreate(error: unknown, isTaken: () => Promise<boolean>): Promise<unknown> {
  const isRefusal = error instanceof ErpError && error.next === 'hold' && error.says.code === 'erp_refused';
  if (!isRefusal || !(await isTaken())) return error;
  return new ErpError('done', error.says, error.operation, { cause: error });
}
