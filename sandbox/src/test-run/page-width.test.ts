/** The pages for people are read in a terminal and beside a change, too: there a line that is too wide breaks in odd places. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const WIDEST = 120;

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Where a page's lines are too wide, counted in characters, not in bytes. */
function tooWide(page: string, text: string): string[] {
  return text
    .split('\n')
    .flatMap((line, index) => ([...line].length > WIDEST ? [`${page}:${index + 1}: ${line}`] : []));
}

test(`no line of the pages for people, README, AGENTS and docs/ among them, is wider than ${WIDEST} characters`, () => {
  const pages = globSync(['*.md', 'docs/**/*.md', 'plugin/readme.txt'], { cwd: root });
  expect(pages).toEqual(
    expect.arrayContaining(['AGENTS.md', 'README.md', 'docs/decisions/0001-toolchain.md']),
  );
  expect(pages.flatMap((page) => tooWide(page, readFileSync(join(root, page), 'utf8')))).toEqual([]);
});

test('a line of one character too many is found, also in a table or a block of code', () => {
  const fits = 'é'.repeat(WIDEST);
  expect(tooWide('a.md', `${fits}\n\n\`\`\`\n${fits}x\n\`\`\`\n${fits}`)).toEqual([`a.md:4: ${fits}x`]);
});
