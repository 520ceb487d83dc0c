import type { LookUp } from './erp-adapter.ts';
import { ErpError, type ErpErrorNext } from './erp-errors.ts';

const FOR_A_PERSON: readonly ErpErrorNext[] = ['stop', 'hold', 'forbidden'];

/**
 * Turns a search into a look-up's three answers. What no repetition mends (`stop`, `hold`, `forbidden`) is thrown on,
 * so that a person hears of it; every other failure is "can't tell".
 */
export async function lookUp<T>(search: () => Promise<readonly T[]>): Promise<LookUp<T>> {
  try {
    const [first, ...rest] = await search();
    return first === undefined ? { answer: 'absent' } : { answer: 'found', all: [first, ...rest] };
  } catch (error) {
    if (!(error instanceof ErpError) || FOR_A_PERSON.includes(error.next)) throw error;
    return { answer: 'cannot_tell', because: error };
  }
}
