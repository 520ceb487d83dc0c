import { createHash, timingSafeEqual } from 'node:crypto';
import type { Server } from 'node:http';
import { type Answer, type HttpRequest, serveHttp } from '../serve-http.ts';
import { ApiError } from './api-error.ts';
import { companyCurrency } from './fill-catalogue.ts';
import type { Db } from './open-database.ts';
import { PRICE_DIGITS, QUANTITY_DIGITS } from './order-amounts.ts';
import { answerPage } from './pages.ts';
import { parseObject, runApiCall } from './routes.ts';
import { createSwitches, type Switches } from './switches.ts';
import { isUniqueReference } from './unique-reference.ts';

export const PRACTICE_ERP_VERSION = '1.0.0';
const BODY_LIMIT = 256 * 1024;
const LONGEST_COMMIT_MS = 5_000;

export type PracticeErp = { server: Server; switches: Switches };

/** The whole ERP as an HTTP server that doesn't listen yet; its API is docs/sandbox-erp.md. */
export function createPracticeErp(options: { db: Db; password: string; clock: () => Date }): PracticeErp {
  const { db, password, clock } = options;
  const switches = createSwitches(db, LONGEST_COMMIT_MS, {
    throttled: (seconds) => ({
      ...refusal(new ApiError(429, 'throttled', `too many requests, try again in ${seconds} s`)),
      headers: { 'content-type': 'application/json', 'retry-after': seconds.toString() },
    }),
    unavailable: () => refusal(new ApiError(503, 'unavailable', 'the ERP is not available')),
  });

  function answerApi(request: HttpRequest, url: URL, arrived: Date): Answer {
    return guarded(() => {
      requireToken(request.headers.authorization, password);
      if (switches.forbids(request)) {
        throw new ApiError(403, 'forbidden', `this user may not ${request.method} ${url.pathname}`);
      }
      if (url.pathname === '/api/status') {
        if (request.method !== 'GET')
          throw new ApiError(405, 'method_not_allowed', '/api/status knows only GET');
        return json(200, status(db, clock()));
      }
      const reply = runApiCall(db, request.method, url, request.body, arrived.toISOString());
      return json(reply.status, reply.body);
    });
  }

  function answerSwitches(request: HttpRequest): Answer {
    return guarded(() => {
      requireToken(request.headers.authorization, password);
      if (request.method === 'GET') return json(200, switches.view());
      if (request.method === 'POST') return json(200, switches.change(parseObject(request.body)));
      if (request.method === 'DELETE') return json(200, switches.reset());
      throw new ApiError(405, 'method_not_allowed', `/switches knows no ${request.method}`);
    });
  }

  const server = serveHttp({
    bodyLimit: BODY_LIMIT,
    tooLarge: () => refusal(new ApiError(413, 'too_large', `a body has at most ${BODY_LIMIT} bytes`)),
    async handle(request) {
      const arrived = clock();
      const url = new URL(request.path, 'http://127.0.0.1');
      if (url.pathname === '/switches') return answerSwitches(request);
      return switches.faults.pass(request, async () =>
        url.pathname.startsWith('/api/') ? answerApi(request, url, arrived) : answerPage(db, request, url),
      );
    },
  });
  return { server, switches };
}

function status(db: Db, now: Date) {
  return {
    name: 'Counterfoil practice ERP',
    version: PRACTICE_ERP_VERSION,
    company: 'Practice Company',
    currency: companyCurrency(db),
    time: now.toISOString(),
    uniqueReference: isUniqueReference(db),
    longestCommitMs: LONGEST_COMMIT_MS,
    priceDigits: PRICE_DIGITS,
    quantityDigits: QUANTITY_DIGITS,
    pageSize: 200,
  };
}

/**
 * An ApiError becomes its answer; anything else is a bug of ours, shown as 500 and written out in full on standard
 * error.
 */
function guarded(run: () => Answer): Answer {
  try {
    return run();
  } catch (error) {
    if (error instanceof ApiError) return refusal(error);
    console.error(error);
    return refusal(new ApiError(500, 'internal', error instanceof Error ? error.message : String(error)));
  }
}

function requireToken(header: string | undefined, password: string): void {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  if (!timingSafeEqual(digest(header ?? ''), digest(`Bearer ${password}`))) {
    throw new ApiError(
      401,
      'unauthorized',
      'send "Authorization: Bearer <password>" with the password the sandbox printed',
    );
  }
}

function refusal(error: ApiError): Answer {
  return json(error.status, error.toBody());
}

function json(status: number, body: object): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify(body),
  };
}
