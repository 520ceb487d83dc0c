import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { agentProgram } from '../agent/agent-program.ts';
import { launchAgent } from '../agent/start-agent.ts';
import { type InstanceRecord, readInstanceRecord, writeInstanceRecord } from '../instance/instance-record.ts';
import { isRunning } from '../instance/process-identity.ts';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';
import { stopProcess } from '../instance/stop-process.ts';
import { PATIENCE_MS, waitFor } from '../instance/wait-until.ts';
import { queryDatabase } from '../store/query-database.ts';

function recordOf(shop: SandboxInstance): InstanceRecord {
  const record = readInstanceRecord(shop.baseDir, shop.name);
  if (!record) throw new Error(`There is no instance ${shop.name}.`);
  return record;
}

/**
 * Ends the running agent: `kill` as `kill -9` does, `stop` by SIGTERM, after which it finishes and hands its lease
 * over.
 */
export async function endAgent(shop: SandboxInstance, how: 'kill' | 'stop'): Promise<void> {
  const record = recordOf(shop);
  const agent = record.processes.findLast((one) => one.role === 'agent');
  if (!agent || !isRunning(agent)) throw new Error('No agent runs that could be ended.');
  if (how === 'stop') await stopProcess(agent, PATIENCE_MS);
  else {
    process.kill(agent.pid, 'SIGKILL');
    await waitFor('the killed agent to be gone', () => !isRunning(agent), 10);
  }
  record.processes = record.processes.filter((one) => one.pid !== agent.pid);
  writeInstanceRecord(shop.baseDir, record);
}

/**
 * Does something while the agent stands still, as a machine that sleeps: it has not ended, and asks nothing of a shop
 * that is half restored.
 */
export async function whileAgentSleeps(shop: SandboxInstance, work: () => Promise<void>): Promise<void> {
  const agent = recordOf(shop).processes.findLast((one) => one.role === 'agent');
  if (!agent || !isRunning(agent)) throw new Error('No agent runs that could sleep.');
  process.kill(agent.pid, 'SIGSTOP');
  try {
    await work();
  } finally {
    process.kill(agent.pid, 'SIGCONT');
  }
}

/** Starts it from the configuration and state that are there; back once the shop has answered it. */
export async function startAgent(shop: SandboxInstance): Promise<void> {
  const record = recordOf(shop);
  if (!record.agent) throw new Error('The instance never had an agent.');
  await launchAgent(shop.baseDir, record, shop.paths, record.agent);
}

/**
 * Ends the present lease as the time does that a killed agent's lease still lasts: nobody can hand over for it, so the
 * next holder is as careful as after that time. The fence rises, or a call that the killed one had just sent would
 * extend it.
 */
export async function letLeaseRunOut(shop: SandboxInstance): Promise<void> {
  await queryDatabase(
    shop.store.db,
    `UPDATE ${shop.store.db.prefix}counterfoil_lease
     SET holder = '', clean = 0, released = 0, fence = fence + 1, expires_at = UTC_TIMESTAMP(3)`,
  );
}

export async function restartAfterKill(shop: SandboxInstance): Promise<void> {
  await letLeaseRunOut(shop);
  await startAgent(shop);
}

/** Edits the agent's configuration as its owner would; counts from the next start. */
export function editConfig(file: string, edit: (yaml: string) => string): void {
  const before = readFileSync(file, 'utf8');
  const after = edit(before);
  if (after === before) throw new Error(`The edit changed nothing in ${file}.`);
  writeFileSync(file, after);
}

function configOf(shop: SandboxInstance): string {
  if (!shop.agent) throw new Error('The instance has no agent.');
  return shop.agent.config;
}

/** One command of the agent's command line. @returns its exit code and what it printed */
export function callAgent(
  shop: SandboxInstance,
  args: readonly string[],
  config = configOf(shop),
  called = agentProgram(),
): Promise<{ code: number; stdout: string; stderr: string }> {
  const [program, ...first] = called;
  return new Promise((resolve, reject) => {
    execFile(
      program,
      [...first, ...args, '--config', config, '--json'],
      { cwd: shop.paths.dir, timeout: PATIENCE_MS },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code;
        if (typeof code === 'number') resolve({ code, stdout, stderr });
        else reject(error);
      },
    );
  });
}

const health = z.object({
  pid: z.int(),
  startedAt: z.string(),
  tenants: z.record(
    z.string(),
    z.object({
      state: z.string(),
      shopError: z.object({ code: z.string() }).nullable(),
      standstill: z.looseObject({ because: z.string() }).nullable(),
    }),
  ),
});

/** What the running agent says of its one tenant: `running`, or what stands against that, in its own codes. */
export function readAgentState(state: string): string {
  const { tenants } = health.parse(JSON.parse(readFileSync(join(state, 'health.json'), 'utf8')));
  const [tenant] = Object.values(tenants);
  if (!tenant) throw new Error('The agent knows no tenant.');
  return tenant.shopError?.code ?? tenant.standstill?.because ?? tenant.state;
}

/** It writes down how it stands a moment after it stands so. */
export async function untilAgentIs(state: string, wanted: string): Promise<void> {
  let seen = 'unknown';
  const isSo = () => {
    seen = readAgentState(state);
    return seen === wanted;
  };
  await waitFor(`the agent to be ${wanted}`, isSo).catch((error: Error) => {
    throw new Error(`${error.message} It is ${seen}.`);
  });
}
