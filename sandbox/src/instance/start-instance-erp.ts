import { erpFolder, type StartedErp, startErp, stopErp } from '../erp/start-erp.ts';
import { listErpProducts } from '../store/products.ts';
import type { InstancePaths } from './instance-paths.ts';
import { type InstanceRecord, writeInstanceRecord } from './instance-record.ts';

export type ErpChoice = 'none' | 'sandbox' | 'tryton';

/** Starts the ERP of an instance, with the products that its shop sells, and notes it in the record. */
export async function startInstanceErp(
  baseDir: string,
  record: InstanceRecord,
  paths: InstancePaths,
  kind: ErpChoice,
  currency: string,
  progress: (line: string) => void,
): Promise<StartedErp | null> {
  if (kind === 'none') return null;
  const erp = await startErp({ kind, dir: paths.dir, currency, products: listErpProducts(), progress });
  record.erp = erp;
  writeInstanceRecord(baseDir, record);
  return erp;
}

/**
 * Ends whatever ERP is in the instance's folder, also one whose start was interrupted: its own folder knows its
 * processes.
 */
export async function stopInstanceErp(paths: InstancePaths): Promise<void> {
  for (const kind of ['sandbox', 'tryton'] as const) await stopErp({ kind, dir: erpFolder(paths.dir, kind) });
}
