import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { configDocument } from '../daemon/config/config-document.ts';
import { STORE_ERROR_HINTS } from '../store-api/store-error-hints.ts';
import { EXIT } from './exit-codes.ts';
import { speak } from './say.ts';

const docs = join(import.meta.dirname, '..', '..', '..', 'docs');
const read = (file: string) => readFileSync(join(docs, file), 'utf8');

function keysOf(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(keysOf);
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties, ...rest } = schema as { properties?: Record<string, unknown> };
  return [
    ...Object.keys(properties ?? {}),
    ...Object.values(properties ?? {}).flatMap(keysOf),
    ...Object.values(rest).flatMap(keysOf),
  ];
}

test('every key of the configuration is documented', () => {
  const text = read('configuration.md');
  const keys = new Set(
    keysOf(z.toJSONSchema(configDocument, { io: 'input', unrepresentable: 'any', reused: 'inline' })),
  );
  expect(keys.size).toBeGreaterThan(30);
  expect([...keys].filter((key) => !new RegExp(`\\b${key}\\b`).test(text))).toEqual([]);
});

test('the page for owners speaks as owners do, and names the buttons as wp-admin does', () => {
  const text = read('owner.md');
  const technical = [
    'YAML',
    'systemd',
    'tenant',
    'doorbell',
    'credential',
    'instance',
    'outbox',
    'payload',
    'API',
  ];
  expect(technical.filter((word) => new RegExp(`\\b${word}s?\\b`, 'i').test(text))).toEqual([]);
  const { screen } = speak('en');
  for (const button of ['screen_send_again', 'screen_leave_as_is', 'screen_leave_out'] as const)
    expect(text).toContain(`**${screen(button)}**`);
  for (const button of ['screen_stop_orders', 'screen_go_on_orders'] as const)
    expect(text).toContain(`*${screen(button)}*`);
  const pictures = [...text.matchAll(/\]\((screens\/[^)]+)\)/g)].map((match) => match[1] ?? '');
  expect(pictures.length).toBeGreaterThan(3);
  expect(pictures.filter((picture) => !existsSync(join(docs, picture)))).toEqual([]);
});

test('every exit code is documented, and no other', () => {
  const documented = [...read('command-line.md').matchAll(/^\| (\d+) \|/gm)].map((match) => Number(match[1]));
  expect(documented).toEqual(Object.values(EXIT));
});

test('every error of the shop that a person can mend has a runbook', () => {
  const index =
    read('runbooks/README.md') + read('runbooks/shop-unreachable.md') + read('runbooks/disconnected.md');
  // Of the code, said where it is typed; of a message, mended by the program itself; or by an update of either side.
  const elsewhere = [
    'code_wrong',
    'code_expired',
    'code_used_up',
    'already_paired',
    'not_confirmed',
    'insecure_transport',
  ];
  const byItself = [
    'clock_skewed',
    'nonce_used',
    'busy',
    'stopped',
    'answer_too_large',
    'message_too_large',
    'storage_failed',
  ];
  const byUpdate = [
    'version_unknown',
    'plugin_too_old',
    'connector_too_old',
    'message_invalid',
    'answer_invalid',
  ];
  const known = new Set([...elsewhere, ...byItself, ...byUpdate]);
  const missing = Object.keys(STORE_ERROR_HINTS).filter(
    (code) => !known.has(code) && !index.includes(`\`${code}\``),
  );
  expect(missing).toEqual([]);
});

test('the runbooks lead nowhere that is not there', () => {
  const pages = [...read('runbooks/README.md').matchAll(/\]\(([a-z-]+\.md)\)/g)].map(
    (match) => match[1] ?? '',
  );
  expect(pages.length).toBeGreaterThan(8);
  expect(pages.filter((page) => !existsSync(join(docs, 'runbooks', page)))).toEqual([]);
});
