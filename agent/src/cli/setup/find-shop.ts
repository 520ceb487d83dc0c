import { REST_NAMESPACE } from '@counterfoil/shared-types';
import { z } from 'zod';
import { parseBounded } from '../../http/bounded-json.ts';
import { type HttpAnswer, LARGEST_ANSWER_BYTES } from '../../http/exchange.ts';
import { isPrivateNetwork, isThisMachine } from '../../http/web-address.ts';
import type { HttpTransport } from '../../store-api/http-transport.ts';
import { parseStoreAddress } from '../../store-api/store-address.ts';
import { StoreError } from '../../store-api/store-errors.ts';
import { CommandFailure } from '../command-failure.ts';
import { EXIT } from '../exit-codes.ts';
import { saying } from '../saying.ts';

const restIndex = z.looseObject({
  name: z.string(),
  namespaces: z.array(z.string()),
  home: z.string().optional().catch(undefined),
});

export interface FoundShop {
  readonly address: URL;
  readonly name: string;
  /** The address that was typed led to this one, by redirects or by what WordPress itself says. */
  readonly elsewhere: boolean;
}

const MOST_REDIRECTS = 4;
/** WordPress's list of its REST API names every route of every plugin. */
const MOST_ROUTES = 20_000;

/**
 * Asks the address for WordPress's own list of its REST API, without signature, and follows redirects as a browser
 * would: the person sees where they led before anything is sent there. Throws `AddressError` or `CommandFailure`.
 */
export async function findShop(text: string, send: HttpTransport, agentVersion: string): Promise<FoundShop> {
  const typed = parseStoreAddress(text);
  let address = typed;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    const answer = await askIndex(address, send, agentVersion);
    const location = answer.headers['location'];
    if (answer.status >= 300 && answer.status < 400 && location) {
      // Never to plain HTTP, and without the part that we added.
      const next = parseStoreAddress(new URL(location, address).href);
      if (next.href === address.href) throw closed(address, location);
      if (leadsInside(address, next)) throw inside(address, next);
      address = next;
      continue;
    }
    const { name, home } = readIndex(answer, address);
    if (home !== undefined) address = await askHome(home, address, send, agentVersion);
    return { address, name, elsewhere: address.href !== typed.href };
  }
  throw new CommandFailure(
    EXIT.unavailable,
    'redirected',
    saying('too_many_redirects', { url: typed.href, most: MOST_REDIRECTS }),
  );
}

/**
 * Any page of a shop answers `?rest_route=`, and none of them is its address: that is what WordPress calls its home, if
 * it answers there, too. Below the address that answered is no other shop, only the folder of a language.
 */
async function askHome(home: string, found: URL, send: HttpTransport, agentVersion: string): Promise<URL> {
  try {
    const address = parseStoreAddress(home);
    if (address.href.startsWith(found.href) || leadsInside(found, address)) return found;
    readIndex(await askIndex(address, send, agentVersion), address);
    return address;
  } catch (error) {
    // Not reached from here, or WordPress behind a proxy knows itself by plain HTTP: what was typed has answered.
    if (error instanceof RangeError || error instanceof CommandFailure) return found;
    throw error;
  }
}

async function askIndex(address: URL, send: HttpTransport, agentVersion: string): Promise<HttpAnswer> {
  const get = (url: URL) =>
    send({
      operation: 'setup',
      method: 'GET',
      url,
      headers: { accept: 'application/json', 'user-agent': `Counterfoil/${agentVersion}` },
      body: null,
      timeLimitMs: 30_000,
      maxAnswerBytes: LARGEST_ANSWER_BYTES,
    });
  try {
    const pretty = await get(new URL('wp-json/', address));
    if (pretty.status !== 404) return pretty;
    return await get(new URL('?rest_route=/', address));
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    throw notReached(address, error);
  }
}

/** Plugins that let nobody in without a log-in send the visitor of the REST API to it. */
function closed(address: URL, location: string): CommandFailure {
  return new CommandFailure(
    EXIT.unavailable,
    'rest_closed',
    saying('rest_guarded', { url: address.href, target: location }),
    saying('rest_guarded_out'),
  );
}

/** A shop out there names no machine in here: it would learn what answers, and ask it. */
function leadsInside(from: URL, to: URL): boolean {
  const isInside = (url: URL) => isThisMachine(url) || isPrivateNetwork(url);
  return isInside(to) && !isInside(from);
}

function inside(from: URL, to: URL): CommandFailure {
  const values = { url: from.href, target: to.href };
  return new CommandFailure(EXIT.unavailable, 'leads_inside', saying('leads_inside', values));
}

function notReached(address: URL, error: StoreError): CommandFailure {
  const { code, hint: english, detail } = error;
  return new CommandFailure(
    EXIT.unavailable,
    code,
    saying('shop_unreached', { url: address.href, about: detail ?? address.host }),
    { code, english },
  );
}

function readIndex(answer: HttpAnswer, address: URL): z.infer<typeof restIndex> {
  const parsed = restIndex.safeParse(jsonOf(answer.body));
  if (!parsed.success) {
    throw new CommandFailure(
      EXIT.unavailable,
      'no_wordpress',
      saying('no_wordpress', { url: address.href, status: answer.status }),
      saying('no_wordpress_out'),
    );
  }
  if (!parsed.data.namespaces.includes(REST_NAMESPACE)) {
    throw new CommandFailure(
      EXIT.unavailable,
      'plugin_missing',
      saying('plugin_inactive', { name: parsed.data.name }),
      saying('plugin_inactive_out'),
    );
  }
  return parsed.data;
}

function jsonOf(body: Buffer): unknown {
  const read = parseBounded(body.toString('utf8').replace(/^[\uFEFF\s]+/, ''), MOST_ROUTES);
  return read.is === 'json' ? read.value : null;
}
