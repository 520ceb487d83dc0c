import { gunzipSync } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { explainFailure, HttpFailure } from './http-failure.ts';

export interface Exchange {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string | null;
  /** From the first byte sent to the last byte read, milliseconds. */
  readonly timeLimitMs: number;
  /** Packed and unpacked. */
  readonly maxAnswerBytes: number;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case; of a repeated header the first value. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * What is read of one answer at most, of a shop or an ERP. A shop bounds its page at 2 MB, an order of 2,000 lines has
 * about 1 MB; 16 MB of small elements took the memory and the time of all tenants.
 */
export const LARGEST_ANSWER_BYTES = 4 * 1024 * 1024;

/** One request, no redirect followed, nothing repeated. Throws only `HttpFailure`. */
export async function exchange(dispatcher: Dispatcher, request: Exchange): Promise<HttpAnswer> {
  const { url, method, body, maxAnswerBytes } = request;
  const timeLimit = AbortSignal.timeout(request.timeLimitMs);
  const signal = request.signal ? AbortSignal.any([timeLimit, request.signal]) : timeLimit;
  try {
    const answer = await dispatcher.request({
      ...{ origin: url.origin, path: url.pathname + url.search, method, body, signal },
      headers: { 'accept-encoding': 'gzip', ...request.headers },
    });
    const headers = firstValues(answer.headers);
    const packed = await readBounded(answer.body, maxAnswerBytes);
    return { status: answer.statusCode, headers, body: unpack(packed, headers, maxAnswerBytes) };
  } catch (error) {
    if (error instanceof HttpFailure) throw error;
    throw failureOf(error, request, timeLimit);
  }
}

function failureOf(cause: unknown, request: Exchange, timeLimit: AbortSignal): HttpFailure {
  if (timeLimit.aborted) return new HttpFailure('timed_out', `${request.timeLimitMs} ms`, { cause });
  if (request.signal?.aborted) return new HttpFailure('stopped', 'by us', { cause });
  return explainFailure(cause);
}

async function readBounded(body: AsyncIterable<Buffer>, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > most) throw new HttpFailure('too_large', `more than ${most} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function unpack(body: Buffer, headers: HttpAnswer['headers'], most: number): Buffer {
  const encoding = headers['content-encoding'] ?? '';
  if (encoding === 'identity' || encoding === '') return body;
  if (encoding !== 'gzip') throw new HttpFailure('unreadable', `content-encoding ${encoding}`);
  try {
    return gunzipSync(body, { maxOutputLength: most });
  } catch (cause) {
    throw notUnpacked(cause, most);
  }
}

function notUnpacked(cause: unknown, most: number): HttpFailure {
  return cause instanceof RangeError
    ? new HttpFailure('too_large', `more than ${most} bytes`, { cause })
    : new HttpFailure('unreadable', 'broken gzip', { cause });
}

function firstValues(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const first: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const one = Array.isArray(value) ? value[0] : value;
    if (one !== undefined) first[name.toLowerCase()] = one;
  }
  return first;
}
