import type { Change } from '@counterfoil/shared-types';
import { expect, test } from 'vitest';
import { speak } from './say.ts';
import { saying } from './saying.ts';
import { localTime } from './write-times.ts';

const retry = (reason: string | { code: 'reason_no_answer'; values: { seconds: number } }) =>
  ({ code: 'step_retry', values: { erp: 'Tryton', attempt: 1, reason, seconds: 4 } }) as const;

test('a reason of ours is said in the language of the sentence, what the ERP said stays as it is', () => {
  const ours = retry({ code: 'reason_no_answer', values: { seconds: 30 } });
  expect(speak('en').message(ours)).toBe('Attempt 1 failed (no answer within 30 s); again in 4 s');
  expect(speak('de').message(ours)).toBe(
    'Versuch 1 misslang (keine Antwort innerhalb von 30 s); wieder in 4 s',
  );
  expect(speak('de').message(retry('Stock manquant'))).toBe(
    'Versuch 1 misslang (Stock manquant); wieder in 4 s',
  );
});

test('what the connector names by words of its own is said as wp-admin says it', () => {
  const changes: Change[] = [
    { what: 'quantity', line: 'MUG', before: '1', after: '2' },
    { what: 'invoice_address', line: null, before: null, after: null },
    { what: 'total', line: null, before: '10.00 EUR', after: '12.00 EUR' },
    { what: 'status', line: null, before: null, after: 'cancelled' },
    { what: 'giftWrap' as Change['what'], line: null, before: null, after: null },
  ];
  const values = { changes, erp: 'Tryton', document: 'S1' };
  expect(speak('de').message({ code: 'change_after_delivery', values })).toBe(
    'Im Shop geändert, nachdem sie als S1 in Tryton war: Menge (MUG): 1 → 2, Rechnungsadresse, ' +
      'Summe: 10.00 EUR → 12.00 EUR, Status: – → cancelled, etwas, das dieses Plugin noch nicht kennt („giftWrap“)',
  );
  expect(speak('de').message({ code: 'step_placed', values: { via: 'store-api', method: 'Klarna' } })).toBe(
    'Im Shop bestellt (Block-Kasse), Klarna',
  );
  expect(speak('de').message({ code: 'step_placed', values: { via: 'till', method: 'Klarna' } })).toBe(
    'Im Shop bestellt (till), Klarna',
  );
});

test('rules that are called after a day are called by that day', () => {
  const rules = (mapping: string) => ({ code: 'step_rules', values: { lines: 3, mapping } }) as const;
  expect(speak('en').message(rules('2026-11-28'))).toBe('By the rules “November 28, 2026”: 3 lines');
  expect(speak('de').message(rules('2026-11-28'))).toBe('Nach den Regeln „28. November 2026“: 3 Zeilen');
  expect(speak('de').message(rules('2026-99-99'))).toBe('Nach den Regeln „2026-99-99“: 3 Zeilen');
});

test('a person of the shop is told as one, also where the sentence begins with them', () => {
  const asked = { code: 'step_asked_again', values: { user: 1 } } as const;
  expect(speak('en').message(asked)).toBe("The shop's user 1 asked to send it again");
  expect(speak('de').message(asked)).toBe('Benutzer 1 des Shops will sie noch einmal senden');
  const leftOut = { code: 'left_out_by_person', values: { user: '12', note: 'twice' } } as const;
  expect(speak('en').message(leftOut)).toBe("Left out by the shop's user 12: twice");
  expect(speak('en').message({ ...asked, values: { user: 0 } })).toBe('Somebody asked to send it again');
});

test.each([
  ['Europe/Vienna', '2026-11-23 11:04:05 +01:00'],
  ['America/St_Johns', '2026-11-23 06:34:05 -03:30'],
  ['UTC', '2026-11-23 10:04:05 UTC'],
])('a time says its zone: %s', (zone, told) => {
  const before = process.env['TZ'];
  try {
    process.env['TZ'] = zone;
    expect(localTime('2026-11-23T10:04:05.678Z')).toBe(told);
  } finally {
    process.env['TZ'] = before;
  }
});

test('a time is told as the clock of this machine shows it', () => {
  const cutover = '2026-11-23T10:04:05.678Z';
  expect(speak('en').message({ code: 'before_cutover', values: { cutover } })).toBe(
    `Older than the start at ${localTime(cutover)}`,
  );
  expect(speak('de').said(saying('start_from', { time: cutover }))).toContain(localTime(cutover));
});
