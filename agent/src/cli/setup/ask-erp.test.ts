import { rmSync } from 'node:fs';
import { startErp, stopErp } from '@counterfoil/sandbox/erp/start-erp';
import { makeTestFolder } from '@counterfoil/sandbox/test-run/test-folder';
import { describe, expect, test } from 'vitest';
import { type HttpTransport, openHttpTransport } from '../../store-api/http-transport.ts';
import { speak } from '../say.ts';
import { askErp } from './ask-erp.ts';
import { type Asker, createAsker } from './asker.ts';

test('after a wrong password the other answers are suggested, so that only the password is typed again', async () => {
  const dir = makeTestFolder('ask-erp');
  const erp = await startErp({ kind: 'sandbox', dir, currency: 'EUR', products: [], progress: () => {} });
  const transport = openHttpTransport({});
  const typed = ['sandbox', erp.url, 'acme', 'zoe', 'wrong', '', '', '', erp.password];
  const suggested: (string | undefined)[] = [];
  const asker: Asker = {
    interactive: true,
    close() {},
    async ask({ suggestion, check }) {
      suggested.push(suggestion);
      return check(typed.shift() || (suggestion ?? ''));
    },
  };
  const { settings, adapter } = await askErp(
    {},
    { asker, say() {}, send: transport.send, environment: {}, monotonicMs: () => 0, sayings: speak('en') },
  );
  expect(settings).toMatchObject({ url: erp.url, database: 'acme', user: 'zoe' });
  expect(suggested.slice(5)).toEqual([erp.url, 'acme', 'zoe', undefined]);
  await adapter.close();
  await transport.close();
  await stopErp(erp);
  rmSync(dir, { recursive: true, force: true });
});

describe("plain HTTP to the ERP's address", () => {
  const script = (url: string, options = {}) => {
    const refuse = (): never => {
      throw new Error('nothing may be sent');
    };
    const send: HttpTransport = async () => ({ status: 200, headers: {}, body: Buffer.from('') });
    const sayings = speak('en');
    const around = { say() {}, environment: {}, monotonicMs: () => 0, sayings };
    const answers = { erp: 'tryton', erpUrl: url, erpDatabase: 'erp', erpUser: 'zoe', ...options };
    const asker = createAsker(null, () => {}, sayings);
    return askErp(answers, { ...around, asker, send: url.includes('example') ? refuse : send });
  };

  test('out there is refused before anything is sent', async () => {
    await expect(script('http://erp.example')).rejects.toMatchObject({
      code: 'answer_wrong',
      message: expect.stringContaining('is plain HTTP, "http://erp.example"'),
    });
  });

  test('in a private network is refused in a script without its option, and taken with it', async () => {
    await expect(script('http://erp.local')).rejects.toMatchObject({ code: 'erp_plain_http' });
    // Past the question, to a log-in without a password.
    await expect(script('http://erp.local', { erpAllowPlainHttp: true })).rejects.toMatchObject({
      code: 'answer_missing',
      message: expect.stringContaining('--erp-secret-env'),
    });
  });

  test('an address with a login is refused, and the password not repeated', async () => {
    await expect(script('https://user:hunter2@erp.example')).rejects.toMatchObject({
      code: 'answer_wrong',
      message: expect.stringMatching(/^(?!.*hunter2).*https:\/\/…@erp\.example/),
    });
  });
});
