import { isMap, isNode, isSeq, parseDocument, stringify, type YAMLSeq } from 'yaml';
import { type NewTenant, tenantYaml } from './write-config.ts';

/**
 * The present file with a tenant more, or in the place of the one of the same id. Edited as text: everything else stays
 * as its owner wrote it, to the blank.
 */
export function withTenant(present: string, tenant: NewTenant): string {
  const { tenants, starts } = readTenants(present);
  const entry = tenantYaml(tenant);
  if (starts === null) {
    // Written in one line, `[…]`: there is no layout to keep.
    const yaml = parseDocument(present);
    const ids = idsOf(tenants);
    const place = ids.includes(tenant.id) ? ids.indexOf(tenant.id) : ids.length;
    yaml.setIn(['tenants', place], parseDocument(entry).getIn([0], true));
    return yaml.toString({ lineWidth: 0 });
  }
  const ends = [...starts.slice(1), endOf(present, tenants)];
  const place = idsOf(tenants).indexOf(tenant.id);
  const [from, to] =
    place === -1
      ? [ends.at(-1) ?? present.length, ends.at(-1) ?? present.length]
      : [starts[place], ends[place]];
  const before = present.slice(0, from);
  const text = indent(entry, indentationAt(present, starts[0] ?? 0));
  return `${before}${before.endsWith('\n') ? '' : '\n'}${text}${present.slice(to)}`;
}

/** The rules of a tenant that is there already, as they are written; null: there is none. */
export function mappingOf(present: string, id: string): string | null {
  const { tenants } = readTenants(present);
  const tenant = tenants.items[idsOf(tenants).indexOf(id)];
  if (!isMap(tenant)) return null;
  const mapping = tenant.get('mapping', true);
  const key = tenant.items.find((item) => String(item.key) === 'mapping')?.key;
  if (!isNode(mapping) || !mapping.range || !isNode(key) || !key.range) return null;
  const begins = present.indexOf('\n', key.range[1]) + 1;
  if (begins === 0 || begins > mapping.range[0]) return stringify(mapping, { lineWidth: 0 });
  return dedent(present.slice(begins, mapping.range[2]));
}

/** @returns the list, and where the line of each entry begins; null: it is not written one entry a line */
function readTenants(present: string): { tenants: YAMLSeq; starts: number[] | null } {
  const tenants = parseDocument(present, { keepSourceTokens: true }).get('tenants');
  if (!isSeq(tenants)) throw new TypeError('tenants is no list');
  const source = tenants.srcToken;
  if (source?.type !== 'block-seq') return { tenants, starts: null };
  const starts = source.items.flatMap(({ start }) => {
    const dash = start.find((token) => token.type === 'seq-item-ind');
    return dash ? [present.lastIndexOf('\n', dash.offset) + 1] : [];
  });
  return { tenants, starts };
}

function idsOf(tenants: YAMLSeq): unknown[] {
  return tenants.items.map((item) => (isMap(item) ? item.get('id') : null));
}

function endOf(present: string, tenants: YAMLSeq): number {
  return tenants.range?.[2] ?? present.length;
}

function indentationAt(text: string, offset: number): string {
  return /^ */.exec(text.slice(offset))?.[0] ?? '';
}

function indent(text: string, by: string): string {
  return text.replace(/^(?=.)/gm, by);
}

function dedent(text: string): string {
  const lines = text.split('\n');
  const least = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(least)).join('\n');
}
