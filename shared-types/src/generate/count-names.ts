import { CONTRACT_VERSION } from '../identity.ts';
import { OPEN_WORDS } from '../open-word.ts';
import { jsonSchemaOf } from './json-schemas.ts';
import { MESSAGES } from './messages.ts';

/**
 * How many names the messages have: every field of every message, and every word of the lists that grow. A contract
 * version only ever gains names, so of two sides with the same version the one that counts fewer is the older.
 */
function countNames(): number {
  const words = Object.values(OPEN_WORDS).reduce((sum, list) => sum + list.length, 0);
  return Object.values(MESSAGES).reduce((sum, schema) => sum + countFields(jsonSchemaOf(schema)), words);
}

function countFields(schema: unknown): number {
  if (typeof schema !== 'object' || schema === null) return 0;
  const inner = Object.values(schema).reduce<number>((sum, part) => sum + countFields(part), 0);
  const properties = (schema as { properties?: unknown }).properties;
  return inner + (typeof properties === 'object' && properties !== null ? Object.keys(properties).length : 0);
}

/** src/contract-revision.ts, for the agent and the screens. */
export function revisionModule(): string {
  return `/** Generated: how many names the messages of this contract version have. See generate/count-names.ts. */
export const CONTRACT_REVISION = ${countNames()};
`;
}

/** plugin/schema/contract.json, for the plugin. */
export function contractText(): string {
  return `${JSON.stringify({ version: CONTRACT_VERSION, revision: countNames() }, null, 2)}\n`;
}

/** samples/open-words.json, to which the plugin's tests hold its own lists. */
export function openWordsText(): string {
  return `${JSON.stringify(OPEN_WORDS, null, 2)}\n`;
}
