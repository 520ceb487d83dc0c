import { Agent, type Dispatcher } from 'undici';

export interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly headers: unknown;
}

/** A transport that remembers what was sent: how often, and what. */
export interface RecordingDispatcher {
  readonly dispatcher: Dispatcher;
  readonly sent: SentRequest[];
}

export function recordRequests(): RecordingDispatcher {
  const sent: SentRequest[] = [];
  const dispatcher = new Agent({ pipelining: 0 }).compose((dispatch) => (options, handler) => {
    const { method, path, body, headers } = options;
    sent.push({ method, path, body: typeof body === 'string' ? body : '', headers });
    return dispatch(options, handler);
  });
  return { dispatcher, sent };
}
