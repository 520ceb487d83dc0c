import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PARTS } from './parts.ts';
import { writeProof } from './write-proof.ts';

const page = readFileSync(new URL('../../../docs/proof.md', import.meta.url), 'utf8');
const proof = { head: ['run', 'passed'], rows: [['1', '1900']], failures: [] };

test('each part has its place in docs/proof.md, which its figures fill; written again they replace themselves', () => {
  for (const { id } of PARTS) {
    const once = writeProof(page, id, '1 December 2026.', proof);
    expect(once).toContain('1 December 2026. It holds.\n\n| run | passed |\n| --- | --- |\n| 1 | 1900 |\n');
    expect(writeProof(once, id, '1 December 2026.', proof)).toBe(once);
    const others = PARTS.filter((part) => part.id !== id).map((part) => `<!-- figures of ${part.id} -->`);
    for (const other of others) expect(once).toContain(other);
  }
});

test('a long name of the machine is folded, so that no line of the page is too wide', () => {
  const made = `1 December 2026, commit 1234567, 2 cores (${'a very long name of a processor '.repeat(4)}), 24 GB.`;
  const written = writeProof(page, PARTS[0]?.id ?? '', made, proof);
  expect(written.replaceAll('\n', ' ')).toContain(`${made} It holds.`);
  expect(written.split('\n').filter((line) => line.length > 120)).toEqual([]);
});

test('figures that fail say so, and a part without a place is an error', () => {
  const [part] = PARTS;
  const failing = writeProof(page, part?.id ?? '', 'Today.', { ...proof, failures: ['run 1: red'] });
  expect(failing).toContain('Today. **It fails** 1 times.');
  expect(() => writeProof(page, 'nothing', 'Today.', proof)).toThrow('no place for nothing');
});
