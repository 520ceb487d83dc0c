import { readMapping } from '../src/flow/mapping/mapping-document.ts';
import { SIMPLE_RULES } from './make-snapshot.ts';
import type { Chance } from './seeded-chance.ts';
import { createSimulatedDisk } from './simulated-disk.ts';
import { createSimulatedErp } from './simulated-erp.ts';
import type { World } from './simulated-process.ts';
import { createSimulatedShop } from './simulated-shop.ts';
import { createVirtualTime } from './virtual-time.ts';

/** Orders count from here on. */
const CUTOVER = '2026-11-23T00:00:00.000Z';

/** A shop and an ERP of some kind, and a machine on which no agent runs yet. */
export function createWorld(chance: Chance, onWrite: World['onWrite']): World {
  const time = createVirtualTime();
  const longestCommitMs = chance.pick([5_000, 30_000, 70_000]);
  return {
    time,
    shop: createSimulatedShop(time, chance.branch(), CUTOVER),
    erp: createSimulatedErp(time, chance.branch(), {
      unique: chance.happens(0.5),
      addresses: chance.pick(['records', 'on_order'] as const),
      parallelCalls: chance.whole(1, 4),
      longestCommitMs,
    }),
    mapping: readMapping({ ...SIMPLE_RULES, customers: { accounts: chance.pick(['own', 'by_email']) } }),
    wall: { offsetMs: 0 },
    shopIsDown: false,
    disk: createSimulatedDisk(null),
    onWrite,
  };
}
