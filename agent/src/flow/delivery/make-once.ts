import type { LookUp } from '../../adapters/erp-adapter.ts';
import { ErpError } from '../../adapters/erp-errors.ts';
import type { DeliveryContext } from './delivery-context.ts';
import { OrderWaits } from './order-turns.ts';
import { type DoubtfulRecord, resolveDoubt } from './resolve-doubt.ts';
import { AlreadyThere, type Attempt, sendAttempt } from './send-attempt.ts';
import { waitForEarlierWriter } from './write-permit.ts';

/** A record of the ERP that is to exist once: a sales order, a customer, an address. */
export interface RecordToMake<T> extends Attempt, DoubtfulRecord<T> {
  /** The ERP itself refuses a second one of the same key. */
  readonly unique: boolean;
}

export type Once<T> =
  | { readonly answer: 'found'; readonly all: readonly [T, ...T[]] }
  | { readonly answer: 'made'; readonly id: string };

/**
 * Look up, write the intent, create, write the outcome. What is found is the caller's to judge; what is made is the
 * caller's to read back and to bind: until then the attempt counts as unresolved, and the record is looked up before
 * anything is made again. The first look-up falls away only where the ERP refuses a second record and nothing is in
 * doubt.
 * @throws {OrderWaits} when it can't be told, or may not be made yet
 * @throws {ErpError} with next `retry`, `hold`, `forbidden` or `stop`: nothing was written
 */
export async function makeOnce<T>(context: DeliveryContext, record: RecordToMake<T>): Promise<Once<T>> {
  const doubtful = await resolveDoubt(context, record);
  if (doubtful) return { answer: 'found', all: doubtful };
  await context.permit.ask();
  if (!record.unique) {
    // Asked before the look-up: a write of the process before us could otherwise appear just after it.
    const tooEarly = context.permit.createsInMs() > 0;
    const found = await lookUp(record);
    if (found) return { answer: 'found', all: found };
    if (tooEarly) {
      waitForEarlierWriter(context.permit);
      throw new OrderWaits('doubt');
    }
  }
  try {
    return { answer: 'made', ...(await sendAttempt(context, record)) };
  } catch (error) {
    if (!(error instanceof AlreadyThere)) throw error;
    const found = await lookUp(record);
    if (found) return { answer: 'found', all: found };
    throw new OrderWaits('doubt', { says: error.says, cause: error });
  }
}

async function lookUp<T>(record: RecordToMake<T>): Promise<readonly [T, ...T[]] | null> {
  const result: LookUp<T> = await record.lookUp();
  if (result.answer === 'found') return result.all;
  if (result.answer === 'absent') return null;
  throw new OrderWaits('doubt', {
    cause: result.because,
    ...(result.because instanceof ErpError ? { says: result.because.says } : {}),
  });
}
