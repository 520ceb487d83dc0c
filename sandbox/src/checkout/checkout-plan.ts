import { SandboxError } from '../sandbox-error.ts';
import { seededChance } from '../seeded-chance.ts';
import { type Address, guestAddress, seedCustomers } from '../store/customers.ts';

/** What one shopper does. */
export interface CheckoutPlan {
  /** Products by their key in `store/products.ts` (a variation has its own), or by id. */
  lines: readonly { product: string | number; quantity: number }[];
  /** A login of `store/customers.ts`, or a guest by number: the same number is the same person. */
  customer: { login: string } | { guest: number };
  coupon?: string;
  /** By the name in `configure-store.php`; left out: the first rate that the shop offers. */
  shipping?: 'flat' | 'free' | 'pickup' | 'abroad';
  payment: 'cod' | 'bacs' | 'cheque';
  /** The checkout block's way (Store API), or the classic form's (wc-ajax). */
  via: 'block' | 'classic';
  note?: string;
  /** Instead of the customer's own. */
  email?: string;
  address?: Partial<Address>;
}

/** The person behind a plan: e-mail and address as they fill in the form. */
export function whoBuys(plan: CheckoutPlan): { email: string; address: Address } {
  const { customer } = plan;
  let person: { email: string; address: Address };
  if ('guest' in customer) person = guestAddress(customer.guest);
  else {
    const known = seedCustomers.find((one) => one.login === customer.login);
    if (!known) {
      throw new SandboxError(
        `Customer ${customer.login} is unknown; there are ${seedCustomers.map((one) => one.login).join(', ')}.`,
      );
    }
    person = known;
  }
  return { email: plan.email ?? person.email, address: { ...person.address, ...plan.address } };
}

// What never sells out, so that a long run of generated checkouts doesn't fail for want of stock.
const plenty = [
  'mug',
  'cookbook',
  'tshirt-s',
  'tshirt-m',
  'tshirt-l',
  'poster-a2',
  'poster-a3',
  'support',
  'ebook',
  'pen',
  'lamp',
];

/**
 * The plan of shopper number `index` of a generated run: a mix of guests and accounts, one to three lines, coupons,
 * payments. The same seed and index give the same plan.
 * @param products the keys to choose from
 */
export function generatePlan(
  seed: number,
  index: number,
  products: readonly string[] = plenty,
): CheckoutPlan {
  const random = seededChance(seed * 1_000_003 + index);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const wanted = Math.min(1 + Math.floor(random() * 3), products.length);
  const chosen = new Set<string>();
  while (chosen.size < wanted) chosen.add(pick(products));
  const roll = random();
  const coupon = roll < 0.15 ? 'ten-percent' : roll < 0.25 ? 'five-off' : null;
  return {
    lines: [...chosen].map((product) => ({ product, quantity: 1 + Math.floor(random() * 3) })),
    customer: random() < 0.3 ? { login: pick(seedCustomers).login } : { guest: seed * 100_000 + index },
    ...(coupon === null ? {} : { coupon }),
    payment: random() < 0.7 ? 'cod' : 'bacs',
    via: 'block',
  };
}
