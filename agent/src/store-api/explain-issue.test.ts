import { expect, test } from 'vitest';
import { z } from 'zod';
import { explainIssue } from './explain-issue.ts';

const order = z.strictObject({
  lines: z.array(z.strictObject({ name: z.string().min(1).max(5), total: z.string().regex(/^\d+$/) })),
});

const line = { name: 'Mug', total: '12' };

test.each([
  ['what is missing', { name: 'Mug' }, 'lines[0].total', { code: 'reason_missing', values: {} }],
  [
    'what is of another kind',
    { ...line, total: 12 },
    'lines[0].total',
    { code: 'reason_wrong_form', values: {} },
  ],
  [
    'what looks otherwise',
    { ...line, total: '1,2' },
    'lines[0].total',
    { code: 'reason_wrong_form', values: {} },
  ],
  [
    'what is too long',
    { ...line, name: 'Teapot' },
    'lines[0].name',
    { code: 'reason_too_large', values: {} },
  ],
  ['what is too short', { ...line, name: '' }, 'lines[0].name', { code: 'reason_too_small', values: {} }],
  [
    'what nobody agreed on',
    { ...line, colour: 'red', size: 3 },
    'lines[0]',
    { code: 'reason_unknown_names', values: { names: 'colour, size' } },
  ],
])('%s is named by its place and a reason of the catalogue', (_, first, field, reason) => {
  const message = { lines: [first] };
  const { error } = order.safeParse(message);
  expect(error && explainIssue(error, message)).toEqual({ field, reason });
});
