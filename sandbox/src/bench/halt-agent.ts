import { endAgent } from '../e2e/control-agent.ts';
import { readInstanceRecord } from '../instance/instance-record.ts';
import { isRunning } from '../instance/process-identity.ts';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';

/**
 * From now on no agent works beside what is measured; it has handed its lease over. Nothing happens where none runs.
 */
export async function haltAgent(instance: SandboxInstance): Promise<void> {
  const processes = readInstanceRecord(instance.baseDir, instance.name)?.processes ?? [];
  const runs = processes.some((one) => one.role === 'agent' && isRunning(one));
  if (runs) await endAgent(instance, 'stop');
}
