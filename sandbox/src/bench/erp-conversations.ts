import type { ErpCall } from './recording-proxy.ts';
import { RECORD_ID } from './wide-record-ids.ts';

/** The calls that concern each other, by their beginnings; nothing in them needs a call of another conversation. */
export type Conversation = readonly ErpCall[];

/**
 * Sorts calls into conversations, those of one order into one: two calls belong together when a mark is in both, or a record id that
 * one was answered and the other names.
 * @param marks finds in a text what only one order's calls name: references, addresses of guests
 * @returns by their first calls
 */
export function sortConversations(calls: readonly ErpCall[], marks: RegExp): Conversation[] {
  const conversations = new Map<number, ErpCall[]>();
  const byMark = new Map<string, number>();
  calls
    .toSorted((a, b) => a.at - b.at)
    .forEach((call, own) => {
      const text = `${call.path} ${call.body} ${call.answer}`;
      const found = [...text.matchAll(marks), ...text.matchAll(RECORD_ID)].map(([mark]) => mark);
      const joined = new Set(found.flatMap((mark) => byMark.get(mark) ?? []));
      const first = Math.min(own, ...joined);
      const whole = [...joined].sort((a, b) => a - b).flatMap((one) => conversations.get(one) ?? []);
      for (const one of joined) conversations.delete(one);
      conversations.set(
        first,
        [...whole, call].sort((a, b) => a.at - b.at),
      );
      for (const mark of found) byMark.set(mark, first);
      for (const [mark, one] of byMark) if (joined.has(one)) byMark.set(mark, first);
    });
  return [...conversations.values()].sort((a, b) => (a[0]?.at ?? 0) - (b[0]?.at ?? 0));
}
