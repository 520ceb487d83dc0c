import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { InstancePaths } from '../instance/instance-paths.ts';
import { type AgentRecord, type InstanceRecord, writeInstanceRecord } from '../instance/instance-record.ts';
import type { ProcessIdentity } from '../instance/process-identity.ts';
import { startProcess } from '../instance/start-process.ts';
import { PATIENCE_MS } from '../instance/wait-until.ts';
import { type AgentProgram, agentProgram } from './agent-program.ts';
import { type PairingOptions, pairAgent } from './pair-agent.ts';

/** Connects the instance's shop with its ERP by the real command line, and starts the real agent between them. */
export async function startInstanceAgent(
  baseDir: string,
  record: InstanceRecord,
  paths: InstancePaths,
  progress: (line: string) => void,
  options: PairingOptions = {},
): Promise<AgentRecord | null> {
  const { store, erp } = record;
  if (!store?.plugin || !erp) {
    progress(
      `No agent: ${store?.plugin ? 'there is no ERP for it (--erp none)' : 'the shop has no Counterfoil'}.`,
    );
    return null;
  }
  progress('Connecting the shop with its ERP (counterfoil setup)');
  const { config, state } = await pairAgent({ store, erp }, paths, options);
  await launchAgent(baseDir, record, paths, { config, state });
  progress('The agent runs');
  return record.agent;
}

/**
 * Starts the agent of a configuration that is there already, also after it was killed, and notes it in the record.
 * Ready once the shop has answered it. @public for tests that kill it.
 */
export async function launchAgent(
  baseDir: string,
  record: InstanceRecord,
  paths: InstancePaths,
  { program: called = agentProgram(), ...place }: { config: string; state: string; program?: AgentProgram },
): Promise<ProcessIdentity> {
  mkdirSync(paths.agent, { recursive: true });
  const command = [...called, 'run', '--config', place.config] as const;
  const [program, ...args] = command;
  const began = new Date().toISOString();
  const identity = await startProcess(baseDir, record, {
    role: 'agent',
    command: program,
    args,
    log: join(paths.logs, 'agent.log'),
    cwd: paths.agent,
    ready: () => hasHeardFromShop(place.state, began),
    readyWithinMs: PATIENCE_MS,
  });
  record.agent = { ...place, pid: identity.pid, command: [...command] };
  writeInstanceRecord(baseDir, record);
  return identity;
}

const health = z.object({
  startedAt: z.string(),
  tenants: z.record(z.string(), z.object({ shopAnsweredAt: z.string().nullable() })),
});

/** Whether the agent that began after `since` says that its shop answered. */
function hasHeardFromShop(state: string, since: string): boolean {
  const file = join(state, 'health.json');
  if (!existsSync(file)) return false;
  const { startedAt, tenants } = health.parse(JSON.parse(readFileSync(file, 'utf8')));
  return startedAt >= since && Object.values(tenants).every((tenant) => tenant.shopAnsweredAt !== null);
}
