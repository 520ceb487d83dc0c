import { z } from 'zod';
import { ErpError } from '../erp-errors.ts';
import type { TrytonClient } from './tryton-client.ts';
import { TRYTON } from './tryton-errors.ts';
import { boolean } from './tryton-values.ts';

const accessAnswer = z.record(z.string(), z.object({ create: boolean }));

/**
 * A refused create has words in the user's language only. Two reads tell what they mean: the key is taken (`done`), or the user may
 * not create here (`hold`, a permission). Everything else stays what it was.
 * @param isTaken whether a record with the key of this create is there
 */
export async function explainFailedCreate(
  error: unknown,
  client: TrytonClient,
  model: string,
  isTaken: () => Promise<boolean>,
): Promise<unknown> {
  if (!(error instanceof ErpError) || error.next !== 'hold' || error.says.code !== 'erp_refused')
    return error;
  if (await isTaken()) return new ErpError('done', error.says, error.operation, { cause: error });
  const access = await client.read('ir.model.access.get_access', [[model]], accessAnswer);
  if (access[model]?.create !== false) return error;
  const says = {
    code: 'erp_permission',
    values: { erp: TRYTON, reason: String(error.says.values['reason'] ?? '') },
  } as const;
  return new ErpError('hold', says, error.operation, { cause: error });
}
