import { rmSync } from 'node:fs';
import { startErp, stopErp } from '@counterfoil/sandbox/erp/start-erp';
import { makeTestFolder } from '@counterfoil/sandbox/test-run/test-folder';
import { expect, test } from 'vitest';
import { openHttpTransport } from '../../store-api/http-transport.ts';
import { speak } from '../say.ts';
import { askErp } from './ask-erp.ts';
import type { Asker } from './asker.ts';

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
