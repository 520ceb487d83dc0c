import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { TenantHealth } from './tenant/tenant-standing.ts';

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

export const HEALTH_EVERY_MS = 15_000;

const file = (folder: string) => join(folder, 'health.json');

/** Replaced in one step: a reader never sees half of it. */
export function writeHealth(folder: string, health: AgentHealth): void {
  const next = `${file(folder)}.next`;
  writeFileSync(next, JSON.stringify(health), { mode: 0o600 });
  renameSync(next, file(folder));
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
