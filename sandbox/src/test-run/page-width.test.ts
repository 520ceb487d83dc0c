/**
 * Pages for people and comments are read in a terminal and beside a change, too: there a line that is too wide breaks
 * in odd places. Biome and php-cs-fixer lay out code, and leave comments as they are.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const WIDEST = 120;

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Where a page's lines are too wide, counted in characters, not in bytes. */
function tooWide(page: string, text: string, counts: (line: string) => boolean = () => true): string[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      [...line].length > WIDEST && counts(line) ? [`${page}:${index + 1}: ${line}`] : [],
    );
}

/** A line of nothing but comment. WordPress reads the head of a plugin line by line. */
function isComment(line: string): boolean {
  return /^\s*(\*|\/\/|\/\*)/.test(line) && !/^ \* Description: /.test(line);
}

test(`no line of the pages for people, README, AGENTS and docs/ among them, is wider than ${WIDEST} characters`, () => {
  const pages = globSync(['*.md', 'docs/**/*.md', 'plugin/readme.txt'], { cwd: root });
  expect(pages).toEqual(
    expect.arrayContaining(['AGENTS.md', 'README.md', 'docs/decisions/0001-toolchain.md']),
  );
  expect(pages.flatMap((page) => tooWide(page, readFileSync(join(root, page), 'utf8')))).toEqual([]);
});

test(`no comment is wider than ${WIDEST} characters`, () => {
  const folders = '{agent,admin-ui,shared-types,sandbox,plugin}/{src,simulation,tests,php}';
  const sources = globSync(['*.{ts,mjs}', `${folders}/**/*.{ts,tsx,php,mjs}`, 'plugin/*.php'], { cwd: root });
  expect(sources).toEqual(
    expect.arrayContaining(['setup.mjs', 'plugin/counterfoil.php', 'agent/simulation/check-rules.ts']),
  );
  expect(sources.flatMap((path) => tooWide(path, readFileSync(join(root, path), 'utf8'), isComment))).toEqual(
    [],
  );
});

test('a line of one character too many is found, also in a table or a block of code', () => {
  const fits = 'é'.repeat(WIDEST);
  expect(tooWide('a.md', `${fits}\n\n\`\`\`\n${fits}x\n\`\`\`\n${fits}`)).toEqual([`a.md:4: ${fits}x`]);
});
