import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SCREEN_WORDS } from './screen-words.ts';

const root = join(import.meta.dirname, '../../..');

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile() && /\.(tsx?|php)$/.test(one.name) && !one.name.includes('.test.'))
    .map((one) => readFileSync(join(one.parentPath, one.name), 'utf8'));
}

const text = ['admin-ui/src', 'plugin/src', 'agent/src'].flatMap(sources).join('\n');

/** "screen_older_${…}" and "screen_change_{$…}" name every word that begins so. */
const beginnings = [...text.matchAll(/['"`](screen_[a-z_]*_)(?:\$\{|\{\$|['"])/g)].map(
  ([, word]) => word ?? '',
);

/** "${word}_order" names the word that goes with one that is named. */
const endings = [...text.matchAll(/\$\{?word\}(_[a-z]+)`|\{\$word\}(_[a-z]+)"/g)].map(
  ([, script, php]) => script ?? php ?? '',
);

function isNamed(word: string): boolean {
  if (new RegExp(`['"\`]${word}['"\`]`).test(text)) return true;
  if (beginnings.some((beginning) => beginning !== 'screen_' && word.startsWith(beginning))) return true;
  return endings.some((ending) => word.endsWith(ending) && isNamed(word.slice(0, -ending.length)));
}

test('every word of the screens stands on one', () => {
  expect(Object.keys(SCREEN_WORDS).filter((word) => !isNamed(word))).toEqual([]);
});

test('a word that no screen names is found', () => {
  expect(isNamed(['screen', 'nobody', 'says'].join('_'))).toBe(false);
});
