import { expect, test } from 'vitest';
import { checkSeries } from './tryton-series.ts';

test('series 6 and 7 are spoken to, whether they say their full version or not', () => {
  for (const version of ['6.0.29', '6.8.1', '7.0', '7.8']) expect(() => checkSeries(version)).not.toThrow();
});

test('older and newer series, whose calls differ, stop with their version', () => {
  for (const version of ['5.0.60', '8.0', 'unknown']) {
    expect(() => checkSeries(version)).toThrow(version);
  }
});
