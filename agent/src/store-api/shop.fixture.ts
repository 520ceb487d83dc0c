import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CONTRACT_REVISION,
  CONTRACT_VERSION,
  DOORBELL_MARK,
  type EventsAnswer,
  type EventsRequest,
  eventsRequest,
  LEASE_MS,
  type PairAnswer,
  pairRequest,
  type ReceiptsRequest,
  ROUTES,
  receiptsRequest,
} from '@counterfoil/shared-types';

export const INSTANCE = '6f1c9a52-3c0e-4d5b-9f5e-0d8f6a2b7c11';

/**
 * A shop's web server over real HTTP that speaks the contract, without orders; each call can be made to hang or fail.
 */
export interface TestShop {
  readonly url: string;
  readonly asked: {
    readonly pair: unknown[];
    readonly events: EventsRequest[];
    readonly receipts: ReceiptsRequest[];
    bell: number;
  };
  /** Changes what the doorbell says. */
  ring(): void;
  close(): Promise<void>;
}

export interface TestShopOptions {
  /** Every signed call hangs for ever. */
  readonly hangs?: boolean;
  /** The hand-over of the lease is received, and never answered. */
  readonly hangsOnRelease?: boolean;
  /** Pairing is confirmed from so many calls on. Default 2. */
  readonly confirmedFrom?: number;
  /** Public keys that were disconnected in wp-admin. */
  readonly revoked?: ReadonlySet<string>;
  /** The id under which it is connected already; null: no more. Others are refused, and keep their code. */
  readonly connectedAs?: () => string | null;
  /** Codes that it does not know, as they are sent. */
  readonly unknownCodes?: ReadonlySet<string>;
  /** The connector was disconnected in wp-admin: each signed call is refused. */
  readonly revokedConnector?: boolean;
  readonly namespaces?: readonly string[];
  /** What it answers otherwise than usual when it is paired. */
  readonly paired?: (url: string) => Partial<PairAnswer>;
  readonly events?: (request: EventsRequest) => Partial<EventsAnswer>;
}

export async function openTestShop(options: TestShopOptions = {}): Promise<TestShop> {
  const asked: TestShop['asked'] = { pair: [], events: [], receipts: [], bell: 0 };
  let readCount = 0;
  let rings = 0;
  const common = () => ({
    contractVersion: CONTRACT_VERSION,
    contractRevision: CONTRACT_REVISION,
    readCount: ++readCount,
    serverTime: new Date().toISOString(),
  });

  function pair(body: unknown): PairAnswer {
    asked.pair.push(pairRequest.parse(body));
    return {
      ...common(),
      instance: INSTANCE,
      shop: {
        name: "Zoë's Shop",
        url,
        currency: 'EUR',
        priceDecimals: 2,
        pricesIncludeTax: true,
        timezone: 'Europe/Vienna',
        locale: 'de_AT',
        storage: 'hpos',
        wordpressVersion: '7.1',
        woocommerceVersion: '11.0.1',
        phpVersion: '8.2.36',
        pluginVersion: '0.1.0',
      },
      contractVersions: [CONTRACT_VERSION],
      state: asked.pair.length >= (options.confirmedFrom ?? 2) ? 'confirmed' : 'awaiting_confirmation',
      doorbellUrl: `${url}/bell.txt`,
      cutover: '2026-11-23T10:04:00.000Z',
      ...options.paired?.(url),
    };
  }

  function events(body: unknown): EventsAnswer {
    const request = eventsRequest.parse(body);
    asked.events.push(request);
    const holds = request.lease.want === 'hold';
    return {
      ...common(),
      lease: { granted: holds, fence: 1, expiresInMs: holds ? LEASE_MS : 0, cleanHandOver: true },
      keptCount: request.kept.length,
      keptUnknown: [],
      events: [],
      orders: [],
      waitingCount: 0,
      nextDueInMs: null,
      ordersStopped: false,
      cutover: '2026-11-23T10:04:00.000Z',
      ...options.events?.(request),
    };
  }

  function receipts(body: unknown) {
    const request = receiptsRequest.parse(body);
    asked.receipts.push(request);
    return { ...common(), settled: request.receipts.map(({ eventId }) => eventId), unknown: [] };
  }

  const calls = { pair, events, receipts };
  const server = createServer((request, response) => void answer(request, response));
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (request.url === '/bell.txt') {
      asked.bell += 1;
      response.end(`${DOORBELL_MARK}${rings}`);
      return;
    }
    if (request.url === '/wp-json/') {
      reply(response, { name: "Zoë's Shop", namespaces: options.namespaces ?? ['wp/v2', 'counterfoil/v1'] });
      return;
    }
    const name = (Object.keys(ROUTES) as (keyof typeof ROUTES)[]).find(
      (one) => `/wp-json${ROUTES[one]}` === request.url,
    );
    if (!name) {
      response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not here</h1>');
      return;
    }
    if (options.hangs) return;
    const body = JSON.parse(Buffer.concat(chunks).toString());
    const isRevoked = name === 'pair' ? options.revoked?.has(body.publicKey) : options.revokedConnector;
    if (isRevoked) {
      if (name === 'pair') asked.pair.push(body);
      const data = { ...common(), status: 403 };
      reply(response, { code: 'key_revoked', message: 'disconnected', data }, 403);
      return;
    }
    if (name === 'pair' && options.unknownCodes?.has(body.code)) {
      const data = { ...common(), status: 403 };
      reply(response, { code: 'code_wrong', message: 'unknown', data }, 403);
      return;
    }
    const connected = options.connectedAs?.() ?? null;
    if (name === 'pair' && connected !== null && body.tenant !== connected) {
      const data = { ...common(), status: 409 };
      reply(response, { code: 'already_paired', message: `connected with ${connected}`, data }, 409);
      return;
    }
    const said = calls[name](body);
    const released = name === 'events' && asked.events.at(-1)?.lease.want === 'release';
    if (!(released && options.hangsOnRelease)) reply(response, said);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    asked,
    ring: () => {
      rings += 1;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function reply(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
