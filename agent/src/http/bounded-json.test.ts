import { describe, expect, test } from 'vitest';
import { parseBounded } from './bounded-json.ts';

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

describe('JSON of somebody else', () => {
  test.each([
    ['small elements', `{"a":[${'[],'.repeat(300_000)}[]]}`],
    ['numbers in many lists', `[${`[${'1,'.repeat(2_000)}1],`.repeat(110)}1]`],
    ['one list without end', `[${'1,'.repeat(2_500)}1]`],
    ['an object with as many names', `{${'"a":1,'.repeat(2_500)}"b":1}`],
    ['levels without end', nested(1_000_000)],
    ['levels without end, never closed', '{"a":'.repeat(100_000)],
  ])('is not read when it has %s', (_, text) => {
    expect(parseBounded(text)).toMatchObject({
      is: 'too_much',
      detail: expect.stringMatching(/^more than \d+/),
    });
  });

  test('is read up to the bounds, and what looks like them inside a text counts for nothing', () => {
    const value = {
      brackets: '[{,'.repeat(100_000),
      quotes: '\\",["\\\\'.repeat(50_000),
      deep: JSON.parse(nested(60)),
      long: Array.from({ length: 2_500 }, (_, at) => at),
    };
    expect(parseBounded(JSON.stringify(value))).toEqual({ is: 'json', value });
  });

  test.each(['', '{', '{"a":"', '{"a":"\\', ']]]],,,', '"\\\\"x'])(
    'that is none (%j) is said to be none',
    (text) => {
      expect(parseBounded(text)).toEqual({ is: 'no_json' });
    },
  );
});
