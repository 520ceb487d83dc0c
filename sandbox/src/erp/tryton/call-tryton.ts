import { request } from 'undici';
import { z } from 'zod';

/** Its one number type for money: never a JSON number. */
export const trytonDecimal = z.object({ __class__: z.literal('Decimal'), decimal: z.string() });

export type TrytonLogin = { url: string; database: string; user: string; password: string };

/** Calls `model.method(…params, context)`. */
export type TrytonCall = (method: string, params: unknown[], context?: object) => Promise<unknown>;

const envelope = z.union([
  z.object({ id: z.int(), result: z.unknown() }),
  z.object({ id: z.int(), error: z.unknown() }),
]);
const PATIENCE_MS = 120_000;

/**
 * Logs in and answers a function that calls with the user's own context (company and language), without which Tryton
 * sees no company. Errors of Tryton, which come with status 200, are thrown.
 */
export async function logInToTryton(login: TrytonLogin): Promise<TrytonCall> {
  const path = `${login.url}/${login.database}/`;
  const session = z
    .tuple([z.int(), z.string()])
    .parse(await post(path, null, 'common.db.login', [login.user, { password: login.password }]));
  const header = `Session ${Buffer.from(`${login.user}:${session[0]}:${session[1]}`).toString('base64')}`;
  const context = z
    .record(z.string(), z.unknown())
    .parse(await post(path, header, 'model.res.user.get_preferences', [true, {}]));
  return (method, params, extra = {}) => post(path, header, method, [...params, { ...context, ...extra }]);
}

/** The server's version; asks for no login. */
export async function askVersion(url: string): Promise<string> {
  return z.string().parse(await post(`${url}/`, null, 'common.server.version', []));
}

async function post(
  url: string,
  authorization: string | null,
  method: string,
  params: unknown[],
): Promise<unknown> {
  const answer = await request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization === null ? {} : { authorization }) },
    // Any further key, such as "jsonrpc", would change the form of the answer.
    body: JSON.stringify({ id: 1, method, params }),
    headersTimeout: PATIENCE_MS,
    bodyTimeout: PATIENCE_MS,
  });
  const text = await answer.body.text();
  if (answer.statusCode !== 200)
    throw new Error(`Tryton answered ${method} with status ${answer.statusCode}`);
  const reply = envelope.parse(JSON.parse(text));
  if ('error' in reply)
    throw new Error(`Tryton refused ${method}: ${JSON.stringify(reply.error).slice(0, 500)}`);
  return reply.result;
}
