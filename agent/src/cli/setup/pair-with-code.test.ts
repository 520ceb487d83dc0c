import { expect, test } from 'vitest';
import { CommandFailure } from '../command-failure.ts';
import { speak } from '../say.ts';
import type { Asker } from './asker.ts';
import { pairWithCode } from './pair-with-code.ts';

/** Somebody who knows these codes, or nobody. */
function knows(codes: string[] | null): Asker {
  return {
    interactive: codes !== null,
    ask: async (question) => question.check(codes?.shift() ?? ''),
    close: () => undefined,
  };
}

const shopThatKnows = (right: string) => async (code: string) => {
  if (code === right) return 'paired';
  throw new CommandFailure(69, 'code_expired', 'The shop did not accept the code.', 'Make a new one.');
};

test('after a code that has run out only the code is asked for again', async () => {
  const said: string[] = [];
  const around = {
    asker: knows(['22222-22222-222', '33333-33333-333']),
    say: (line: string) => said.push(line),
    sayings: speak('en'),
  };
  expect(await pairWithCode(around, '1111111111111', shopThatKnows('3333333333333'))).toBe('paired');
  expect(said).toEqual(Array(2).fill('  The shop did not accept the code.\n  Make a new one.'));
});

test('a script with such a code ends', async () => {
  const around = { asker: knows(null), say: () => undefined, sayings: speak('en') };
  await expect(pairWithCode(around, '1111111111111', shopThatKnows('3333333333333'))).rejects.toMatchObject({
    code: 'code_expired',
  });
});

test('what is not about the code is not asked about', async () => {
  const around = { asker: knows(['3333333333333']), say: () => undefined, sayings: speak('en') };
  const away = async () => {
    throw new CommandFailure(69, 'unreachable', 'gone');
  };
  await expect(pairWithCode(around, '1111111111111', away)).rejects.toMatchObject({ code: 'unreachable' });
});
