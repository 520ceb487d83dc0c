import { editConfig, endAgent, startAgent } from '../e2e/control-agent.ts';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';
import { type RecordingProxy, startRecordingProxy } from './recording-proxy.ts';

/**
 * Puts a recording proxy between the agent and its ERP and starts the agent again. Halt the agent before you close it.
 */
export async function routeErpCalls(instance: SandboxInstance): Promise<RecordingProxy> {
  const { erp, agent } = instance;
  if (!erp || !agent) throw new Error('There is no agent, or no ERP, whose calls could be recorded.');
  const proxy = await startRecordingProxy(erp.url);
  await endAgent(instance, 'stop');
  editConfig(agent.config, (yaml) => yaml.replace(`url: ${erp.url}`, `url: ${proxy.url}`));
  await startAgent(instance);
  return proxy;
}
