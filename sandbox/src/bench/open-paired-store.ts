import { readConfig } from '../../../agent/src/daemon/config/read-config.ts';
import { readSecret } from '../../../agent/src/daemon/config/read-secret.ts';
import { machineSurroundings } from '../../../agent/src/daemon/surroundings.ts';
import { createHostPace } from '../../../agent/src/store-api/host-pace.ts';
import { openHttpTransport } from '../../../agent/src/store-api/http-transport.ts';
import { readKeyPair } from '../../../agent/src/store-api/key-pair.ts';
import { parseStoreAddress } from '../../../agent/src/store-api/store-address.ts';
import { createStoreClient, type StoreClient } from '../../../agent/src/store-api/store-client.ts';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';

/** The agent's own client of the shop, with the key under which its agent was paired. The agent itself must stand still. */
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
