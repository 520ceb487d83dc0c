import { gunzipSync } from 'node:zlib';
import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici';
import { StoreError } from './store-errors.ts';

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

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case; of a repeated header the first value. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Sends one request, follows no redirect, repeats nothing. Throws only `StoreError`. */
export type HttpTransport = (request: HttpRequest) => Promise<HttpAnswer>;

export interface OpenTransport {
  readonly send: HttpTransport;
  close(): Promise<void>;
}

/**
 * HTTP/1.1 over undici: at most two connections to a shop (a slow `events` call must not hold up receipts), kept open between polls.
 * `HTTPS_PROXY` and `NO_PROXY` are heeded, as offices need it.
 */
export function openHttpTransport(environment: Readonly<Record<string, string | undefined>>): OpenTransport {
  const options = {
    connections: 2,
    pipelining: 1,
    allowH2: false,
    connectTimeout: 10_000,
    keepAliveTimeout: 65_000,
  };
  const dispatcher = withProxy(options, environment);
  return { send: (request) => send(dispatcher, request), close: () => dispatcher.destroy() };
}

function withProxy(
  options: Agent.Options,
  environment: Readonly<Record<string, string | undefined>>,
): Dispatcher {
  const httpsProxy = environment['HTTPS_PROXY'] ?? environment['https_proxy'];
  if (!httpsProxy) return new Agent(options);
  const noProxy = environment['NO_PROXY'] ?? environment['no_proxy'] ?? '';
  // Plain HTTP goes to this machine only, never by a proxy.
  return new EnvHttpProxyAgent({ ...options, httpProxy: '', httpsProxy, noProxy });
}

async function send(dispatcher: Dispatcher, request: HttpRequest): Promise<HttpAnswer> {
  const timeLimit = AbortSignal.timeout(request.timeLimitMs);
  const signal = request.signal ? AbortSignal.any([timeLimit, request.signal]) : timeLimit;
  try {
    const answer = await dispatcher.request({
      origin: request.url.origin,
      path: request.url.pathname + request.url.search,
      method: request.method,
      headers: { 'accept-encoding': 'gzip', ...request.headers },
      body: request.body,
      signal,
    });
    const headers = firstValues(answer.headers);
    const body = await readBounded(answer.body, request);
    return { status: answer.statusCode, headers, body: unpack(body, headers, request) };
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw transportError(error, request, timeLimit);
  }
}

async function readBounded(body: AsyncIterable<Buffer>, request: HttpRequest): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > request.maxAnswerBytes) throw tooLarge(request);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function unpack(body: Buffer, headers: Record<string, string>, request: HttpRequest): Buffer {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity' || encoding === '') return body;
  if (encoding !== 'gzip') {
    throw new StoreError('slow_down', 'not_json', request.operation, {
      detail: `content-encoding ${encoding}`,
    });
  }
  try {
    return gunzipSync(body, { maxOutputLength: request.maxAnswerBytes });
  } catch (cause) {
    throw cause instanceof RangeError ? tooLarge(request) : brokenGzip(request, cause);
  }
}

function brokenGzip(request: HttpRequest, cause: unknown): StoreError {
  return new StoreError('retry', 'not_json', request.operation, { detail: 'broken gzip', cause });
}

function tooLarge(request: HttpRequest): StoreError {
  return new StoreError('halve', 'answer_too_large', request.operation, {
    detail: `more than ${request.maxAnswerBytes} bytes`,
  });
}

function transportError(error: unknown, request: HttpRequest, timeLimit: AbortSignal): StoreError {
  const { operation } = request;
  if (timeLimit.aborted) {
    return new StoreError('retry', 'timed_out', operation, {
      detail: `${request.timeLimitMs} ms`,
      cause: error,
    });
  }
  if (request.signal?.aborted) return new StoreError('retry', 'stopped', operation, { cause: error });
  const code = codeOf(error);
  const facts = { detail: `${request.url.host}: ${code}`, cause: error };
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new StoreError('retry', 'name_unknown', operation, facts);
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return new StoreError('retry', 'unreachable', operation, facts);
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL/.test(code)) {
    return new StoreError('slow_down', 'certificate_refused', operation, facts);
  }
  return new StoreError('retry', 'unreachable', operation, facts);
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
}

function firstValues(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const first: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const one = Array.isArray(value) ? value[0] : value;
    if (one !== undefined) first[name.toLowerCase()] = one;
  }
  return first;
}
