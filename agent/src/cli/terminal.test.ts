import { expect, test } from 'vitest';
import { doctor } from './doctor/doctor.ts';
import { run } from './run.ts';
import { saying } from './saying.ts';
import { setup } from './setup/setup.ts';
import { openTerminal, printResult } from './terminal.ts';

/** Clears the screen, colours what follows, turns its direction, and begins lines of its own. */
const HOSTILE = 'Shop\u001b[2J\u009b31m\u202e\r\nAll is well\u2028Really';
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not stay
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2028\u2029]/;

function opened(options: { json?: boolean } = {}) {
  let written = '';
  const stream = { write: (text: string) => (written += text) };
  const process = { stdout: stream, stderr: stream, env: {} } as unknown as NodeJS.Process;
  return { terminal: openTerminal(options, process), written: () => written };
}

test('a text of a shop or an ERP does nothing in the terminal, and begins no line', () => {
  const { terminal, written } = opened();
  terminal.out(terminal.sayings.said(saying('shop_is_there', { name: HOSTILE })));
  terminal.err(terminal.sayings.message({ code: 'erp_refused', values: { erp: 'X', reason: HOSTILE } }));
  printResult(terminal, {}, [`#${HOSTILE}`]);
  expect(written()).not.toMatch(CONTROLS);
  expect(written()).not.toMatch(/^All is well/m);
  expect(written().split('\n').slice(0, 3)).toEqual([
    expect.stringContaining('Shop\\u001b[2J\\u009b31m\\u202e All is well Really'),
    expect.stringContaining('All is well'),
    '#Shop\\u001b[2J\\u009b31m\\u202e\\u000d\\u000aAll is well\\u2028Really',
  ]);
});

test('with --json it is escaped as JSON escapes, so that a program reads it as it is', () => {
  const { terminal, written } = opened({ json: true });
  printResult(terminal, { name: HOSTILE }, []);
  expect(written()).not.toMatch(CONTROLS);
  expect(JSON.parse(written())).toEqual({ name: HOSTILE });
});

test.each([
  ['run', run],
  ['doctor', doctor],
  ['setup', setup],
])('%s goes nowhere while certificates are not verified', async (_, command) => {
  const { terminal } = opened();
  const environment = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
  await expect(command({ ...terminal, environment }, { config: '/nowhere' })).rejects.toMatchObject({
    code: 'tls_unverified',
    exitCode: 78,
    wayOut: expect.stringContaining('NODE_EXTRA_CA_CERTS'),
  });
});
