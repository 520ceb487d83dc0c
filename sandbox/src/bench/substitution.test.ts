import { describe, expect, test } from 'vitest';
import { createSubstitution } from './substitution.ts';

const renames = [
  ['shop-', 'raw3-'],
  ['seeded-', 'again-'],
] as const;

describe('a substitution', () => {
  test('gives references and addresses their new names wherever they stand', () => {
    const { apply } = createSubstitution(renames);
    expect(apply('{"web_id":"shop-o12-ABCDEF","code":"shop-gK7","value":"seeded-12@example.test"}')).toBe(
      '{"web_id":"raw3-o12-ABCDEF","code":"raw3-gK7","value":"again-12@example.test"}',
    );
  });

  test('names the records that were made now, each in the place of the one that was made then', () => {
    const { apply, learn } = createSubstitution(renames);
    learn(
      '{"id":1,"result":[[210000007,{"lines":[211000001,211000002]}]]}',
      '{"id":1,"result":[[210000900,{"lines":[211000500,211000501]}]]}',
    );
    expect(apply('{"params":[[210000007],{"lines":[211000002,211000001]}]}')).toBe(
      '{"params":[[210000900],{"lines":[211000501,211000500]}]}',
    );
  });

  test('leaves alone what was not made during the recording: ids of products, telephone numbers, amounts', () => {
    const { apply, learn } = createSubstitution(renames);
    learn('{"result":[210000007]}', '{"result":[210000900]}');
    const text = '{"product":7,"phone":"+33210000007","unit_price":"0.210000007","unknown":210000008}';
    expect(apply(text)).toBe(text);
  });

  test('refuses an answer that names another number of records', () => {
    const { learn } = createSubstitution(renames);
    expect(() => learn('{"result":[210000007]}', '{"result":[]}')).toThrow('Instead of');
  });
});
