import { LEASE_MS } from '@counterfoil/shared-types';
import { readMapping } from '../src/flow/mapping/mapping-document.ts';
import { checkRules, isAtRest } from './check-rules.ts';
import { createWorld } from './create-world.ts';
import { NO_FAULTS, someFaults } from './erp-faults.ts';
import { type Buyer, createGivenIds, type GivenIds } from './given-ids.ts';
import { SIMPLE_RULES } from './make-snapshot.ts';
import { type Chance, seededChance } from './seeded-chance.ts';
import { createSimulatedDisk } from './simulated-disk.ts';
import { buryProcess, type SimulatedProcess, startProcess, type World } from './simulated-process.ts';
import {
  changeSomeOrder,
  lookAgain,
  type Screens,
  sayNewOrders,
  sendForbiddenAgain,
  someOrder,
  UNDOINGS,
} from './some-orders.ts';
import { endTrouble, fillDisk, setClock, troubleErp, troubleShop } from './some-trouble.ts';
import { worldTime } from './virtual-time.ts';

/** What happened, for whoever looks at a failing seed. */
export interface Played {
  readonly broken: readonly string[];
  readonly happened: readonly string[];
}

/**
 * One world with one shop, one ERP and one agent, in which some orders are placed and changed while things go wrong;
 * then everything is mended, time passes, and the rules must hold.
 */
export async function playScenario(seed: number): Promise<Played> {
  return new Scenario(seed).play();
}

class Scenario {
  private readonly happened: string[] = [];
  private readonly broken: string[] = [];
  private readonly chance: Chance;
  private world: World;
  private process: SimulatedProcess | null = null;
  /** Of a machine that was copied: the same configuration and keys, the state as it was then. */
  private second: { readonly world: World; process: SimulatedProcess } | null = null;
  private databaseBackup: Buffer | null = null;
  private readonly ids: GivenIds;
  private readonly screens: Screens = new Map();
  private shopWasRestored = false;
  private agentWasRestored = false;
  private rulesWereMended = false;
  private leaseStolenUntilMs = 0;

  constructor(seed: number) {
    this.chance = seededChance(seed);
    this.world = createWorld(this.chance, (operation, process) => this.checkWrite(operation, process));
    this.ids = createGivenIds(this.world.time);
  }

  async play(): Promise<Played> {
    const { time } = this.world;
    this.process = await startProcess(this.world, this.chance.branch());
    this.drawFaults();
    const turns = this.chance.whole(10, 30);
    for (let turn = 0; turn < turns; turn++) {
      await this.someTurn();
      await time.pass(this.chance.pick([0, 50, 300, 2_000, 10_000, 40_000, 120_000]));
      await this.reviveIfDead();
    }
    await this.outlastTrouble();
    await this.mend();
    this.broken.push(
      ...(await checkRules(this.world, this.process, {
        shopWasRestored: this.shopWasRestored,
        agentWasRestored: this.agentWasRestored,
        rulesWereMended: this.rulesWereMended,
        ids: this.ids,
      })),
    );
    await buryProcess(this.process);
    return { broken: this.broken, happened: this.happened };
  }

  private note(what: string | null): void {
    if (what !== null) this.happened.push(`${worldTime(this.world.time)} ${what}`);
  }

  private drawFaults(): void {
    const { erp, shop } = this.world;
    erp.faults = someFaults(this.chance);
    shop.slowRequests = this.chance.pick([0, 0.3]);
    this.note(`faults ${JSON.stringify({ ...erp.faults, slowRequests: shop.slowRequests })}`);
  }

  private async someTurn(): Promise<void> {
    const turn = this.chance.whole(0, 99);
    if (turn < 34) this.placeOrders(this.chance.happens(0.4) ? this.ids.someBuyer(this.chance) : null);
    else if (turn < 54) this.note(changeSomeOrder(this.chance, this.world.shop, this.screens));
    else if (turn < 66) this.killProcess();
    else if (turn < 69) await this.loseState();
    else if (turn < 73) await this.restartProcess();
    else if (turn < 76) this.note(troubleErp(this.chance, this.world));
    else if (turn < 80) this.note(troubleShop(this.chance, this.world));
    else if (turn < 82) this.note(fillDisk(this.chance, this.world));
    else if (turn < 86) this.note(setClock(this.chance, this.world));
    else if (turn < 91) this.drawFaults();
    else if (turn < 94) this.takeBackup();
    else if (turn < 96) await this.restoreAgent();
    else if (turn < 98) await this.restoreShop();
    else if (turn < 99) this.stealLease();
    else await this.copyMachine();
  }

