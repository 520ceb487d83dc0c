import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type DocumentKey,
  firstReferenceOf,
  generationIn,
  referenceOf,
  salesOrderOf,
} from './document-key.ts';

const keys: fc.Arbitrary<DocumentKey> = fc.record({
  kind: fc.constantFrom('order' as const, 'refund' as const, 'payment' as const, 'shipment' as const),
  shopId: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  check: fc.constantFrom('K7Q2MZ', 'AAAAAA', '234567'),
  generation: fc.integer({ min: 1, max: 9 }),
});

describe('the reference of a document', () => {
  test('has at most 35 characters of [A-Za-z0-9-], whatever it is of', () => {
    fc.assert(
      fc.property(keys, (key) => {
        expect(referenceOf('abcdefgh', key)).toMatch(/^[A-Za-z0-9-]{1,35}$/);
      }),
    );
  });

  test('says which document it is of, and which of several that replaced each other', () => {
    fc.assert(
      fc.property(keys, keys, (key, other) => {
        const isSame = key.kind === other.kind && key.shopId === other.shopId && key.check === other.check;
        expect(generationIn(referenceOf('acme', other), 'acme', key)).toBe(isSame ? other.generation : null);
        expect(generationIn(referenceOf('acme', key), 'acme', { ...key, generation: 1 })).toBe(
          key.generation,
        );
        expect(generationIn(referenceOf('acme', key), 'other', key)).toBe(null);
      }),
    );
  });

  test.each([
    [salesOrderOf({ id: 1047, check: 'K7Q2MZ' }), 'acme-o1047-K7Q2MZ'],
    [salesOrderOf({ id: 1047, check: 'K7Q2MZ' }, 2), 'acme-o1047-K7Q2MZ-2'],
    [{ kind: 'refund', shopId: 9, check: 'K7Q2MZ', generation: 1 }, 'acme-r9-K7Q2MZ'],
    [{ kind: 'payment', shopId: 9, check: 'K7Q2MZ', generation: 1 }, 'acme-p9-K7Q2MZ'],
    [{ kind: 'shipment', shopId: 9, check: 'K7Q2MZ', generation: 3 }, 'acme-s9-K7Q2MZ-3'],
  ] as const)('is written so that it can be read: %#', (key, reference) => {
    expect(referenceOf('acme', key)).toBe(reference);
    expect(firstReferenceOf('acme', key)).toBe(reference.replace(/-\d$/, ''));
  });

  test('is refused where the document’s check is not known, or where it was replaced too often', () => {
    expect(() => referenceOf('acme', salesOrderOf({ id: 1047, check: '' }))).toThrow(RangeError);
    expect(() => referenceOf('acme', salesOrderOf({ id: 1047, check: 'K7Q2MZ' }, 10))).toThrow(RangeError);
  });
});
