import { expect, test } from 'vitest';
import { ErpError } from '../adapters/erp-errors.ts';
import { StoreError } from '../store-api/store-errors.ts';
import { openLog } from './log.ts';

function logged(...given: Parameters<ReturnType<typeof openLog>['warn']>): Record<string, unknown> {
  const lines: string[] = [];
  openLog('info', { write: (line) => void lines.push(line) }).warn(...given);
  return JSON.parse(lines.join('')) as Record<string, unknown>;
}

test('a line is JSON with level, UTC time and message', () => {
  expect(logged({ tenant: 'acme', order: 1047 }, 'Held')).toMatchObject({
    level: 'warn',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    tenant: 'acme',
    order: 1047,
    msg: 'Held',
  });
});

test('what moves a cursor or turns the direction is escaped, in a value, a name and the message', () => {
  const lines: string[] = [];
  const hostile = 'A\u001b[2J\u009b31m\u202eB\nC';
  openLog('info', { write: (line) => void lines.push(line) }).warn({ shop: hostile, [hostile]: 1 }, hostile);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not stay
  expect(lines.join('')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]|\n./);
  expect(JSON.parse(lines.join(''))).toMatchObject({ shop: hostile, msg: hostile });
});

test('secrets and what says who somebody is never get into the log, however deep', () => {
  const line = JSON.stringify(
    logged(
      {
        erp: { user: 'counterfoil', password: 'hunter2', secret: { env: 'X' } },
        headers: { Authorization: 'Bearer hunter2', cookie: 'hunter2' },
        orders: [{ id: 1, billingEmail: 'zoe@example.org', shippingAddress: { line1: 'Main Street 1' } }],
      },
      'x',
    ),
  );
  expect(line).not.toMatch(/hunter2|zoe@|Main Street/);
  expect(line).toContain('[removed]');
});

test("an ERP's words stay out of the log: they may name a customer", () => {
  const error = new ErpError(
    'hold',
    { code: 'erp_refused', values: { erp: 'Tryton', reason: 'Zoë Martin owes' } },
    'sale.create',
  );
  expect(JSON.stringify(logged({ err: error }, 'x'))).not.toContain('Martin');
  expect(logged({ err: error }, 'x')).toMatchObject({
    err: { code: 'erp_refused', next: 'hold', operation: 'sale.create' },
  });
});

test("the shop's error is told by code and consequence, a defect with its stack and cause", () => {
  expect(
    logged({ err: new StoreError('retry', 'server_error', 'events', { status: 502 }) }, 'x'),
  ).toMatchObject({
    err: { code: 'server_error', status: 502, operation: 'events' },
  });
  const defect = new TypeError('x is undefined', { cause: new RangeError('too far') });
  expect(logged({ err: defect }, 'x')).toMatchObject({
    err: { type: 'TypeError', stack: expect.stringContaining('log.test'), cause: { message: 'too far' } },
  });
});
