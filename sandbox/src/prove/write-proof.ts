import type { Proof } from './part.ts';

const begin = (id: string) => `<!-- figures of ${id} -->`;
const END = '<!-- end of figures -->';

/**
 * Puts a part's last figures into the page, between its markers.
 * @param made when, and with what: one line
 */
export function writeProof(page: string, id: string, made: string, proof: Proof): string {
  const from = page.indexOf(begin(id));
  const to = page.indexOf(END, from);
  if (from < 0 || to < 0) throw new Error(`docs/proof.md has no place for ${id}: "${begin(id)}" … "${END}".`);
  const holds = proof.failures.length === 0 ? 'It holds.' : `**It fails** ${proof.failures.length} times.`;
  const text = [begin(id), fold(`${made} ${holds}`), '', ...table(proof), ''].join('\n');
  return page.slice(0, from) + text + page.slice(to);
}

/** In lines of at most 120 characters, as all pages are written. */
function fold(text: string): string {
  return text.replace(/(.{1,120})(?: |$)/g, '$1\n').trimEnd();
}

function table({ head, rows }: Proof): string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}