  private placeOrders(buyer: Buyer | null): void {
    for (let count = this.chance.whole(1, 4); count > 0; count--) {
      const order = someOrder(this.chance, this.ids.orderId(), buyer, worldTime(this.world.time));
      this.ids.placed(order);
      this.world.shop.save(order);
      this.note(`order ${order.id} placed, ${order.check}, ${order.lines.map((line) => line.sku).join('+')}`);
    }
  }

  private killProcess(): void {
    const boundaries = this.chance.whole(0, 400);
    this.note(`the agent dies after ${boundaries} boundaries`);
    this.process?.crashAfter(boundaries);
  }

  private async reviveIfDead(): Promise<void> {
    if (!this.process) return;
    if (this.process.failure()) {
      this.broken.push(
        `the agent failed: ${String((this.process.failure() as Error).stack ?? this.process.failure())}`,
      );
      this.process.crash();
    }
    await this.reviveSecond();
    const stopped = this.process.flow.standstill()?.because === 'lease_lost';
    if (!this.process.isDead() && !stopped) return;
    await buryProcess(this.process);
    await this.world.time.pass(this.chance.whole(0, 3_000));
    this.note('the agent starts');
    this.process = await startProcess(this.world, this.chance.branch());
  }

  private async reviveSecond(): Promise<void> {
    if (!this.second) return;
    const { world, process } = this.second;
    if (process.failure()) this.broken.push(`the second agent failed: ${String(process.failure())}`);
    const stopped = process.flow.standstill()?.because === 'lease_lost';
    if (!process.failure() && !process.isDead() && !stopped) return;
    await buryProcess(process);
    this.note('the second agent starts');
    this.second.process = await startProcess(world, this.chance.branch());
  }

  private async restartProcess(): Promise<void> {
    if (!this.process || this.process.isDead()) return;
    this.note('the agent is stopped gracefully');
    await this.world.time.until(Promise.race([this.process.stop(), this.world.time.sleep(120_000)]));
    await this.reviveIfDead();
  }

  /** Both run on; which of the two goes on in the end is chance. */
  private async copyMachine(): Promise<void> {
    if (this.second || !this.process || this.process.isDead()) return;
    this.note('the machine is copied, and a second agent runs');
    this.agentWasRestored = true;
    const world = { ...this.world, disk: createSimulatedDisk(this.process.backUp()) };
    this.second = { world, process: await startProcess(world, this.chance.branch()) };
  }

  private async endSecond(): Promise<void> {
    if (!this.second) return;
    const { world, process } = this.second;
    this.second = null;
    if (this.process && this.chance.happens(0.5)) {
      this.note('the first agent is gone for good');
      await buryProcess(this.process);
      this.world = world;
      this.process = process;
    } else {
      this.note('the second agent is gone for good');
      await buryProcess(process);
    }
  }

  private takeBackup(): void {
    this.note('backups of shop and agent');
    this.world.shop.backUp();
    this.ids.backUp();
    if (this.process && !this.process.isDead()) this.databaseBackup = this.process.backUp();
  }

  private async restoreAgent(): Promise<void> {
    if (!this.databaseBackup) return;
    this.note('the agent comes back from its backup');
    await this.startAnew(this.databaseBackup);
  }

  /**
   * Perhaps after the shop forgot what was settled; then orders are called off of which nobody but the ERP may know.
   */
  private async loseState(): Promise<void> {
    const { shop, time } = this.world;
    await time.pass(this.chance.pick([0, 30_000, 200_000]));
    const forgets = this.chance.happens(0.7);
    if (forgets) shop.forgetSettled();
    this.note(`the agent loses all it knew${forgets ? ', and the shop forgot what is settled' : ''}`);
    // Another disk; on a full one nothing new would begin.
    this.world.disk.isFull = false;
    await this.startAnew(null);
    for (let count = this.chance.whole(0, 3); count > 0; count--) {
      this.note(changeSomeOrder(this.chance, shop, this.screens, UNDOINGS));
    }
  }

