import { hostname } from 'node:os';
import type { Logger } from 'pino';
import { identifyErp } from '../adapters/registry.ts';
import { checkpoint } from '../database/checkpoint.ts';
import { type OpenDatabase, openDatabase } from '../database/open-database.ts';
import { acceptMovedErp } from '../flow/delivery/known-erp.ts';
import type { OrderFlow, OrderFlowOptions } from '../flow/order-flow.ts';
import type { Surroundings } from '../surroundings.ts';
import { type Acceptance, answerRequests, LOOK_FOR_REQUESTS_MS } from './acceptance-request.ts';
import { agentVersion } from './agent-version.ts';
import { stateDirectory } from './config/config-places.ts';
import type { Config } from './config/read-config.ts';
import { type AgentHealth, createHealthFile, LOOK_AT_HEALTH_MS } from './health-file.ts';
import { backUpDatabase, backupFolder, newestBackup } from './keep-backups.ts';
import { createNights, type NightlyResult, type NightlyStep } from './nightly.ts';
import { type OpenTenants, openTenants } from './open-tenants.ts';
import { repeat } from './repeat.ts';

export interface AgentOptions {
  readonly config: Config;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly surroundings: Surroundings;
  readonly log: Logger;
  readonly createFlow: (options: OrderFlowOptions) => OrderFlow;
  /** Checks one tenant's journal from its first entry; throws where the chain is broken. */
  readonly verifyJournal: (tenant: string, database: OrderFlowOptions['database']) => Promise<unknown>;
}

export interface RunningAgent {
  health(): AgentHealth;
  /** Runs the night's steps now. */
  night(): Promise<NightlyResult>;
  /** Stops taking, finishes what is under way within `limitMs`, hands the leases over, closes. */
  stop(limitMs: number): Promise<void>;
}

/**
 * One process, many tenants, one database; each tenant runs by itself.
 * @throws {DatabaseError} when the state directory is in use or not ours
 */
export async function startAgent(options: AgentOptions): Promise<RunningAgent> {
  const { config, environment, surroundings, log } = options;
  const folder = stateDirectory(config, environment);
  const open = await openDatabase({ folder, now: surroundings.now });
  const startedAt = surroundings.now().toISOString();
  const version = agentVersion();
  const name = config.agent.name ?? hostname();
  const newestBackupAt = () => newestBackup(backupFolder(folder));

  const tenants = await openTenants(config.tenants, {
    folder: config.folder,
    environment,
    surroundings,
    agentVersion: version,
    database: open.database,
    log,
    createFlow: options.createFlow,
    facts: () => ({
      startedAt,
      name,
      version,
      backupAgeSeconds: ageSeconds(newestBackupAt(), surroundings.now()),
    }),
  });
  const nights = createNights({
    time: config.agent.nightlyAt,
    steps: nightlySteps(options, open, tenants, folder),
    newestBackupAt,
    surroundings,
    log,
  });

  const health = (): AgentHealth => ({
    pid: process.pid,
    version,
    name,
    startedAt,
    writtenAt: surroundings.now().toISOString(),
    newestBackupAt: newestBackupAt()?.toISOString() ?? null,
    lastNightly: nights.last(),
    tenants: Object.fromEntries([
      ...tenants.leftOut,
      ...tenants.running.map((tenant) => [tenant.id, tenant.health()] as const),
    ]),
  });
  const healthFile = createHealthFile(folder);
  const tellHealth = () => healthFile.tell(health());
  await tellHealth();
  const repeated = [
    repeat('health', tellHealth, LOOK_AT_HEALTH_MS, surroundings, log),
    repeat(
      'requests',
      () => answerRequests(folder, acceptBy(tenants, options, open)),
      LOOK_FOR_REQUESTS_MS,
      surroundings,
      log,
    ),
  ];

  return {
    health,
    night: nights.run,
    async stop(limitMs) {
      await Promise.all([nights, ...repeated].map((one) => one.stop()));
      if (
        !(await within(limitMs, Promise.all(tenants.running.map((tenant) => tenant.stop())), surroundings))
      ) {
        log.warn({ limitMs }, 'Not everything was finished in time; the next start looks up what is unclear');
      }
      await Promise.all(tenants.running.map((tenant) => tenant.close()));
      await tellHealth();
      await open.close();
    },
  };
}

function nightlySteps(
  options: AgentOptions,
  open: OpenDatabase,
  tenants: OpenTenants,
  folder: string,
): NightlyStep[] {
  const { config, surroundings, verifyJournal } = options;
  return [
    ...tenants.running.flatMap(({ id, flow }) => [
      { name: `retention ${id}`, run: () => flow.retainOnce() },
      { name: `forgetting ${id}`, run: () => flow.forgetOnce() },
      { name: `journal ${id}`, run: () => verifyJournal(id, open.database) },
    ]),
    // Whoever was erased while somebody read is in the side file still.
    { name: 'checkpoint', run: () => checkpoint(open.database) },
    {
      name: 'backup',
      run: () => backUpDatabase(open, backupFolder(folder), config.agent.backups, surroundings.now()),
    },
  ];
}

function acceptBy(tenants: OpenTenants, { config, surroundings }: AgentOptions, { database }: OpenDatabase) {
  return async (id: string, person: string, what: Acceptance) => {
    if (what === 'accept-moved-erp') {
      const configured = config.tenants.find((one) => one.id === id);
      if (!configured) throw new Error(`No tenant ${id} is known here`);
      return acceptMovedErp({ tenant: id, database, surroundings }, identifyErp(configured.erp), person);
    }
    const tenant = tenants.running.find((one) => one.id === id);
    if (!tenant) throw new Error(`No tenant ${id} runs here`);
    return tenant.flow.acceptRestoredShop(person);
  };
}

/** Whether `work` ended in time; it is not stopped by that. */
async function within(limitMs: number, work: Promise<unknown>, { sleep }: Surroundings): Promise<boolean> {
  const ended = new AbortController();
  const late = sleep(limitMs, ended.signal).then(() => false);
  const done = work.then(() => true);
  return Promise.race([done, late]).finally(() => ended.abort());
}

function ageSeconds(since: Date | null, now: Date): number | null {
  return since && Math.max(0, Math.floor((now.getTime() - since.getTime()) / 1000));
}
