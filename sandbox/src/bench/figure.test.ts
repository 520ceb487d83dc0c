import { describe, expect, test } from 'vitest';
import { figure, median } from './figure.ts';

describe('a figure', () => {
  test('with two sides holds by their ratio, and shows both', () => {
    expect(figure('checkout', 'ms', 102, 100, ['<=', 1.03])).toEqual({
      name: 'checkout',
      measured: 102,
      against: 100,
      unit: 'ms',
      bound: '≤ 1.03',
      holds: true,
    });
    expect(figure('checkout', 'ms', 104, 100, ['<=', 1.03]).holds).toBe(false);
    expect(figure('orders', 'orders/s', 249, 100, ['>=', 2.5]).holds).toBe(false);
    expect(figure('orders', 'orders/s', 250, 100, ['>=', 2.5]).holds).toBe(true);
  });

  test('with one side holds by itself, the bound included', () => {
    expect(figure('queries', 'queries', 4, null, ['<=', 4])).toMatchObject({ against: null, holds: true });
    expect(figure('queries', 'queries', 5, null, ['<=', 4]).holds).toBe(false);
  });

  test('is judged by what was measured, not by what is shown of it', () => {
    expect(figure('latency', 'ms', 1500.004, null, ['<=', 1500])).toMatchObject({
      measured: 1500,
      holds: false,
    });
  });

  test('holds for nothing that is no number, whichever way its bound goes', () => {
    expect(figure('latency', 'ms', Number.NEGATIVE_INFINITY, null, ['<=', 1500]).holds).toBe(false);
    expect(figure('orders', 'orders/s', 100, 0, ['>=', 2.5]).holds).toBe(false);
    expect(figure('memory', 'MB', Number.NaN, null, ['<=', 130]).holds).toBe(false);
  });
});

describe('the median', () => {
  test('is the one in the middle, whatever the order, and the mean of two', () => {
    expect(median([10, 2, 9])).toBe(9);
    expect(median([10, 2, 9, 4])).toBe(6.5);
  });

  test('of nothing is refused', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});
