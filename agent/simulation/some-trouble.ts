import type { Chance } from './seeded-chance.ts';
import type { World } from './simulated-process.ts';

// Each makes some trouble that ends by itself, and says what it is.

export function troubleErp(chance: Chance, { erp, time }: World): string {
  const ms = chance.whole(1_000, 90_000);
  const kind = chance.pick(['down', 'locked'] as const);
  erp[kind] = true;
  void time.sleep(ms).then(() => {
    erp[kind] = false;
  });
  return `the ERP is ${kind} for ${ms} ms`;
}

export function troubleShop(chance: Chance, world: World): string {
  const ms = chance.whole(20_000, 150_000);
  world.shopIsDown = true;
  void world.time.sleep(ms).then(() => {
    world.shopIsDown = false;
  });
  return `the shop is down for ${ms} ms`;
}

export function fillDisk(chance: Chance, { disk, time }: World): string {
  const ms = chance.whole(1_000, 60_000);
  disk.isFull = true;
  void time.sleep(ms).then(() => {
    disk.isFull = false;
  });
  return `the disk is full for ${ms} ms`;
}

/** What would end by itself ends now. */
export function endTrouble(world: World): void {
  world.erp.down = false;
  world.erp.locked = false;
  world.shopIsDown = false;
  world.disk.isFull = false;
}

/** This one stays. */
export function setClock(chance: Chance, { wall }: World): string {
  const ms = chance.pick([-3_600_000, -61_000, 61_000, 3_600_000, 86_400_000 * 40]);
  wall.offsetMs += ms;
  return `the wall clock jumps by ${ms} ms`;
}
