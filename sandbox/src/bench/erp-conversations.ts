import type { ErpCall } from './recording-proxy.ts';
import { RECORD_ID } from './wide-record-ids.ts';

/** The calls that concern each other, by their beginnings; nothing in them needs a call of another conversation. */
export type Conversation = readonly ErpCall[];

/**
 * Sorts calls into conversations, those of one order into one: two calls belong together when a mark is in both, or a
 * record id that one was answered and the other names.
 * @param marks finds in a text what only one order's calls name: references, addresses of guests
 * @returns by their first calls
 */
export function sortConversations(calls: readonly ErpCall[], marks: RegExp): Conversation[] {
  let found: { readonly names: ReadonlySet<string>; readonly calls: readonly ErpCall[] }[] = [];
  for (const call of calls) {
    const text = `${call.path} ${call.body} ${call.answer}`;
    const names = [...text.matchAll(marks), ...text.matchAll(RECORD_ID)].map(([name]) => name);
    const joined = found.filter((one) => names.some((name) => one.names.has(name)));
    found = found.filter((one) => !joined.includes(one));
    found.push({
      names: new Set([...names, ...joined.flatMap((one) => [...one.names])]),
      calls: [...joined.flatMap((one) => one.calls), call],
    });
  }
  const began = (one: Conversation) => one[0]?.at ?? 0;
  return found.map((one) => one.calls.toSorted((a, b) => a.at - b.at)).sort((a, b) => began(a) - began(b));
}
