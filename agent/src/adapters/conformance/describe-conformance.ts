import { afterEach, describe } from 'vitest';
import { describeAnnouncedWrites } from './describe-announced-writes.ts';
import { describeCustomers } from './describe-customers.ts';
import { describeDoubt } from './describe-doubt.ts';
import { describeLists } from './describe-lists.ts';
import { describeOrders } from './describe-orders.ts';
import { describeRefusals } from './describe-refusals.ts';
import { describeRights } from './describe-rights.ts';
import { describeTransitions } from './describe-transitions.ts';
import type { Expectations, Harness } from './harness.ts';

/**
 * What every adapter must do, shown on a real server of its ERP. Each capability that an adapter declares is proven
 * here.
 * @param expects what is known of this ERP before it runs
 * @param harness the running ERP; asked for when a test runs, not before
 */
export function describeConformance(name: string, expects: Expectations, harness: () => Harness): void {
  describe(name, () => {
    afterEach(async () => {
      harness().faults.reset();
      await harness().faults.hurry();
    });
    describeOrders(expects, harness);
    describeDoubt(expects, harness);
    describeAnnouncedWrites(harness);
    describeTransitions(harness);
    describeCustomers(expects, harness);
    describeLists(harness);
    describeRights(harness);
    describeRefusals(expects, harness);
  });
}
