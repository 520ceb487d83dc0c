import {
  CONTRACT_REVISION,
  CONTRACT_VERSION,
  type ConnectorFacts,
  type EventsRequest,
  type PairAnswer,
  pairAnswer,
  type ReceiptsAnswer,
  type ReceiptsRequest,
  receiptsAnswer,
} from '@counterfoil/shared-types';
import { ZodError } from 'zod';
import { type FetchedEvents, firstIssue, readEventsAnswer } from './read-events-answer.ts';
import {
  createSignedSender,
  isRefusedInFront,
  type SignedMessage,
  type SignedSenderOptions,
} from './send-signed.ts';
import { StoreError, type StoreErrorCode } from './store-errors.ts';

/** The three calls of the contract. Each throws only `StoreError`; each may be sent again. */
export interface StoreClient {
  /** The same code with the same key gets the same answer again: so the confirmation is waited for. */
  pair(request: { code: string; connector: ConnectorFacts }): Promise<PairAnswer>;
  fetchEvents(request: EventsRequest, signal?: AbortSignal): Promise<FetchedEvents>;
  sendReceipts(request: ReceiptsRequest, signal?: AbortSignal): Promise<ReceiptsAnswer>;
}

type Call = Omit<SignedMessage, 'json'> & { readonly message: object };

export function createStoreClient(options: SignedSenderOptions): StoreClient {
  const { key, tenant, pace } = options;
  const sender = createSignedSender(options);
  /** Once a message got through a firewall only when encoded, all go so. */
  let encoded = false;

  async function call<T>(asked: Call, read: (json: unknown) => T | Promise<T>): Promise<T> {
    const json = await send(asked).catch((error: unknown) => {
      if (error instanceof StoreError && slowsTheHost(error)) pace.refused(error.retryAfterMs);
      throw error;
    });
    try {
      return await read(json);
    } catch (cause) {
      throw cause instanceof ZodError ? invalidAnswer(asked.operation, cause) : cause;
    }
  }

  /** Sends it again by the shop's time, with a new nonce, or encoded: once for each of these reasons. */
  async function send({ message, ...asked }: Call): Promise<unknown> {
    const signed = { ...asked, json: Buffer.from(JSON.stringify(message)) };
    const mended = new Set<StoreErrorCode>();
    for (;;) {
      try {
        return await sender.send(signed, encoded);
      } catch (error) {
        if (isRefusedInFront(error)) return sendPastFirewall(signed, error);
        if (!(error instanceof StoreError) || mended.has(error.code)) throw error;
        mended.add(error.code);
        if (error.code === 'clock_skewed' && error.serverTime !== null) sender.followClock(error.serverTime);
        else if (error.code !== 'nonce_used') throw error;
      }
    }
  }

  async function sendPastFirewall(message: SignedMessage, refusal: StoreError): Promise<unknown> {
    if (!encoded) {
      try {
        const json = await sender.send(message, true);
        encoded = true;
        return json;
      } catch (error) {
        if (!isRefusedInFront(error)) throw error;
      }
    }
    throw message.items > 1 ? refusal.as('halve') : refusal;
  }

  return {
    pair: (request) =>
      call(
        {
          operation: 'pair',
          message: {
            contractVersion: CONTRACT_VERSION,
            contractRevision: CONTRACT_REVISION,
            ...request,
            publicKey: key.publicKey,
            tenant,
          },
          items: 1,
        },
        (json) => pairAnswer.parse(json),
      ),
    fetchEvents: (request, signal) =>
      call(
        { operation: 'events', message: request, items: request.kept.length + request.limit, signal },
        (json) => readEventsAnswer(json, () => options.clock.sleep(0)),
      ),
    sendReceipts: (request, signal) =>
      call(
        {
          operation: 'receipts',
          message: request,
          items: request.receipts.length + request.journeys.length + request.steps.length,
          signal,
        },
        (json) => receiptsAnswer.parse(json),
      ),
  };
}

function invalidAnswer(operation: string, cause: ZodError): StoreError {
  const { field, reason } = firstIssue(cause);
  return new StoreError('slow_down', 'answer_invalid', operation, { field, detail: reason, cause });
}

/** Refusals of the host, not of the plugin behind it: the plugin's own are about one tenant only. */
function slowsTheHost(error: StoreError): boolean {
  return OF_THE_HOST.has(error.code);
}

const OF_THE_HOST: ReadonlySet<StoreErrorCode> = new Set([
  'refused_by_firewall',
  'not_json',
  'throttled',
  'maintenance',
  'login_wanted',
  'rest_closed',
  'redirected',
  'plugin_missing',
]);
