import { createServer, Agent as HttpAgent, type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { closeServer, listenLocally } from '../erp/serve-http.ts';

/** One call to the ERP, as its client made it and as it was answered. Times are milliseconds since 1970. */
export interface ErpCall {
  /** Its first bytes were here. */
  readonly at: number;
  readonly answeredAt: number;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Those that the client meant for the ERP: authorization, type and encoding of the content. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly status: number;
  readonly answer: string;
}

export interface RecordingProxy {
  readonly url: string;
  /** All calls since the last `forget`, by the end of their answers. */
  readonly calls: readonly ErpCall[];
  forget(): void;
  close(): Promise<void>;
}

/** Answers come unpacked, so that they can be read here. */
const OF_THE_CONNECTION = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'accept-encoding',
]);

function meantForErp(incoming: IncomingMessage): Record<string, string> {
  const headers = Object.entries(incoming.headers).filter(([name]) => !OF_THE_CONNECTION.has(name));
  return Object.fromEntries(headers.map(([name, value]) => [name, String(value)]));
}

/** Stands between the agent and an ERP, changes nothing and notes everything. */
export async function startRecordingProxy(upstream: string): Promise<RecordingProxy> {
  const to = new URL(upstream);
  // ERPs close connections when they like: one for each call, as the agent does it.
  const agent = new HttpAgent({ keepAlive: false });
  let calls: ErpCall[] = [];

  function forward(incoming: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const { method, url: path } = incoming;
      const headers = { ...meantForErp(incoming), host: to.host, connection: 'close' };
      request({ agent, host: to.hostname, port: to.port, method, path, headers }, resolve)
        .once('error', reject)
        .end(body);
    });
  }

  async function pass(incoming: IncomingMessage): Promise<{ head: IncomingMessage; answer: Buffer }> {
    const at = Date.now();
    const body = await buffer(incoming);
    const head = await forward(incoming, body);
    const answer = await buffer(head);
    calls.push({
      at,
      answeredAt: Date.now(),
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: meantForErp(incoming),
      body: body.toString('utf8'),
      status: head.statusCode ?? 0,
      answer: answer.toString('utf8'),
    });
    return { head, answer };
  }

  const server = createServer((incoming, outgoing) => {
    pass(incoming).then(
      ({ head, answer }) => {
        const type = head.headers['content-type'];
        outgoing.writeHead(head.statusCode ?? 502, type === undefined ? {} : { 'content-type': type });
        outgoing.end(answer);
      },
      // What the ERP or its client broke off is broken off for the other too.
      () => outgoing.destroy(),
    );
  });
  const port = await listenLocally(server, 0);
  return {
    url: `http://127.0.0.1:${port}`,
    get calls() {
      return calls;
    },
    forget() {
      calls = [];
    },
    async close() {
      await closeServer(server);
      agent.destroy();
    },
  };
}
