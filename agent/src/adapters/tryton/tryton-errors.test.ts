import { describe, expect, test } from 'vitest';
import type { ErpCall } from '../erp-connection.ts';
import { explainError, explainStatus, TrytonWarning } from './tryton-errors.ts';

const write: ErpCall = { erp: 'Tryton', operation: 'model.sale.sale.create', writes: true };
const read: ErpCall = { ...write, operation: 'model.sale.sale.read', writes: false };
const explain = (error: unknown, call = write) => explainError(error, call, ['Jeanne Martin']);

describe('an error in the envelope, as servers send it', () => {
  test('UserError is a hold with its first words, without the 60 kB of fields that a domain violation brings', () => {
    const error = explain([
      'UserError',
      ['The product of "Jeanne Martin" is wrong.', '', [{}, 'x'.repeat(60_000)]],
    ]);
    expect(error).toMatchObject({
      next: 'hold',
      says: { code: 'erp_refused', values: { reason: 'The product of "…" is wrong.' } },
    });
  });

  test('UserWarning keeps the name by which it is answered and is a hold unless it is', () => {
    const error = explain(['UserWarning', ['stock_quantity_warning_10', 'The forecast quantity …', '']]);
    expect(error).toBeInstanceOf(TrytonWarning);
    expect(error).toMatchObject({ next: 'hold', warning: 'stock_quantity_warning_10' });
  });

  test('ConcurrencyException, whose second part is a bare text, is tried again', () => {
    expect(explain(['ConcurrencyException', 'Records were modified in the meanwhile']).next).toBe('retry');
  });

  test('a locked record is tried again: the transaction was rolled back', () => {
    for (const words of [
      'could not obtain lock on row in relation "stock_move"\n',
      'could not serialize access due to concurrent update\n',
      'deadlock detected\n',
      'database is locked',
    ]) {
      expect(explain([words, '']).next).toBe('retry');
    }
  });

  test('a database that went away leaves a write unknown and a read to be made again, and its address unsaid', () => {
    const words = 'connection to server at "db.internal" (10.0.0.7), port 5432 failed: Connection refused\n';
    expect(explain([words, '']).next).toBe('unknown');
    const error = explain([words, ''], read);
    expect(error.next).toBe('retry');
    expect(JSON.stringify(error.says)).not.toMatch(/db\.internal|10\.0\.0\.7|5432/);
  });

  test("any other exception of Python is a hold: the same call won't ever succeed", () => {
    expect(explain(["'web_idd'", '']).next).toBe('hold');
  });

  test('a refused login stops', () => {
    expect(explain(['LoginException', ['password', 'Password for x', 'password']]).next).toBe('stop');
  });

  test('something that is no error of Tryton leaves a write unknown', () => {
    for (const odd of [null, {}, [], [1, 2], 'text']) expect(explain(odd).next).toBe('unknown');
  });
});

describe('a status other than 200', () => {
  const explainHttp = (status: number, call = write, retryAfterMs: number | null = null) =>
    explainStatus({ status, contentType: 'text/html', retryAfterMs, text: '<html>' }, call, 'erp');

  test('of a server or proxy that failed leaves a write unknown, a read to be made again', () => {
    for (const status of [500, 502, 503, 504]) {
      expect(explainHttp(status).next).toBe('unknown');
      expect(explainHttp(status, read).next).toBe('retry');
    }
  });

  test('429 waits as long as it says, five minutes where it says nothing', () => {
    expect(explainHttp(429)).toMatchObject({ next: 'retry', retryAfterMs: 300_000 });
    expect(explainHttp(429, write, 4000)).toMatchObject({
      retryAfterMs: 4000,
      says: { values: { seconds: 4 } },
    });
  });

  test('404 and redirects stop: another database or another address is meant', () => {
    for (const status of [301, 302, 307, 308, 404]) expect(explainHttp(status).next).toBe('stop');
  });

  test('403 is a method that this server does not offer: a hold', () => {
    expect(explainHttp(403)).toMatchObject({
      next: 'hold',
      says: { code: 'erp_cannot', values: { reason: { code: 'reason_not_offered' } } },
    });
  });
});
