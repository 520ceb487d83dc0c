import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { agentProgram } from '../agent/agent-program.ts';
import { readInstanceRecord, writeInstanceRecord } from '../instance/instance-record.ts';
import { isRunning } from '../instance/process-identity.ts';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';
import { startProcess } from '../instance/start-process.ts';
import { stopProcess } from '../instance/stop-process.ts';
import { PATIENCE_MS, waitFor } from '../instance/wait-until.ts';
import { editConfig, readAgentState } from './control-agent.ts';

const DATABASE = 'counterfoil.sqlite';

/** Copies the database as a backup does, beside the agent that works in it. */
export async function backUpAgent(state: string, file: string): Promise<void> {
  rmSync(file, { force: true });
  const database = new BetterSqlite(join(state, DATABASE), { readonly: true, fileMustExist: true });
  await database.backup(file).finally(() => database.close());
}

/** Puts a backup in the place of a stopped agent's database, by the runbook. */
export function restoreAgent(state: string, file: string): void {
  for (const name of readdirSync(state).filter((one) => one.startsWith(DATABASE))) rmSync(join(state, name));
  cpSync(file, join(state, DATABASE));
}

/** Another agent of the same configuration, keys and state, as on a machine that was copied. */
export interface SecondAgent {
  readonly config: string;
  state(): string;
  end(how: 'kill' | 'stop'): Promise<void>;
}

/** @param edit of its configuration; what it is started for counts until it says how it stands */
export async function startSecondAgent(
  shop: SandboxInstance,
  edit?: (yaml: string) => string,
): Promise<SecondAgent> {
  const record = readInstanceRecord(shop.baseDir, shop.name);
  if (!record?.agent) throw new Error('The instance never had an agent.');
  const folder = join(shop.paths.dir, 'second-agent');
  const state = join(folder, 'state');
  rmSync(folder, { recursive: true, force: true });
  cpSync(shop.paths.agent, folder, {
    recursive: true,
    filter: (from) => !from.startsWith(record.agent?.state ?? from),
  });
  mkdirSync(state, { recursive: true });
  await backUpAgent(record.agent.state, join(state, DATABASE));
  const config = join(folder, 'counterfoil.yaml');
  if (edit) editConfig(config, edit);
  const [program, ...args] = agentProgram();
  const stands = () => {
    try {
      return readAgentState(state);
    } catch {
      return null; // It has not written how it is yet.
    }
  };
  const identity = await startProcess(shop.baseDir, record, {
    role: 'second-agent',
    command: program,
    args: [...args, 'run', '--config', config],
    log: join(shop.paths.logs, 'second-agent.log'),
    cwd: folder,
    ready: () => !['starting', null].includes(stands()),
    readyWithinMs: PATIENCE_MS,
  });
  return {
    config,
    state: () => readAgentState(state),
    async end(how) {
      if (!isRunning(identity)) throw new Error('The second agent does not run.');
      if (how === 'stop') await stopProcess(identity, PATIENCE_MS);
      else process.kill(identity.pid, 'SIGKILL');
      await waitFor('the second agent to be gone', () => !isRunning(identity), 10);
      const now = readInstanceRecord(shop.baseDir, shop.name);
      if (!now) return;
      now.processes = now.processes.filter((one) => one.pid !== identity.pid);
      writeInstanceRecord(shop.baseDir, now);
    },
  };
}
