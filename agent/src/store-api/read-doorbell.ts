import { DOORBELL_MARK } from '@counterfoil/shared-types';
import type { BellReading } from './doorbell-states.ts';
import type { HostPace } from './host-pace.ts';
import type { HttpTransport } from './http-transport.ts';
import { retryAfterMs } from './retry-after.ts';
import { StoreError } from './store-errors.ts';

/** Answers that say "ask less often", for the whole host. */
const REFUSALS = [403, 406, 429, 503];
/** The file is about 60 bytes. Whoever sends more is not the bell. */
const MAX_BELL_BYTES = 64 * 1024;

/**
 * Reads the doorbell file once, through the web server, without PHP. No conditional request: its headers would be
 * longer than the file, and two rings in one second share an ETag on some servers.
 */
export async function readDoorbell(options: {
  url: URL;
  agentVersion: string;
  transport: HttpTransport;
  pace: HostPace;
  now: () => Date;
  signal?: AbortSignal;
}): Promise<BellReading> {
  try {
    const { status, headers, body } = await options.transport({
      operation: 'doorbell',
      method: 'GET',
      url: options.url,
      headers: { 'cache-control': 'no-cache', 'user-agent': `Counterfoil/${options.agentVersion}` },
      body: null,
      timeLimitMs: 10_000,
      maxAnswerBytes: MAX_BELL_BYTES,
      signal: options.signal,
    });
    const text = body.toString('utf8');
    if (status === 200 && text.startsWith(DOORBELL_MARK)) return { found: 'ours', content: text };
    const isPage = /^\s*</.test(text) && status === 200;
    if (REFUSALS.includes(status) || isPage)
      options.pace.refused(retryAfterMs(headers['retry-after'], status, options.now()));
    return { found: 'not_ours', because: isPage ? 'web_page' : `HTTP ${status}` };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    if (error.next === 'retry') return { found: 'no_answer' };
    return { found: 'not_ours', because: error.message };
  }
}
