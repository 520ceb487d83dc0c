import { Agent, type Dispatcher, request } from 'undici';
import { z } from 'zod';
import { createFaultSwitches, type FaultSwitches, faultFields } from './fault-switches.ts';
import { type Answer, closeServer, type HttpRequest, listenLocally, serveHttp } from './serve-http.ts';

/** The control path: no ERP has it. GET shows the switches, POST changes those in its body, DELETE puts all back. */
export const CONTROL_PATH = '/counterfoil-faults';
const BODY_LIMIT = 16 * 1024 * 1024;
const UPSTREAM_PATIENCE_MS = 300_000;

/**
 * Meant for one connection between two neighbours, so not handed on (RFC 9110, 7.6.1); undici sets the last two itself.
 */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];
const NOT_FORWARDED = [...HOP_BY_HOP, 'host', 'content-length', 'expect'];

export type FaultProxy = { url: string; switches: FaultSwitches; close: () => Promise<void> };

/**
 * Stands in front of an ERP and does to its clients what networks and busy servers do: the switches of
 * fault-switches.ts, aimed by method, path and body. With `lostAnswer` the ERP has answered, and so committed, before
 * the client's socket is closed; with `lateCommit` the client is dismissed first and the request reaches the ERP `ms`
 * later.
 */
export async function startFaultProxy(upstream: string, port = 0): Promise<FaultProxy> {
  const dispatcher = new Agent({ headersTimeout: UPSTREAM_PATIENCE_MS, bodyTimeout: UPSTREAM_PATIENCE_MS });
  const switches = createFaultSwitches({
    throttled: (seconds) => ({ ...plain(429, 'throttled'), headers: { 'retry-after': seconds.toString() } }),
    unavailable: () => plain(503, 'unavailable'),
  });
  const server = serveHttp({
    bodyLimit: BODY_LIMIT,
    tooLarge: () => plain(413, `the proxy carries at most ${BODY_LIMIT} bytes`),
    async handle(incoming) {
      if (incoming.path === CONTROL_PATH) return answerControl(switches, incoming);
      try {
        return await switches.pass(incoming, () => forward(upstream, dispatcher, incoming));
      } catch {
        // The ERP is down or went away in the middle: its client must see what it would see without us.
        return 'close';
      }
    },
  });
  const listening = await listenLocally(server, port);
  return {
    url: `http://127.0.0.1:${listening}`,
    switches,
    async close() {
      await switches.hurry();
      await closeServer(server);
      await dispatcher.close();
    },
  };
}

async function forward(upstream: string, dispatcher: Agent, incoming: HttpRequest): Promise<Answer> {
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).filter(
      ([name, value]) => !NOT_FORWARDED.includes(name) && value !== undefined,
    ),
  );
  const answer = await request(new URL(incoming.path, upstream), {
    method: incoming.method as Dispatcher.HttpMethod,
    headers: headers as Record<string, string | string[]>,
    body: incoming.raw.length === 0 ? null : incoming.raw,
    dispatcher,
  });
  const body = Buffer.from(await answer.body.arrayBuffer());
  const kept = Object.entries(answer.headers).filter(
    ([name, value]) => !HOP_BY_HOP.includes(name) && name !== 'content-length' && value !== undefined,
  );
  return { status: answer.statusCode, headers: Object.fromEntries(kept) as Answer['headers'], body };
}

function answerControl(switches: FaultSwitches, incoming: HttpRequest): Answer {
  if (incoming.method === 'POST') {
    const settings = settingsText.safeParse(incoming.body);
    if (!settings.success) return json(422, { error: z.prettifyError(settings.error) });
    switches.set(settings.data);
  } else if (incoming.method === 'DELETE') {
    switches.reset();
  } else if (incoming.method !== 'GET') {
    return plain(405, 'only GET, POST and DELETE');
  }
  return json(200, switches.view());
}

const settingsText = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'is no JSON' });
      return z.NEVER;
    }
  })
  .pipe(z.strictObject(faultFields));

function plain(status: number, text: string): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${text}\n` };
}

function json(status: number, body: object): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
