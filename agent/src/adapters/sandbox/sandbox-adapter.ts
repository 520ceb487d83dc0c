import type { ErpAdapter, ErpCapabilities, ErpLogin } from '../erp-adapter.ts';
import type { ErpConnection } from '../erp-connection.ts';
import { ErpError } from '../erp-errors.ts';
import { createSandboxClient } from './sandbox-client.ts';
import type { SandboxSettings } from './sandbox-config.ts';
import { sandboxCustomers } from './sandbox-customers.ts';
import { status } from './sandbox-documents.ts';
import { SANDBOX } from './sandbox-errors.ts';
import { examineSandbox } from './sandbox-findings.ts';
import { SANDBOX_LISTS, sandboxLists } from './sandbox-lists.ts';
import { sandboxOrders } from './sandbox-orders.ts';

/**
 * The sandbox's practice ERP (docs/sandbox-erp.md).
 * @param password the tenant's secret
 */
export function createSandboxAdapter(
  settings: SandboxSettings,
  password: string,
  connection: ErpConnection,
): ErpAdapter {
  const client = createSandboxClient(settings, password, connection);
  const lists = sandboxLists(client);
  let known: ErpCapabilities | null = null;

  function readStatus() {
    return client.call({
      operation: 'GET /api/status',
      method: 'GET',
      path: '/api/status',
      answer: status,
    });
  }

  return {
    kind: 'sandbox',
    ...sandboxCustomers(client),
    ...sandboxOrders(client, settings.url.replace(/\/+$/, '')),
    ...lists,

    async connect(): Promise<ErpLogin> {
      const start = connection.monotonicMs();
      const found = await readStatus();
      const answerMs = connection.monotonicMs() - start;
      if (!found.version.startsWith('1.')) {
        const reason = {
          code: 'reason_version',
          values: { version: found.version, supported: '1.x' },
        } as const;
        throw new ErpError(
          'stop',
          { code: 'erp_cannot', values: { erp: SANDBOX, reason } },
          'GET /api/status',
        );
      }
      known = {
        uniqueOrderReference: found.uniqueReference,
        uniqueCustomerReference: found.uniqueReference,
        customers: 'records',
        addresses: 'records',
        longestCommitMs: found.longestCommitMs,
        callTimeoutMs: settings.callTimeoutSeconds * 1000,
        parallelCalls: settings.parallelCalls,
        priceDigits: found.priceDigits,
        rounding: { tax: 'line', taxBase: 'rounded', ties: 'half_up', negativesApart: false },
        orderStates: ['draft', 'confirmed'],
        firstLastingState: 'confirmed',
        amendDraft: true,
        lists: SANDBOX_LISTS,
      };
      const { version, company, currency } = found;
      return { product: SANDBOX, version, company, currency, apiEnds: null, answerMs };
    },

    get capabilities(): ErpCapabilities {
      if (!known) throw new Error('Ask for capabilities after connect().');
      return known;
    },

    async examine() {
      const { uniqueReference } = await readStatus();
      return examineSandbox(uniqueReference, lists.readCatalogue);
    },

    async close() {
      await connection.dispatcher.close();
    },
  };
}
