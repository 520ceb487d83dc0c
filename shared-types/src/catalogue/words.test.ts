import { describe, expect, it } from 'vitest';
import { GENERAL_WORDS } from './general-words.ts';
import { MESSAGE_CODES } from './message-codes.ts';
import { SCREEN_WORDS } from './screen-words.ts';
import { SETUP_WORDS } from './setup-words.ts';
import { WHAT_TO_DO } from './what-to-do.ts';
import { CATALOGUE, LANGUAGES, type Words } from './words.ts';

const DECLARED: Readonly<Record<string, readonly string[]>> = {
  ...MESSAGE_CODES,
  ...GENERAL_WORDS,
  ...WHAT_TO_DO,
  ...SCREEN_WORDS,
  ...SETUP_WORDS,
};

/** Values that travel for the screens' sake (a fix in place needs them), not for the sentence. */
const KNOWINGLY_UNUSED: Readonly<Record<string, readonly string[]>> = {
  gap_payment: ['method'],
  gap_shipping: ['method'],
  order_not_paid_yet: ['status'],
  step_retry: ['erp'],
};

describe.each(LANGUAGES)('the words in %s', (language) => {
  const words: Readonly<Record<string, Words>> = CATALOGUE[language];

  it('use only values that their code declares', () => {
    expect(
      differences((code) => usedIn(words[code]).filter((value) => !DECLARED[code]?.includes(value))),
    ).toEqual({});
  });

  it('use each value that their code declares, but those that are knowingly unused', () => {
    expect(
      differences((code) => (DECLARED[code] ?? []).filter((value) => !usedIn(words[code]).includes(value))),
    ).toEqual(KNOWINGLY_UNUSED);
  });

  it('stand for each code, and for nothing else', () => {
    expect(Object.keys(words).sort()).toEqual(Object.keys(DECLARED).sort());
  });

  it('have no empty sentence and no brace left open', () => {
    const texts = Object.values(words).flatMap(textsOf);
    expect(
      texts.filter((text) => text.trim() === '' || /[{}]/.test(text.replace(/\{[A-Za-z]+\}/g, ''))),
    ).toEqual([]);
  });
});

describe('what to do about a held order', () => {
  it('is said of codes that there are, with values that they carry', () => {
    expect(
      Object.entries(WHAT_TO_DO).filter(([code, values]) => {
        const carried: readonly string[] | undefined = DECLARED[code.replace(/^do_/, '')];
        return carried === undefined || values.some((value) => !carried.includes(value));
      }),
    ).toEqual([]);
  });

  it('is said of what the shop notices by itself', () => {
    expect(WHAT_TO_DO).toHaveProperty('do_agent_restored');
  });

  it('leads to no page that a shop does not have', () => {
    const texts = LANGUAGES.flatMap((language) => Object.values(CATALOGUE[language]).flatMap(textsOf));
    expect(texts.filter((text) => /runbook/i.test(text))).toEqual([]);
  });

  it('is said of each gap and of each change after delivery', () => {
    const held = Object.keys(MESSAGE_CODES).filter((code) =>
      /^gap_|_after_delivery$|^erp_refused$/.test(code),
    );
    expect(held.filter((code) => !(`do_${code}` in WHAT_TO_DO))).toEqual([]);
  });
});

function differences(of: (code: string) => string[]): Record<string, string[]> {
  return Object.fromEntries(
    Object.keys(DECLARED)
      .map((code) => [code, of(code)] as const)
      .filter(([, values]) => values.length > 0),
  );
}

function usedIn(words: Words | undefined): string[] {
  return textsOf(words).flatMap((text) =>
    [...text.matchAll(/\{([A-Za-z]+)\}/g)].map((match) => match[1] ?? ''),
  );
}

function textsOf(words: Words | undefined): string[] {
  if (words === undefined) return [];
  return typeof words === 'string' ? [words] : [words.one, words.other];
}
