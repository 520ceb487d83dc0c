import '../shop-in-tests.ts';
import { expect, test } from 'vitest';
import { changeText } from './changes.tsx';

test.each([
  [{ what: 'total', before: '1119.99 EUR', after: '62.78 EUR' }, 'total: €1,119.99 → €62.78'],
  [{ what: 'quantity (MUG-RED)', before: '2', after: '1.50' }, 'quantity (MUG-RED): 2 → 1.5'],
  [{ what: 'new line (CUP)', before: null, after: '3' }, 'new line (CUP): – → 3'],
  [{ what: 'status', before: 'Processing', after: 'Cancelled' }, 'status: Processing → Cancelled'],
  [{ what: 'customer', before: null, after: null }, 'customer'],
])('%j is said before and after', (change, said) => {
  expect(changeText(change)).toBe(said);
});
