import { expect, test } from 'vitest';
import { speak } from '../say.ts';
import { createAsker } from './asker.ts';
import { somebody } from './somebody.fixture.ts';

function number(text: string): number {
  if (!/^\d+$/.test(text)) throw new RangeError(`"${text}" is no number`);
  return Number(text);
}

const question = { option: '--age', given: undefined, text: 'How old', check: number };

test('a question is asked until its answer passes, each time with the reason why not', async () => {
  const person = somebody(['old', '', '42']);
  const said: string[] = [];
  const asker = createAsker(person.keyboard, (line) => said.push(line), speak('en'));
  expect(await asker.ask(question)).toBe(42);
  expect(said).toEqual(['  "old" is no number', '  "" is no number']);
  expect(person.seen()).toBe('How old: How old: How old: ');
  asker.close();
});

test('an empty answer takes the suggestion', async () => {
  const person = somebody(['']);
  const asker = createAsker(person.keyboard, () => undefined, speak('en'));
  expect(await asker.ask({ ...question, suggestion: '18' })).toBe(18);
  expect(person.seen()).toBe('How old [18]: ');
  asker.close();
});

test('an answer that was given by option is not asked for, and must pass', async () => {
  const person = somebody([]);
  const asker = createAsker(person.keyboard, () => undefined, speak('en'));
  expect(await asker.ask({ ...question, given: '7' })).toBe(7);
  await expect(asker.ask({ ...question, given: 'x' })).rejects.toMatchObject({
    exitCode: 64,
    code: 'answer_wrong',
    message: '--age: "x" is no number',
  });
  expect(person.seen()).toBe('');
  asker.close();
});

test('who leaves is let go, once; closing afterwards is nobody leaving', async () => {
  const person = somebody([]);
  const asker = createAsker(person.keyboard, () => undefined, speak('en'));
  void asker.ask(question).catch(() => undefined);
  await expect.poll(person.left).toBe(1);
  asker.close();
  const stays = somebody(['1']);
  const other = createAsker(stays.keyboard, () => undefined, speak('en'));
  await other.ask(question);
  other.close();
  expect(stays.left()).toBe(0);
});

test('with nobody there a missing answer names its option', async () => {
  const asker = createAsker(null, () => undefined, speak('en'));
  await expect(asker.ask(question)).rejects.toMatchObject({
    exitCode: 64,
    message: '--age is missing: How old',
  });
  expect(await asker.ask({ ...question, suggestion: '18' })).toBe(18);
});
