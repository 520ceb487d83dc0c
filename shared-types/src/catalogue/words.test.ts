import { describe, expect, it } from 'vitest';
import { MESSAGE_CODES } from './message-codes.ts';
import { SCREEN_WORDS } from './screen-words.ts';
import { CATALOGUE, LANGUAGES, type Words } from './words.ts';

const DECLARED: Readonly<Record<string, readonly string[]>> = { ...MESSAGE_CODES, ...SCREEN_WORDS };

/** Values that travel for the screens' sake (a fix in place needs them), not for the sentence. */
const KNOWINGLY_UNUSED: Readonly<Record<string, readonly string[]>> = {};

describe.each(LANGUAGES)('the words in %s', (language) => {
  const words: Readonly<Record<string, Words>> = CATALOGUE[language];

  it.each(Object.keys(DECLARED))('%s use the values of their code, all of them and no other', (code) => {
    const used = [...new Set(textsOf(words[code]).flatMap(valuesIn))].sort();
    const unused = KNOWINGLY_UNUSED[code] ?? [];
    expect([...used, ...unused].sort()).toEqual([...(DECLARED[code] ?? [])].sort());
  });

  it('stand for each code, and for nothing else', () => {
    expect(Object.keys(words).sort()).toEqual(Object.keys(DECLARED).sort());
  });

  it('have no empty sentence and no brace left open', () => {
    const texts = Object.values(words).flatMap(textsOf);
    expect(texts.filter((text) => text.trim() === '' || /[{}]/.test(text.replace(/\{[A-Za-z]+\}/g, '')))).toEqual([]);
  });
});

function textsOf(words: Words | undefined): string[] {
  if (words === undefined) return [];
  return typeof words === 'string' ? [words] : [words.one, words.other];
}

function valuesIn(text: string): string[] {
  return [...text.matchAll(/\{([A-Za-z]+)\}/g)].map((match) => match[1] ?? '');
}
