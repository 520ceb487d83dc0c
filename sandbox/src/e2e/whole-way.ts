import { rmSync } from 'node:fs';
import { afterEach, beforeEach } from 'vitest';
import { pairAgent } from '../agent/pair-agent.ts';
import { launchAgent } from '../agent/start-agent.ts';
import { type FaultProxy, startFaultProxy } from '../erp/fault-proxy.ts';
import { type ErpRecord, readInstanceRecord } from '../instance/instance-record.ts';
import { openSandbox, type SandboxInstance } from '../instance/sandbox-instance.ts';
import { type SandboxOptions, startSandbox } from '../start-sandbox.ts';
import { stopAllSandboxes } from '../stop-sandbox.ts';
import { makeTestFolder } from '../test-run/test-folder.ts';
import { editConfig } from './control-agent.ts';
import { giveUpOrders, putBack } from './put-back.ts';

/**
 * A real shop, a real ERP and the real agent process between them; the agent reaches the ERP through a proxy that
 * breaks it on request.
 */
export interface WholeWay extends SandboxInstance {
  /** As it is without the proxy: for reading what it really has. */
  readonly erp: ErpRecord;
  readonly proxy: FaultProxy;
  /**
   * What the tests of this shop meant to end otherwise than in the ERP with the shop's total, by the shop's order id.
   */
  readonly meant: {
    /** Code for which an order needs a person. */
    readonly held: Map<number, string>;
    /** Code for which an order was left out. */
    readonly skipped: Map<number, string>;
    /** What the ERP has of an order that the shop changed after its delivery. */
    readonly erpTotals: Map<number, string>;
    /** References of orders that only the ERP still knows: the shop lost them in its restore. */
    readonly lostByShop: Set<string>;
    /** Orders of tests that failed: nothing is expected of them any more. */
    readonly givenUp: Set<number>;
  };
}

export interface WholeWayOptions extends SandboxOptions {
  name: string;
  erp: 'sandbox' | 'tryton';
  /** Edits the agent's configuration before it starts for the first time. */
  config?: (yaml: string) => string;
}

export interface WholeWays {
  start(options: WholeWayOptions): Promise<WholeWay>;
  /** Takes all of them down, copies beside them too. */
  stop(): Promise<void>;
}

/** Every order ends in the ERP with the shop's total. */
export function meantNothing(): WholeWay['meant'] {
  return {
    held: new Map(),
    skipped: new Map(),
    erpTotals: new Map(),
    lostByShop: new Set(),
    givenUp: new Set(),
  };
}

/** `COUNTERFOIL_E2E_STORAGE=legacy`: the storage of the shops whose test doesn't name one itself. */
const CHOSEN_STORAGE = process.env['COUNTERFOIL_E2E_STORAGE'] === 'legacy' ? 'legacy' : 'hpos';

/**
 * A folder of its own for the instances of one test file, so that nothing of them can be left behind. Each test of the
 * file finds them whole, also after one that failed half-way.
 */
export function openWholeWays(): WholeWays {
  const baseDir = makeTestFolder('way');
  const proxies: FaultProxy[] = [];
  const started: WholeWay[] = [];
  let hasFailed = false;
  beforeEach(async () => {
    for (const way of started) {
      await putBack(way);
      if (hasFailed) await giveUpOrders(way);
    }
    hasFailed = false;
  });
  afterEach(({ task }) => {
    hasFailed = task.result?.state === 'fail';
  });
  return {
    async start({ config, ...options }) {
      const storage = options.storage ?? CHOSEN_STORAGE;
      const shop = await startSandbox({ progress: () => {}, ...options, storage, baseDir, agent: false });
      const { store, erp, paths, name } = shop;
      const record = readInstanceRecord(baseDir, name);
      if (!erp || !record) throw new Error('The sandbox started without an ERP.');
      const proxy = await startFaultProxy(erp.url);
      proxies.push(proxy);
      const paired = await pairAgent({ store, erp }, paths);
      editConfig(paired.config, (yaml) => yaml.replace(erp.url, proxy.url));
      if (config) editConfig(paired.config, config);
      await launchAgent(baseDir, record, paths, paired);
      const way = { ...openSandbox(name, baseDir), erp, proxy, meant: meantNothing() };
      started.push(way);
      return way;
    },
    async stop() {
      if (process.env['COUNTERFOIL_E2E_KEEP'] === '1') return; // For looking at what failed; sandbox down --all --base-dir … ends it.
      await stopAllSandboxes(baseDir);
      for (const proxy of proxies) await proxy.close();
      rmSync(baseDir, { recursive: true, force: true });
    },
  };
}