  private async startAnew(backup: Buffer | null): Promise<void> {
    if (!this.process) return;
    this.agentWasRestored = true;
    await buryProcess(this.process);
    this.world.disk.restore(backup);
    this.process = await startProcess(this.world, this.chance.branch());
  }

  private async restoreShop(): Promise<void> {
    const { shop, time } = this.world;
    this.note('the shop comes back from its backup');
    this.shopWasRestored = true;
    shop.restore();
    // A restore takes longer: nobody registers in one second before and after it.
    await time.pass(1_000);
    const newcomer = this.ids.restore(this.chance, Math.max(999, ...shop.orders().map((order) => order.id)));
    for (let count = newcomer ? this.chance.whole(1, 4) : 0; count > 0; count--) this.placeOrders(newcomer);
  }

  private stealLease(): void {
    this.note('another agent takes the lease');
    this.world.shop.takeLease(this.chance.uuid());
    this.leaseStolenUntilMs = this.world.time.nowMs() + LEASE_MS;
  }

  private checkWrite(operation: string, process: SimulatedProcess): void {
    const stands = process.flow.standstill()?.because;
    if (stands === 'shop_restored' || stands === 'agent_restored' || stands === 'lease_lost') {
      this.broken.push(`${operation} was sent while ${stands}`);
    }
    const leftMs = this.world.shop.lease().expiresAtMs - this.world.time.nowMs();
    const stolen = this.world.time.nowMs() < this.leaseStolenUntilMs || this.shopWasRestored;
    if (!stolen && leftMs < 20_000) this.broken.push(`${operation} was sent with a lease of ${leftMs} ms`);
    if (!stolen && this.world.shop.lease().holder !== process.holder()) {
      this.broken.push(`${operation} was sent by who does not hold the lease`);
    }
  }

  /**
   * What had to wait for a lease, or for the longest commit of a process that was killed, is done while the faults go
   * on.
   */
  private async outlastTrouble(): Promise<void> {
    for (let minutes = this.chance.whole(0, 6); minutes > 0; minutes--) {
      await this.world.time.pass(60_000);
      await this.reviveIfDead();
    }
  }

  /** Everything works again, a person accepts what must be accepted, and time passes until nothing moves any more. */
  private async mend(): Promise<void> {
    const { time, erp, shop } = this.world;
    this.note('everything is mended');
    await this.endSecond();
    endTrouble(this.world);
    erp.faults = NO_FAULTS;
    await this.reviveIfDead();
    await time.pass(60_000);
    endTrouble(this.world);
    if (this.chance.happens(0.5)) await this.mendRules();
    await time.pass(60_000);
    for (const done of sendForbiddenAgain(shop)) this.note(done);
    for (let round = 0; round < 40; round++) {
      await time.pass(60_000);
      await this.reviveIfDead();
      const { process } = this;
      if (process?.flow.standstill()?.because === 'shop_restored') {
        this.note('a person accepts the restored shop');
        // A kill that was planned before may come now; then they accept it once more in the next round.
        await time.until(process.flow.acceptRestoredShop('person')).catch((error: unknown) => {
          if (!process.isDead()) throw error;
        });
      } else for (const done of [...sayNewOrders(shop), ...lookAgain(shop)]) this.note(done);
      if (round > 8 && shop.orders().every(({ id }) => isAtRest(shop, id))) return;
    }
  }

  /** The agent starts anew, with rules for what had none. */
  private async mendRules(): Promise<void> {
    this.note('the rules are mended');
    this.rulesWereMended = true;
    const products = {
      exceptions: [{ sku: 'NOT-THERE', product: 'CUP' }],
      shopProducts: [{ productId: 10, product: 'MUG-BLUE' }],
    };
    this.world.mapping = readMapping({ ...SIMPLE_RULES, version: '2026-11-24', products });
    this.process?.crash();
    await this.reviveIfDead();
  }
}
