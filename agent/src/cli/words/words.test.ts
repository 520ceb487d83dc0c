import type { Words } from '@counterfoil/shared-types';
import { describe, expect, test } from 'vitest';
import { CLI_WORDS } from './cli-words.ts';
import { cliDe } from './de.ts';
import { cliEn } from './en.ts';

const DECLARED: Readonly<Record<string, readonly string[]>> = CLI_WORDS;
const textsOf = (words: Words) => (typeof words === 'string' ? [words] : [words.one, words.other]);
const holesIn = (words: Words) =>
  textsOf(words).map((text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''));

/** `{count}` of the singular may be a word: "One thing". */
const isDeclared = (code: string, holes: readonly string[]) => {
  const missing = (DECLARED[code] ?? []).filter((name) => !holes.includes(name) && name !== 'count');
  return missing.length === 0 && holes.every((name) => DECLARED[code]?.includes(name));
};

describe.each([
  ['English', cliEn],
  ['German', cliDe],
])('the frame in %s', (_, words: Readonly<Record<string, Words>>) => {
  test('has words for each code and for nothing else, in one order', () => {
    expect(Object.keys(words)).toEqual(Object.keys(DECLARED));
  });

  test('uses the values that each code declares', () => {
    const wrong = Object.entries(words).filter(([code, one]) =>
      holesIn(one).some((holes) => !isDeclared(code, holes)),
    );
    expect(wrong.map(([code]) => code)).toEqual([]);
  });
});
