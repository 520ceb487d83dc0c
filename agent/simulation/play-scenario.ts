import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LEASE_MS, type OrderSnapshot } from '@counterfoil/shared-types';
import { Exact, moneyText } from '../src/flow/canonical/money.ts';
import { readMapping } from '../src/flow/mapping/mapping-document.ts';
import { checkRules } from './check-rules.ts';
import { makeLine, makeSnapshot, SIMPLE_RULES } from './make-snapshot.ts';
import { type Chance, seededChance } from './seeded-chance.ts';
import { createSimulatedErp, type ErpFaults, NO_FAULTS } from './simulated-erp.ts';
import {
  buryProcess,
  restoreDatabase,
  type SimulatedProcess,
  startProcess,
  type World,
} from './simulated-process.ts';
import { createSimulatedShop } from './simulated-shop.ts';
import { createVirtualTime, worldTime } from './virtual-time.ts';

/** What happened, for whoever looks at a failing seed. */
export interface Played {
  readonly broken: readonly string[];
  readonly happened: readonly string[];
}

const CUTOVER = '2026-11-23T00:00:00.000Z';

/**
 * One world with one shop, one ERP and one agent, in which some orders are placed and changed while things go wrong; then everything
 * is mended, time passes, and the rules must hold.
 */
export async function playScenario(seed: number): Promise<Played> {
  const folder = mkdtempSync(join(tmpdir(), 'counterfoil-simulation-'));
  try {
    return await new Scenario(seed, folder).play();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

class Scenario {
  private readonly happened: string[] = [];
  private readonly broken: string[] = [];
  private readonly chance: Chance;
  private world: World;
  private readonly folder: string;
  private process: SimulatedProcess | null = null;
  /** Of a machine that was copied: the same configuration and keys, the state as it was then. */
  private second: { readonly world: World; process: SimulatedProcess } | null = null;
  private copies = 0;
  private databaseBackup: Buffer | null = null;
  private nextOrderId = 1000;
  /** Orders whose id was given anew after the shop came back from a backup. */
  private readonly reused = new Set<number>();
  private shopWasRestored = false;
  private agentWasRestored = false;
  private rulesWereMended = false;
  private leaseStolenUntilMs = 0;

  constructor(seed: number, folder: string) {
    this.chance = seededChance(seed);
    const time = createVirtualTime();
    const longestCommitMs = this.chance.pick([5_000, 30_000, 70_000]);
    this.folder = folder;
    this.world = {
      time,
      shop: createSimulatedShop(time, this.chance.branch(), CUTOVER),
      erp: createSimulatedErp(time, this.chance.branch(), {
        unique: this.chance.happens(0.5),
        addresses: this.chance.pick(['records', 'on_order'] as const),
        parallelCalls: this.chance.whole(1, 4),
        longestCommitMs,
      }),
      mapping: readMapping(SIMPLE_RULES),
      wall: { offsetMs: 0 },
      shopIsDown: false,
      diskIsFull: false,
      file: join(folder, 'counterfoil.sqlite'),
      onWrite: (operation, process) => this.checkWrite(operation, process),
    };
  }

  async play(): Promise<Played> {
    const { time } = this.world;
    this.process = await startProcess(this.world, this.chance.branch());
    this.world.erp.faults = this.someFaults();
    const turns = this.chance.whole(10, 30);
    for (let turn = 0; turn < turns; turn++) {
      await this.someTurn();
      await time.pass(this.chance.pick([0, 50, 300, 2_000, 10_000, 40_000]));
      await this.reviveIfDead();
    }
    await this.mend();
    this.broken.push(
      ...(await checkRules(this.world, this.process, {
        shopWasRestored: this.shopWasRestored,
        agentWasRestored: this.agentWasRestored,
        rulesWereMended: this.rulesWereMended,
        reused: this.reused,
      })),
    );
    await buryProcess(this.process);
    return { broken: this.broken, happened: this.happened };
  }

  private note(what: string): void {
    this.happened.push(`${worldTime(this.world.time)} ${what}`);
  }

  private someFaults(): ErpFaults {
    const often = this.chance.pick([0, 0.1, 0.3, 0.6]);
    const some = () => (this.chance.happens(0.5) ? often * this.chance.next() : 0);
    const faults = {
      lostAnswer: some(),
      lateCommit: some(),
      lostRequest: some(),
      throttled: some(),
      conflict: some(),
      lostRead: some(),
      lazyTransition: some(),
      slowReads: some(),
      forbidden: some() * 0.2,
    };
    this.note(`faults ${JSON.stringify(faults)}`);
    return faults;
  }

  private async someTurn(): Promise<void> {
    const turn = this.chance.whole(0, 99);
    if (turn < 40) this.placeOrders();
    else if (turn < 62) this.changeOrder();
    else if (turn < 78) this.killProcess();
    else if (turn < 82) await this.restartProcess();
    else if (turn < 84) this.erpTrouble();
    else if (turn < 85) this.shopTrouble();
    else if (turn < 86) this.diskTrouble();
    else if (turn < 90) this.setClock();
    else if (turn < 92) this.world.erp.faults = this.someFaults();
    else if (turn < 95) this.takeBackup();
    else if (turn < 97) await this.restoreAgent();
    else if (turn < 98) this.restoreShop();
    else if (turn < 99) this.stealLease();
    else await this.copyMachine();
  }

  private placeOrders(): void {
    const sameBuyer = this.chance.happens(0.3) ? this.chance.whole(1, 3) : null;
    for (let count = this.chance.whole(1, 4); count > 0; count--) {
      const id = this.nextOrderId++;
      const order = this.someOrder(id, sameBuyer);
      this.world.shop.save(order);
      this.note(`order ${id} placed, ${order.check}, ${order.lines.map((line) => line.sku).join('+')}`);
    }
  }

  private someOrder(id: number, buyer: number | null): OrderSnapshot {
    const { chance } = this;
    const quantity = chance.whole(1, 7);
    const cents = chance.whole(1, 9_999);
    const tax = Math.round(cents * 0.2);
    const sku = chance.happens(0.06)
      ? 'NOT-THERE'
      : chance.happens(0.04)
        ? ''
        : chance.pick(['MUG-BLUE', 'CUP']);
    const money = (amount: number) => `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;
    const line = makeLine({
      sku,
      quantity: String(quantity),
      total: money(cents),
      taxes: [{ rateId: 1, total: money(tax), subtotal: null }],
    });
    const status = chance.happens(0.05)
      ? 'quote-only'
      : chance.pick(['processing', 'on-hold', 'completed'] as const);
    return makeSnapshot({
      id,
      number: String(id),
      check: this.someCheck(),
      status,
      customerId: buyer !== null && chance.happens(0.5) ? buyer : null,
      email: `buyer${buyer ?? `-${id}`}@example.org`,
      createdAt: chance.happens(0.04) ? '2026-11-22T23:59:59.000Z' : worldTime(this.world.time),
      lines: [line],
      total: money(cents + tax + 720),
    });
  }

  private someCheck(): string {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    return Array.from({ length: 6 }, () => letters.charAt(this.chance.whole(0, 31))).join('');
  }

  private changeOrder(): void {
    const { shop } = this.world;
    const [first, ...others] = shop.orders();
    if (!first) return;
    const order = this.chance.pick([first, ...others]);
    const kind = this.chance.pick([
      'complete',
      'complete',
      'note',
      'edit',
      'cancel',
      'refund',
      'trash',
      'delete',
      'unreadable',
      'readable',
      'send_again',
      'leave_out',
      'address',
      'anonymize',
      'uncancel',
    ] as const);
    this.note(`order ${order.id}: ${kind}`);
    const [line] = order.lines;
    if (kind === 'delete') shop.deleteForGood(order.id);
    else if (kind === 'unreadable') {
      shop.breakReading(order.id, true);
      shop.save(order);
    } else if (kind === 'readable') {
      shop.breakReading(order.id, false);
      shop.save(order);
    } else if (kind === 'send_again' || kind === 'leave_out')
      shop.ask(`counterfoil.command.${kind}`, order.id, 'why not');
    else if (kind === 'complete') shop.save({ ...order, status: 'completed' });
    else if (kind === 'note') shop.save({ ...order, customerNote: `note ${this.chance.whole(1, 9)}` });
    else if (kind === 'cancel') shop.save({ ...order, status: 'cancelled' });
    else if (kind === 'uncancel') shop.save({ ...order, status: 'processing' });
    else if (kind === 'trash') shop.save({ ...order, status: 'trash' });
    else if (kind === 'refund') shop.save({ ...order, refundedTotal: '1.00' });
    else if (kind === 'address')
      shop.save({ ...order, billing: { ...order.billing, line1: `${this.chance.whole(1, 99)} quai` } });
    else if (kind === 'anonymize')
      shop.save({
        ...order,
        anonymized: true,
        email: '',
        billing: { ...order.billing, firstName: '', lastName: '' },
      });
    else if (line) {
      // 10.00 net more at 20 %: the total moves with it.
      const plus = (money: string, more: string) => moneyText(new Exact(money).plus(more), order.currency);
      const taxes = line.taxes.map((tax) => ({ ...tax, total: plus(tax.total, '2.00') }));
      const edited = { ...line, total: plus(line.total, '10.00'), taxes };
      shop.save({ ...order, lines: [edited], total: plus(order.total, '12.00') });
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

  private erpTrouble(): void {
    const { erp, time } = this.world;
    const ms = this.chance.whole(1_000, 90_000);
    const kind = this.chance.pick(['down', 'locked'] as const);
    this.note(`the ERP is ${kind} for ${ms} ms`);
    erp[kind] = true;
    void time.sleep(ms).then(() => {
      erp[kind] = false;
    });
  }

  private shopTrouble(): void {
    const ms = this.chance.whole(20_000, 150_000);
    this.note(`the shop is down for ${ms} ms`);
    this.world.shopIsDown = true;
    void this.world.time.sleep(ms).then(() => {
      this.world.shopIsDown = false;
    });
  }

  private diskTrouble(): void {
    const ms = this.chance.whole(1_000, 60_000);
    this.note(`the disk is full for ${ms} ms`);
    const { world } = this;
    world.diskIsFull = true;
    void world.time.sleep(ms).then(() => {
      world.diskIsFull = false;
    });
  }

  /** Both run on; which of the two goes on in the end is chance. */
  private async copyMachine(): Promise<void> {
    if (this.second || !this.process || this.process.isDead()) return;
    this.note('the machine is copied, and a second agent runs');
    this.agentWasRestored = true;
    const file = join(this.folder, `copy-${++this.copies}.sqlite`);
    writeFileSync(file, this.process.backUp());
    const world = { ...this.world, file, diskIsFull: false };
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

  private setClock(): void {
    const ms = this.chance.pick([-3_600_000, -61_000, 61_000, 3_600_000, 86_400_000 * 40]);
    this.note(`the wall clock jumps by ${ms} ms`);
    this.world.wall.offsetMs += ms;
  }

  private takeBackup(): void {
    this.note('backups of shop and agent');
    this.world.shop.backUp();
    if (this.process && !this.process.isDead()) this.databaseBackup = this.process.backUp();
  }

  private async restoreAgent(): Promise<void> {
    if (!this.databaseBackup || !this.process) return;
    this.note('the agent comes back from its backup');
    this.agentWasRestored = true;
    await buryProcess(this.process);
    restoreDatabase(this.world.file, this.databaseBackup);
    this.process = await startProcess(this.world, this.chance.branch());
  }

  private restoreShop(): void {
    this.note('the shop comes back from its backup');
    this.shopWasRestored = true;
    this.world.shop.restore();
    const highest = Math.max(999, ...this.world.shop.orders().map((order) => order.id));
    for (let id = highest + 1; id < this.nextOrderId; id++) this.reused.add(id);
    this.nextOrderId = highest + 1;
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
    const lease = this.world.shop.lease();
    const stolen = this.world.time.nowMs() < this.leaseStolenUntilMs || this.shopWasRestored;
    if (!stolen && lease.expiresAtMs < this.world.time.nowMs() + 20_000) {
      this.broken.push(
        `${operation} was sent with a lease of ${lease.expiresAtMs - this.world.time.nowMs()} ms`,
      );
    }
  }

  /** Everything works again, a person accepts what must be accepted, and time passes until nothing moves any more. */
  private async mend(): Promise<void> {
    const { time, erp, shop } = this.world;
    this.note('everything is mended');
    await this.endSecond();
    this.world.diskIsFull = false;
    erp.faults = NO_FAULTS;
    erp.down = false;
    erp.locked = false;
    this.world.shopIsDown = false;
    await this.reviveIfDead();
    await time.pass(60_000);
    erp.down = false;
    erp.locked = false;
    this.world.shopIsDown = false;
    if (this.chance.happens(0.5)) await this.mendRules();
    await time.pass(60_000);
    this.sendForbiddenAgain();
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
      } else if (round > 8 && shop.orders().every((order) => this.isAtRest(order.id))) return;
    }
  }

  /** The right is given back: a person presses the button that the page shows beside it. */
  private sendForbiddenAgain(): void {
    const { shop } = this.world;
    for (const { id } of shop.orders()) {
      if (shop.journey(id)?.code !== 'erp_permission') continue;
      shop.ask('counterfoil.command.send_again', id, '');
      this.note(`a person sends order ${id} again`);
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

  private isAtRest(orderId: number): boolean {
    const { shop } = this.world;
    return (
      ['delivered', 'held', 'skipped', 'broken'].includes(shop.journey(orderId)?.state ?? '') &&
      shop.rowsOf(orderId).every((row) => row.state !== 'waiting')
    );
  }
}
