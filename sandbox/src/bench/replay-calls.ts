import { Agent } from 'undici';
import type { Conversation } from './erp-conversations.ts';
import type { ErpCall } from './recording-proxy.ts';
import type { Substitution } from './substitution.ts';

/**
 * Makes recorded calls again, as fast as the ERP answers them: nothing is decided, checked or written down between
 * them. `parallel` conversations at once, each call after the answer to the one before; one connection per call, as the
 * agent does it.
 * @returns how long it took, milliseconds
 * @throws where the ERP answers a call otherwise than it was answered before
 */
export async function replayCalls(
  url: string,
  conversations: readonly Conversation[],
  parallel: number,
  substitution: Substitution,
): Promise<number> {
  const dispatcher = new Agent({ pipelining: 0 });
  const origin = new URL(url).origin;
  const rest = conversations.values();

  async function make(call: ErpCall): Promise<void> {
    const { statusCode, body } = await dispatcher.request({
      origin,
      path: substitution.apply(call.path),
      method: call.method as 'GET' | 'POST' | 'PUT',
      headers: call.headers,
      body: call.body === '' ? null : substitution.apply(call.body),
    });
    const answer = await body.text();
    if (statusCode !== call.status || isError(answer) !== isError(call.answer)) {
      throw new Error(`${call.body.slice(0, 300)} was answered ${statusCode} ${answer.slice(0, 300)}`);
    }
    substitution.learn(call.answer, answer);
  }

  async function lane(): Promise<void> {
    // One iterator for all lanes: each conversation is taken once.
    for (const conversation of rest) for (const call of conversation) await make(call);
  }

  const began = performance.now();
  try {
    await Promise.all(Array.from({ length: parallel }, lane));
    return performance.now() - began;
  } finally {
    await dispatcher.close();
  }
}

/** Tryton refuses with status 200. */
const isError = (answer: string) => /^\s*\{[^[{]*"error"/.test(answer);
