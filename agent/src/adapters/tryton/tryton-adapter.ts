import { z } from 'zod';
import type { ErpAdapter, ErpCapabilities, ErpLogin } from '../erp-adapter.ts';
import type { ErpCall, ErpConnection } from '../erp-connection.ts';
import { ErpError } from '../erp-errors.ts';
import { noClearAnswer } from '../exchange-http.ts';
import { trytonAddresses } from './tryton-addresses.ts';
import { createTrytonClient, type TrytonClient } from './tryton-client.ts';
import type { TrytonSettings } from './tryton-config.ts';
import { trytonCustomers } from './tryton-customers.ts';
import { stop, TRYTON } from './tryton-errors.ts';
import { examineTryton } from './tryton-findings.ts';
import { trytonLists, trytonListsOf } from './tryton-lists.ts';
import { TRYTON_ORDER_STATES, trytonOrders } from './tryton-orders.ts';
import { createTrytonRecords } from './tryton-records.ts';
import { checkSeries, readSetup, type TrytonSetup, trytonRounding } from './tryton-series.ts';
import { createTrytonSession, type TrytonSession } from './tryton-session.ts';

const preferences = z.looseObject({ company: z.int().positive().nullish(), groups: z.array(z.int()) });

type Calls = Omit<ErpAdapter, 'kind' | 'connect' | 'capabilities' | 'close'>;

/**
 * Tryton over its JSON-RPC, series 6.0 to 7.8.
 * @param password the tenant's secret
 */
export function createTrytonAdapter(
  settings: TrytonSettings,
  password: string,
  connection: ErpConnection,
): ErpAdapter {
  const session = createTrytonSession(settings, password, connection);
  let connected: { calls: Calls; capabilities: ErpCapabilities } | null = null;

  function known() {
    if (!connected) throw new Error('connect() comes first.');
    return connected;
  }

  async function connect(): Promise<ErpLogin> {
    const start = connection.monotonicMs();
    const version = await session.askVersion();
    const answerMs = connection.monotonicMs() - start;
    checkSeries(version);
    await session.logOut();
    const context = await readContext(session);
    const client = createTrytonClient(session, context);
    const setup = await readSetup(client, context);
    const calls = callsOf(client, setup, await session.findWebClient(), connection);
    connected = { calls, capabilities: capabilitiesOf(settings, setup) };
    const { companyName, currency } = setup;
    return { product: TRYTON, version, company: companyName, currency, apiEnds: null, answerMs };
  }

  return {
    kind: 'tryton',
    async connect() {
      try {
        return await connect();
      } catch (error) {
        throw stopOf(error);
      }
    },
    get capabilities() {
      return known().capabilities;
    },
    findCustomer: (query) => known().calls.findCustomer(query),
    createCustomer: (...given) => known().calls.createCustomer(...given),
    hasCustomer: (customerId) => known().calls.hasCustomer(customerId),
    findAddress: (customerId, address) => known().calls.findAddress(customerId, address),
    createAddress: (...given) => known().calls.createAddress(...given),
    hasAddress: (...given) => known().calls.hasAddress(...given),
    findOrders: (reference) => known().calls.findOrders(reference),
    previewOrder: (draft) => known().calls.previewOrder(draft),
    createOrder: (...given) => known().calls.createOrder(...given),
    readOrder: (id) => known().calls.readOrder(id),
    advanceOrder: (...given) => known().calls.advanceOrder(...given),
    amendOrder: (...given) => known().calls.amendOrder(...given),
    readCatalogue: (kind, page) => known().calls.readCatalogue(kind, page),
    findProduct: (code) => known().calls.findProduct(code),
    examine: () => known().calls.examine(),
    async close() {
      try {
        await session.logOut();
      } catch (error) {
        // A session that can't be left now ends by itself; a close that throws would hide why we close.
        if (!(error instanceof ErpError)) throw error;
      } finally {
        await connection.dispatcher.close();
      }
    },
  };
}

function callsOf(
  client: TrytonClient,
  setup: TrytonSetup,
  webClient: string | null,
  connection: ErpConnection,
): Calls {
  const records = createTrytonRecords(client, setup, connection.monotonicMs);
  const lists = trytonLists(client, setup);
  return {
    ...trytonCustomers(client, records),
    ...trytonAddresses(client, records),
    ...trytonOrders(client, records, setup, webClient),
    ...lists,
    examine: () => examineTryton(client, setup, lists.readCatalogue),
  };
}

function capabilitiesOf(settings: TrytonSettings, setup: TrytonSetup): ErpCapabilities {
  return {
    uniqueOrderReference: setup.webShops.length > 0,
    uniqueCustomerReference: true,
    customers: 'records',
    addresses: 'records',
    longestCommitMs: settings.longestCommitSeconds * 1000,
    callTimeoutMs: settings.callTimeoutSeconds * 1000,
    parallelCalls: settings.parallelCalls,
    priceDigits: setup.priceDigits,
    rounding: trytonRounding(setup),
    orderStates: TRYTON_ORDER_STATES,
    // Quoting draws a number from the company's sequence and can be taken back to draft only with that number.
    firstLastingState: 'quoted',
    amendDraft: true,
    lists: trytonListsOf(setup),
  };
}

async function readContext(session: TrytonSession) {
  const call: ErpCall = { erp: TRYTON, operation: 'model.res.user.get_preferences', writes: false };
  const context = preferences.safeParse(await session.call(call, [true, {}], []));
  if (!context.success)
    throw noClearAnswer(call, { code: 'reason_not_understood', values: { field: 'company' } });
  const { company } = context.data;
  if (company) return { ...context.data, company };
  throw stop(call, { code: 'reason_user_without_company', values: {} });
}

/** While connecting, what a person must mend stops the whole tenant. */
function stopOf(error: unknown): unknown {
  if (!(error instanceof ErpError) || (error.next !== 'hold' && error.next !== 'forbidden')) return error;
  return new ErpError('stop', error.says, error.operation, { cause: error });
}
