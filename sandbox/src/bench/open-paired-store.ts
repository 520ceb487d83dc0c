import { readConfig } from '@counterfoil/agent/daemon/config/read-config';
import { readSecret } from '@counterfoil/agent/daemon/config/read-secret';
import { machineSurroundings } from '@counterfoil/agent/daemon/surroundings';
import { createHostPace } from '@counterfoil/agent/store-api/host-pace';
import { openHttpTransport } from '@counterfoil/agent/store-api/http-transport';
import { readKeyPair } from '@counterfoil/agent/store-api/key-pair';
import { parseStoreAddress } from '@counterfoil/agent/store-api/store-address';
import { createStoreClient, type StoreClient } from '@counterfoil/agent/store-api/store-client';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';

/**
 * The agent's own client of the shop, with the key under which its agent was paired. The agent itself must stand still.
 */
export function openPairedStore(instance: SandboxInstance): { store: StoreClient; close(): Promise<void> } {
  if (!instance.agent) throw new Error('The instance never had an agent.');
  const { tenants, folder } = readConfig(instance.agent.config);
  const [tenant] = tenants;
  if (!tenant) throw new Error('The agent knows no tenant.');
  const clock = machineSurroundings();
  const transport = openHttpTransport({});
  const store = createStoreClient({
    address: parseStoreAddress(tenant.shop.url),
    tenant: tenant.id,
    instance: tenant.shop.instance,
    key: readKeyPair(readSecret(tenant.shop.privateKey, { folder, environment: process.env })),
    agentVersion: 'bench',
    transport: transport.send,
    pace: createHostPace(clock),
    clock,
  });
  return { store, close: () => transport.close() };
}
