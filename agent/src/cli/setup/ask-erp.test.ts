import { rmSync } from 'node:fs';
import { type StartedErp, startErp, stopErp } from '@counterfoil/sandbox/erp/start-erp';
import { makeTestFolder } from '@counterfoil/sandbox/test-run/test-folder';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HttpTransport, openHttpTransport } from '../../store-api/http-transport.ts';
import { explainFailure } from '../command-failure.ts';
import { speak } from '../say.ts';
import { askErp } from './ask-erp.ts';
import { type Asker, createAsker } from './asker.ts';
import type { SetupOptions } from './setup-options.ts';

/** Types these answers, an empty one for what is suggested, until there are no more. */
function typing(answers: string[]): { asker: Asker; suggested: (string | undefined)[] } {
  const suggested: (string | undefined)[] = [];
  const asker: Asker = {
    interactive: true,
    close() {},
    async ask({ given, suggestion, check }) {
      if (given !== undefined) return check(given);
      const typed = answers.shift();
      if (typed === undefined) throw new Error('nothing more is typed');
      suggested.push(suggestion);
      return check(typed || (suggestion ?? ''));
    },
  };
  return { asker, suggested };
}

describe('asking for an ERP', () => {
  const dir = makeTestFolder('ask-erp');
  let erp: StartedErp;
  let transport: ReturnType<typeof openHttpTransport>;
  beforeAll(async () => {
    erp = await startErp({ kind: 'sandbox', dir, currency: 'EUR', products: [], progress: () => {} });
    transport = openHttpTransport({});
  });
  afterAll(async () => {
    await transport.close();
    await stopErp(erp);
    rmSync(dir, { recursive: true, force: true });
  });
  const ask = (asker: Asker, options: SetupOptions = {}) =>
    askErp(options, {
      asker,
      say() {},
      send: transport.send,
      environment: {},
      monotonicMs: () => 0,
      sayings: speak('en'),
    });

  test('asks of each what its adapter wants to know, and nothing else', async () => {
    const { asker, suggested } = typing(['sandbox', erp.url, erp.password]);
    const { settings, adapter } = await ask(asker);
    expect(settings).toMatchObject({ kind: 'sandbox', url: erp.url });
    expect(suggested).toHaveLength(3);
    await adapter.close();
  });

  test('suggests the other answers after a refusal, so that only the password is typed again', async () => {
    // The practice ERP refuses to be a Tryton: each log-in fails.
    const { asker, suggested } = typing(['tryton', erp.url, 'acme', 'zoe', 'wrong', '', '', '', 'wrong']);
    await expect(ask(asker)).rejects.toThrow('nothing more is typed');
    expect(suggested.slice(1)).toEqual([
      ...[undefined, undefined, 'counterfoil', undefined],
      ...[erp.url, 'acme', 'zoe', undefined],
    ]);
  });

  test('refuses an option for what this ERP does not have', async () => {
    const given = ask(typing([erp.url]).asker, { erp: 'sandbox', erpDatabase: 'acme' });
    const { code, message, wayOut } = explainFailure(
      await given.catch((error: unknown) => error),
      speak('en'),
    );
    expect([code, message, wayOut]).toEqual([
      'erp_asks_not',
      'Practice ERP has no --erp-database.',
      'Leave it out; it is asked for: --erp-url',
    ]);
  });
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
