import { ENCODING_BASE64, ENCODING_HEADER, ROUTES } from '@counterfoil/shared-types';
import { type HttpAnswer, LARGEST_ANSWER_BYTES } from '../http/exchange.ts';
import type { Surroundings } from '../surroundings.ts';
import { type EndpointStyle, endpointUrl } from './endpoints.ts';
import type { HostPace } from './host-pace.ts';
import type { HttpTransport } from './http-transport.ts';
import { judgeAnswer } from './judge-answer.ts';
import type { KeyPair } from './key-pair.ts';
import { nonceOf, signRequest } from './sign-request.ts';
import { StoreError } from './store-errors.ts';

export interface SignedSenderOptions {
  /** As `parseStoreAddress` gives it. */
  readonly address: URL;
  readonly tenant: string;
  /** The shop's instance id; null: not paired yet. */
  readonly instance: string | null;
  readonly key: KeyPair;
  /** Version of this program. The User-Agent is otherwise fixed, so that hosts can allow it. */
  readonly agentVersion: string;
  readonly transport: HttpTransport;
  readonly pace: HostPace;
  readonly clock: Pick<Surroundings, 'now' | 'randomUuid' | 'sleep'>;
}

export interface SignedMessage {
  readonly operation: keyof typeof ROUTES;
  readonly json: Buffer;
  /** How many things it holds that could be sent apart. */
  readonly items: number;
  readonly signal?: AbortSignal | undefined;
}

/** The shop bounds its own work at about 5 s; slow hosts take as long again to start WordPress. */
const TIME_LIMIT_MS = 45_000;

/**
 * Signs and sends one message, once, in the turn of its host. Remembers which address form the shop answers at and how
 * far the shop's clock is ahead. Gives the JSON of a good answer; throws `StoreError` otherwise.
 */
export function createSignedSender(options: SignedSenderOptions) {
  let style: EndpointStyle | null = null;
  let shopAheadMs = 0;

  async function post(message: SignedMessage, encoded: boolean, at: EndpointStyle): Promise<HttpAnswer> {
    await options.pace.turn(message.signal);
    const route = ROUTES[message.operation];
    const body = encoded ? Buffer.from(message.json.toString('base64')) : message.json;
    const signed = signRequest(
      {
        route,
        tenant: options.tenant,
        instance: options.instance ?? '-',
        body,
        created: Math.floor((options.clock.now().getTime() + shopAheadMs) / 1000),
        nonce: nonceOf(options.clock.randomUuid()),
      },
      options.key,
    );
    return options.transport({
      operation: message.operation,
      method: 'POST',
      url: endpointUrl(options.address, at, route),
      headers: {
        ...signed,
        ...(encoded
          ? { 'content-type': 'text/plain', [ENCODING_HEADER]: ENCODING_BASE64 }
          : { 'content-type': 'application/json' }),
        accept: 'application/json',
        'user-agent': `Counterfoil/${options.agentVersion}`,
      },
      body,
      timeLimitMs: TIME_LIMIT_MS,
      maxAnswerBytes: LARGEST_ANSWER_BYTES,
      signal: message.signal,
    });
  }

  return {
    async send(message: SignedMessage, encoded: boolean): Promise<unknown> {
      const judge = (answer: HttpAnswer) => judgeAnswer(answer, { ...message, now: options.clock.now() });
      let at: EndpointStyle = style ?? 'pretty';
      let answer = await post(message, encoded, at);
      if (style === null && isNoSuchPage(answer)) {
        at = 'query';
        answer = await post(message, encoded, at);
      }
      // A shop whose permalinks were switched off is looked for again by the next call.
      style = isNoSuchPage(answer) ? null : at;
      const json = judge(answer);
      options.pace.answered();
      return json;
    },
    /** From now on signs by the shop's clock. */
    followClock(serverTime: string): void {
      shopAheadMs = Date.parse(serverTime) - options.clock.now().getTime();
    },
  };
}

/**
 * What a web server says where nothing serves `/wp-json/`: a missing page, no POST, or the same page for everything.
 */
function isNoSuchPage(answer: HttpAnswer): boolean {
  return (
    [200, 404, 405].includes(answer.status) && !/^[\uFEFF\s]*\{/.test(answer.body.toString('utf8', 0, 1000))
  );
}

/** Whether the refusal came from in front of WordPress, which looks at the words of a message: encoded, it may pass. */
export function isRefusedInFront(error: unknown): error is StoreError {
  return error instanceof StoreError && (error.code === 'refused_by_firewall' || error.code === 'not_json');
}
