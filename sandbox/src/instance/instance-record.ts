import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { SandboxError } from '../sandbox-error.ts';
import { checkInstanceName, instancePaths } from './instance-paths.ts';

const processIdentity = z.object({ pid: z.int().positive(), startTicks: z.number(), bootId: z.string() });

/** Ids in the shop, by the names that the sandbox's sources use. */
export const storeCatalogue = z.object({
  products: z.record(z.string(), z.int()),
  shipping: z.record(z.string(), z.string()),
  pages: z.record(z.string(), z.int()),
});

const storeRecord = z.object({
  url: z.string(),
  adminUser: z.string(),
  adminPassword: z.string(),
  wordpress: z.string(),
  woocommerce: z.string(),
  standIn: z.boolean(),
  storage: z.enum(['hpos', 'legacy']),
  permalinks: z.enum(['pretty', 'plain']),
  currency: z.string(),
  pricesIncludeTax: z.boolean(),
  path: z.string(),
  webServer: z.enum(['nginx', 'php']),
  plugin: z.string().nullable(),
  catalogue: storeCatalogue,
  db: z.object({
    host: z.string(),
    port: z.int(),
    socket: z.string(),
    name: z.string(),
    user: z.string(),
    password: z.string(),
    prefix: z.string(),
  }),
});

const erpRecord = z.object({
  kind: z.string(),
  version: z.string(),
  url: z.string(),
  database: z.string(),
  user: z.string(),
  password: z.string(),
});

const agentRecord = z.object({
  config: z.string(),
  state: z.string(),
  pid: z.int().nullable(),
  command: z.array(z.string()),
});

/**
 * What is on disk about one instance, written before each step, so that `down` finds everything a crashed `up` left.
 *
 *   starting ──▶ running ──▶ stopping ──▶ (folder gone)
 *      └── its `up` process is gone: crashed; only `down`, or `up` of the same name, moves it on
 */
const instanceRecord = z.object({
  format: z.literal(1),
  name: z.string(),
  state: z.enum(['starting', 'running', 'stopping']),
  startedBy: processIdentity,
  createdAt: z.string(),
  ports: z.array(z.int()),
  processes: z.array(processIdentity.extend({ role: z.string() })),
  store: storeRecord.nullable(),
  erp: erpRecord.nullable(),
  agent: agentRecord.nullable(),
});

export type InstanceRecord = z.infer<typeof instanceRecord>;
export type StoreRecord = z.infer<typeof storeRecord>;
export type StoreCatalogue = z.infer<typeof storeCatalogue>;
export type ErpRecord = z.infer<typeof erpRecord>;
export type AgentRecord = z.infer<typeof agentRecord>;

/** Replaces the record in one step: a reader never sees half of it. */
export function writeInstanceRecord(baseDir: string, record: InstanceRecord): void {
  const { dir, record: file } = instancePaths(baseDir, record.name);
  mkdirSync(dir, { recursive: true, mode: 0o711 });
  writeFileSync(`${file}.new`, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** The record of an instance, or null where there is none of this name. */
export function readInstanceRecord(baseDir: string, name: string): InstanceRecord | null {
  const file = instancePaths(baseDir, name).record;
  if (!existsSync(file)) return null;
  const parsed = instanceRecord.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) {
    throw new SandboxError(
      `${file} was written by another version of the sandbox. Stop that instance with the version that started it.`,
    );
  }
  return parsed.data;
}

/** Names of all instances under the base folder, running or not, in alphabetical order. */
export function listInstanceNames(baseDir: string): string[] {
  if (!existsSync(baseDir)) return [];
  return readdirSync(baseDir)
    .filter((entry) => existsSync(join(baseDir, entry, 'instance.json')))
    .map(checkInstanceName)
    .sort();
}
