import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici';

/** Packed and unpacked. A list of 200 orders with 500 lines each is below this; an answer above it is no answer of an ERP. */
export const LARGEST_ANSWER_BYTES = 64 * 1024 * 1024;

/**
 * One connection per call. A kept one may be closed by the ERP at the very moment we write to it (Tryton's and Odoo's servers close
 * after each answer anyway), and each such write would be `unknown`: look-ups and waiting for nothing.
 * `HTTPS_PROXY` and `NO_PROXY` are heeded for ERPs in the cloud.
 */
export function openDispatcher(environment: Readonly<Record<string, string | undefined>>): Dispatcher {
  const options = {
    pipelining: 0,
    allowH2: false,
    connect: { timeout: 10_000 },
    maxResponseSize: LARGEST_ANSWER_BYTES,
  };
  const httpsProxy = environment['HTTPS_PROXY'] ?? environment['https_proxy'];
  if (!httpsProxy) return new Agent(options);
  const noProxy = environment['NO_PROXY'] ?? environment['no_proxy'] ?? '';
  return new EnvHttpProxyAgent({ ...options, httpProxy: '', httpsProxy, noProxy });
}
