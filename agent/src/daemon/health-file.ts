import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { TenantHealth } from './tenant/tenant-watch.ts';

/** What the running agent says of itself to `counterfoil status`, beside what stands in its database. */
export interface AgentHealth {
  readonly pid: number;
  readonly version: string;
  readonly name: string;
  readonly startedAt: string;
  /** UTC. Older than a minute: the agent hangs or was killed. */
  readonly writtenAt: string;
  readonly newestBackupAt: string | null;
  readonly lastNightly: { readonly at: string; readonly failed: readonly string[] } | null;
  readonly tenants: Readonly<Record<string, TenantHealth>>;
}

/** Looked at this often; written when something but times changed, and at least every 15 s as a sign of life. */
export const LOOK_AT_HEALTH_MS = 1_000;
const SIGN_OF_LIFE_MS = 15_000;

const file = (folder: string) => join(folder, 'health.json');

export function createHealthFile(folder: string) {
  let written: AgentHealth | null = null;
  return {
    async tell(health: AgentHealth): Promise<void> {
      const age =
        written === null ? SIGN_OF_LIFE_MS : Date.parse(health.writtenAt) - Date.parse(written.writtenAt);
      if (written && age >= 0 && age < SIGN_OF_LIFE_MS && gist(written) === gist(health)) return;
      // Replaced in one step: a reader never sees half of it.
      writeFileSync(`${file(folder)}.next`, JSON.stringify(health), { mode: 0o600 });
      renameSync(`${file(folder)}.next`, file(folder));
      written = health;
    },
  };
}

/** What is news at once; times alone can wait for the next sign of life. */
function gist({ tenants, lastNightly, newestBackupAt }: AgentHealth): string {
  const found = Object.entries(tenants).map(([id, one]) => [
    ...[id, one.state, one.shopAnsweredAt !== null, one.shopError?.code, one.defect],
    ...[one.doorbell, one.standstill?.because],
  ]);
  return JSON.stringify([found, lastNightly, newestBackupAt]);
}

const shape = z.looseObject({
  pid: z.int(),
  writtenAt: z.string(),
  tenants: z.record(z.string(), z.looseObject({})),
});

/** Null: no agent has written one here, or one of another version. */
export function readHealth(folder: string): AgentHealth | null {
  try {
    return shape.parse(JSON.parse(readFileSync(file(folder), 'utf8'))) as unknown as AgentHealth;
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError || isMissing(error)) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
