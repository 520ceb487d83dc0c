import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
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
  kind: z.enum(['sandbox', 'tryton']),
  version: z.string(),
  url: z.string(),
  database: z.string(),
  user: z.string(),
  password: z.string(),
  adminPassword: z.string().nullable(),
  processes: z.array(z.object({ pid: z.int(), name: z.string(), start: z.string() })),
  dir: z.string(),
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
 *
 * `heldBy` is the process that moves it on while it is starting or stopping. Where that one is gone it was killed
 * half-way: `down`, or `up` of the same name, removes what it left.
 */
const instanceRecord = z.object({
  format: z.literal(1),
  name: z.string(),
  state: z.enum(['starting', 'running', 'stopping']),
  heldBy: processIdentity,
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

/** Replaces the record in one step: a reader never sees half of it. The instance's folder must be there. */
export function writeInstanceRecord(baseDir: string, record: InstanceRecord): void {
  const { record: file } = instancePaths(baseDir, record.name);
  writeFileSync(`${file}.new`, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function readRecordFile(baseDir: string, name: string): unknown {
  const file = instancePaths(baseDir, name).record;
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

/** The record of an instance, or null where there is none of this name. */
export function readInstanceRecord(baseDir: string, name: string): InstanceRecord | null {
  const content = readRecordFile(baseDir, name);
  if (content === null) return null;
  const parsed = instanceRecord.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new SandboxError(
    `Instance ${name} was started by another version of the sandbox. Stop it with: npm run -s sandbox -- down --name ${name}`,
  );
}

/** What stopping needs, also of an instance that another version started. */
const stoppable = instanceRecord.pick({ ports: true, processes: true }).extend({
  state: instanceRecord.shape.state,
  heldBy: processIdentity.optional(),
});
export type StoppableRecord = z.infer<typeof stoppable>;

export function readStoppableRecord(baseDir: string, name: string): StoppableRecord | null {
  const content = readRecordFile(baseDir, name);
  return content === null ? null : stoppable.parse(content);
}

/** Notes in the record that this process is taking the instance down. */
export function markStopping(baseDir: string, name: string, heldBy: z.infer<typeof processIdentity>): void {
  const content = readRecordFile(baseDir, name) as InstanceRecord;
  writeInstanceRecord(baseDir, { ...content, state: 'stopping', heldBy });
}

/** Names of all instances under the base folder, running or not, in alphabetical order. */
export function listInstanceNames(baseDir: string): string[] {
  if (!existsSync(baseDir)) return [];
  return readdirSync(baseDir)
    .filter((entry) => existsSync(join(baseDir, entry, 'instance.json')))
    .map(checkInstanceName)
    .sort();
}
