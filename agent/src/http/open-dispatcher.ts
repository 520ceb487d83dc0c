import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * HTTP/1.1 over undici. `HTTPS_PROXY` and `NO_PROXY` are heeded, as offices need it; plain HTTP never goes by a proxy.
 */
export function openHttpDispatcher(environment: Environment, connections: Agent.Options): Dispatcher {
  const options = { ...connections, allowH2: false };
  const httpsProxy = environment['HTTPS_PROXY'] ?? environment['https_proxy'];
  if (!httpsProxy) return new Agent(options);
  const noProxy = environment['NO_PROXY'] ?? environment['no_proxy'] ?? '';
  return new EnvHttpProxyAgent({ ...options, httpProxy: '', httpsProxy, noProxy });
}
