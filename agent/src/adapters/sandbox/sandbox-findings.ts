import type { ErpAdapter, ErpFinding } from '../erp-adapter.ts';
import { erpWords } from '../erp-words.ts';
import { LIST_WORDS } from '../list-words.ts';
import { SANDBOX_WORDS } from './sandbox-words.ts';

/** Whether references are unique, and whether there is anything to sell. */
export async function examineSandbox(
  uniqueReference: boolean,
  readCatalogue: ErpAdapter['readCatalogue'],
): Promise<readonly ErpFinding[]> {
  const { entries } = await readCatalogue('product', null);
  const isSome = entries.length > 0;
  return [
    {
      what: erpWords(SANDBOX_WORDS.unique),
      ok: true,
      detail: erpWords(uniqueReference ? SANDBOX_WORDS.uniqueOn : SANDBOX_WORDS.uniqueOff),
      mend: null,
    },
    {
      what: erpWords(LIST_WORDS.products),
      ok: isSome,
      detail: isSome ? erpWords(LIST_WORDS.some, { count: entries.length }) : erpWords(LIST_WORDS.none),
      mend: isSome ? null : erpWords(LIST_WORDS.noneMend, { where: 'POST /api/products' }),
    },
  ];
}
