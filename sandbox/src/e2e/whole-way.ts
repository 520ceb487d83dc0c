import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import type { ErpRecord } from '../instance/instance-record.ts';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';
import { type SandboxOptions, startSandbox } from '../start-sandbox.ts';
import { stopAllSandboxes } from '../stop-sandbox.ts';

/** A real shop, a real ERP and the real agent process between them. */
export interface WholeWay extends SandboxInstance {
  readonly erp: ErpRecord;
  /** What the tests of this shop meant to end otherwise than in the ERP with the shop's total, by the shop's order id. */
  readonly meant: {
    /** Code for which an order needs a person. */
    readonly held: Map<number, string>;
    /** Code for which an order was left out. */
    readonly skipped: Map<number, string>;
    /** What the ERP has of an order that the shop changed after its delivery. */
    readonly erpTotals: Map<number, string>;
  };
}

export interface WholeWays {
  start(options: SandboxOptions & { name: string; erp: 'sandbox' | 'tryton' }): Promise<WholeWay>;
  /** Takes all of them down, copies beside them too. */
  stop(): Promise<void>;
}

/** A folder of its own for the instances of one test file, so that nothing of them can be left behind. */
export function openWholeWays(): WholeWays {
  const baseDir = mkdtempSync('/var/tmp/counterfoil-way-');
  chmodSync(baseDir, 0o711); // mariadbd, another user when we are root, must pass.
  return {
    async start(options) {
      const shop = await startSandbox({ progress: () => {}, ...options, baseDir, agent: true });
      const { erp } = shop;
      if (!erp || !shop.agent) throw new Error('The sandbox started without an ERP or without an agent.');
      return { ...shop, erp, meant: { held: new Map(), skipped: new Map(), erpTotals: new Map() } };
    },
    async stop() {
      await stopAllSandboxes(baseDir);
      rmSync(baseDir, { recursive: true, force: true });
    },
  };
}
