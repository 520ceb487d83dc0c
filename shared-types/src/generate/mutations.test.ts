import { describe, expect, it } from 'vitest';
import { mutations } from './mutations.ts';

describe('the mutated samples', () => {
  const changes = mutations().flatMap(({ samples }) => samples.flatMap(({ changes: those }) => those));

  it('are many, of which some are still taken and most are refused', () => {
    const taken = changes.filter((change) => change.taken).length;
    expect(changes.length).toBeGreaterThan(2000);
    expect(taken).toBeGreaterThan(200);
    expect(changes.length - taken).toBeGreaterThan(taken);
  });

  it('show that zod counts code points: the two UTF-16 units of a 🧾 are one', () => {
    const receipts = changes.filter((change) => change.receipt === true);
    expect(receipts.length).toBeGreaterThan(20);
    expect(receipts.every((change) => change.taken)).toBe(true);
  });
});
