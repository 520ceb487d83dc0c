/**
 * Works on orders in parallel lanes, one lane an order at a time. Nothing queues inside: each free lane takes the next
 * order from the database, so a flood of orders takes no memory and newer states are always the ones that are seen.
 */
export interface Lanes {
  /** Orders in hand. */
  has(orderId: number): boolean;
  /** There may be something new to claim: a free lane looks at once. */
  wake(): void;
  /**
   * Runs until `claim` has nothing more. @returns how many orders were worked on. @throws what `work` throws, once
   * every lane stands still
   */
  run(options: {
    /** Asked again before each claim. */
    readonly count: () => number;
    /** At most `limit` orders whose turn it is; not those in hand. */
    readonly claim: (limit: number) => Promise<readonly number[]>;
    readonly work: (orderId: number) => Promise<void>;
    /** False: nothing new is begun. */
    readonly goesOn: () => boolean;
  }): Promise<number>;
}

export function createLanes(): Lanes {
  const inHand = new Set<number>();
  let wakeUp = () => {};
  let isWoken = false;
  return {
    has: (orderId) => inHand.has(orderId),
    wake() {
      isWoken = true;
      wakeUp();
    },
    async run({ count, claim, work, goesOn }) {
      let worked = 0;
      let failure: { readonly error: unknown } | null = null;
      const running = new Set<Promise<void>>();
      while (failure === null && goesOn()) {
        isWoken = false;
        const free = count() - running.size;
        const claimed = free > 0 ? await claim(free) : [];
        for (const orderId of claimed) {
          inHand.add(orderId);
          worked += 1;
          const lane: Promise<void> = work(orderId)
            .catch((error: unknown) => {
              failure ??= { error };
            })
            .finally(() => {
              inHand.delete(orderId);
              running.delete(lane);
            });
          running.add(lane);
        }
        // Something came while it was claimed.
        if (isWoken) continue;
        if (running.size === 0) break;
        const woken = new Promise<void>((resolve) => {
          wakeUp = resolve;
        });
        // A lane that ends may leave its order due again.
        await Promise.race([woken, ...running]);
      }
      await Promise.all(running);
      if (failure !== null) throw (failure as { readonly error: unknown }).error;
      return worked;
    },
  };
}
