/**
 * One at a time per key, in the order of asking: shared records (a customer, an address) are found or made by one lane
 * at a time.
 */
export type LockAnchor = <T>(anchor: string, work: () => Promise<T>) => Promise<T>;

export function createLockAnchor(): LockAnchor {
  const last = new Map<string, Promise<unknown>>();
  return async (anchor, work) => {
    const before = last.get(anchor) ?? Promise.resolve();
    // Whether the one before succeeded is its own lane's business.
    const mine = before.then(work, work);
    last.set(anchor, mine);
    try {
      return await mine;
    } finally {
      if (last.get(anchor) === mine) last.delete(anchor);
    }
  };
}
