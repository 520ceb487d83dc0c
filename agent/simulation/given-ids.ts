import { formatExternalReference, type OrderSnapshot } from '@counterfoil/shared-types';
import type { Chance } from './seeded-chance.ts';
import { TENANT } from './simulated-process.ts';
import { type VirtualTime, worldTime } from './virtual-time.ts';

/** Somebody with an account, who buys more than once, now with it and now as a guest. */
export interface Buyer {
  readonly accountId: number;
  readonly since: string;
  readonly email: string;
}

/**
 * The ids that the shop gives to orders and accounts, and to whom. A shop that comes back from a backup gives some once
 * more.
 */
export interface GivenIds {
  orderId(): number;
  /** Who is there already, or registers now. */
  someBuyer(chance: Chance): Buyer;
  placed(order: OrderSnapshot): void;
  /** Who placed the order of this reference, by the e-mail address: who has it is one person. */
  personOf(reference: string): string | undefined;
  backUp(): void;
  /**
   * Back to the last backup. @returns who registers then, perhaps with the id of an account that was lost; null: nobody
   * at once
   */
  restore(chance: Chance, highestOrderId: number): Buyer | null;
}

export function createGivenIds(time: VirtualTime): GivenIds {
  let nextOrderId = 1000;
  let accounts: Buyer[] = [];
  let backup: Buyer[] = [];
  const persons = new Map<string, string>();

  function register(): Buyer {
    const accountId = accounts.length + 1;
    const since = `${worldTime(time).slice(0, 19)}.000Z`;
    const buyer = { accountId, since, email: `buyer${accountId}-${Date.parse(since)}@example.org` };
    accounts.push(buyer);
    return buyer;
  }

  return {
    orderId: () => nextOrderId++,
    someBuyer(chance) {
      const [first, ...others] = accounts;
      return !first || chance.happens(0.4) ? register() : chance.pick([first, ...others]);
    },
    placed({ id, check, email }) {
      persons.set(formatExternalReference({ tenant: TENANT, kind: 'o', shopId: id, check }), email);
    },
    personOf: (reference) => persons.get(reference),
    backUp() {
      backup = [...accounts];
    },
    restore(chance, highestOrderId) {
      accounts = [...backup];
      // Pages and pictures take numbers of the same row: they may stand where orders stood.
      if (chance.happens(0.5)) return register();
      nextOrderId = highestOrderId + 1;
      return null;
    },
  };
}
