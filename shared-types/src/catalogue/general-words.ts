/**
 * What is said of a code that a newer connector sends and this version does not know: one sentence for each kind. The
 * kind is the beginning of the code, up to its first `_`: new codes of a kind begin as its others do.
 */
export const GENERAL_WORDS = {
  general_step: ['code'],
  general_reason: ['code'],
  general_gap: ['code'],
  general_erp: ['code'],
  general_other: ['code'],
  general_change: ['code'],
} as const satisfies Record<string, readonly string[]>;

export type GeneralWord = keyof typeof GENERAL_WORDS;

/** The sentence for a code that nobody here knows. */
export function generalWordOf(code: string): GeneralWord {
  const kind = `general_${code.split('_')[0]}`;
  return kind in GENERAL_WORDS ? (kind as GeneralWord) : 'general_other';
}
