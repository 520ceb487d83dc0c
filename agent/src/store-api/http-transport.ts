import { exchange, type HttpAnswer } from '../http/exchange.ts';
import { HttpFailure, type HttpFailureKind } from '../http/http-failure.ts';
import { openHttpDispatcher } from '../http/open-dispatcher.ts';
import { StoreError, type StoreErrorCode, type StoreErrorNext } from './store-errors.ts';

export interface HttpRequest {
  /** For errors: `events`, `doorbell`. */
  readonly operation: string;
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
  /** From the first byte sent to the last byte read, milliseconds. */
  readonly timeLimitMs: number;
  readonly maxAnswerBytes: number;
  readonly signal?: AbortSignal | undefined;
}

/** Sends one request, follows no redirect, repeats nothing. Throws only `StoreError`. */
export type HttpTransport = (request: HttpRequest) => Promise<HttpAnswer>;

export interface OpenTransport {
  readonly send: HttpTransport;
  close(): Promise<void>;
}

/** At most two connections to a shop (a slow `events` call must not hold up receipts), kept open between polls. */
export function openHttpTransport(environment: Readonly<Record<string, string | undefined>>): OpenTransport {
  const dispatcher = openHttpDispatcher(environment, {
    connections: 2,
    pipelining: 1,
    connectTimeout: 10_000,
    keepAliveTimeout: 65_000,
  });
  return {
    send: (request) =>
      exchange(dispatcher, request).catch((error: unknown) => {
        throw error instanceof HttpFailure ? storeError(error, request) : error;
      }),
    close: () => dispatcher.destroy(),
  };
}

const MEANING: Record<HttpFailureKind, readonly [StoreErrorNext, StoreErrorCode]> = {
  never_connected: ['retry', 'unreachable'],
  name_unknown: ['retry', 'name_unknown'],
  certificate: ['slow_down', 'certificate_refused'],
  timed_out: ['retry', 'timed_out'],
  stopped: ['retry', 'stopped'],
  too_large: ['halve', 'answer_too_large'],
  unreadable: ['slow_down', 'not_json'],
  cut: ['retry', 'unreachable'],
};

const OF_THE_HOST: readonly HttpFailureKind[] = ['never_connected', 'name_unknown', 'certificate', 'cut'];

function storeError(failure: HttpFailure, { operation, url }: HttpRequest): StoreError {
  const [next, code] = MEANING[failure.kind];
  const detail = OF_THE_HOST.includes(failure.kind) ? `${url.host}: ${failure.detail}` : failure.detail;
  return new StoreError(next, code, operation, { detail, cause: failure });
}
