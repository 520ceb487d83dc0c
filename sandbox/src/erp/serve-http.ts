import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

export type HttpRequest = {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  raw: Buffer;
};
export type Answer = { status: number; headers: Record<string, string | string[]>; body: Buffer | string };
/** 'close' shuts the client's socket without a word. */
export type Handle = (request: HttpRequest) => Promise<Answer | 'close'>;

/**
 * An HTTP server on 127.0.0.1 that hands over whole requests. A request that has arrived is worked on to its end
 * whether or not its client still waits, as ERPs do. `tooLarge` answers what is above `bodyLimit` bytes.
 */
export function serveHttp(options: { bodyLimit: number; tooLarge: () => Answer; handle: Handle }): Server {
  return createServer({ keepAliveTimeout: 60_000, requestTimeout: 60_000 }, (message, response) => {
    void serveOne(message, response, options);
  });
}

/** The port it listens on; 0 asks the system for a free one. */
export async function listenLocally(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
  });
  server.closeAllConnections();
  await closed;
}

async function serveOne(
  message: IncomingMessage,
  response: ServerResponse,
  options: { bodyLimit: number; tooLarge: () => Answer; handle: Handle },
): Promise<void> {
  let raw: Buffer | 'too large';
  try {
    raw = await readAll(message, options.bodyLimit);
  } catch {
    // The client went away before its request was whole: nothing was received, so nothing is done.
    message.socket.destroy();
    return;
  }
  let answer: Answer | 'close';
  if (raw === 'too large') {
    answer = options.tooLarge();
  } else {
    answer = await options.handle({
      method: message.method ?? 'GET',
      path: message.url ?? '/',
      headers: message.headers,
      body: raw.toString('utf8'),
      raw,
    });
  }
  if (answer === 'close') {
    message.socket.destroy();
    return;
  }
  response.writeHead(answer.status, {
    ...answer.headers,
    'content-length': Buffer.byteLength(answer.body).toString(),
  });
  response.end(message.method === 'HEAD' ? undefined : answer.body);
}

/** What is too large is read to its end and dropped: a client that still sends would not see the answer. */
async function readAll(message: IncomingMessage, limit: number): Promise<Buffer | 'too large'> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of message) {
    size += (part as Buffer).length;
    if (size <= limit) parts.push(part as Buffer);
    else parts.length = 0;
  }
  return size <= limit ? Buffer.concat(parts) : 'too large';
}
