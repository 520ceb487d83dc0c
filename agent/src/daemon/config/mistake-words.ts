import type { ConfigMistake, ConfigMistakeCode } from './config-error.ts';

/** What a schema that has no sentence of its own says in English, by the kind of the mistake. */
const WORDS: Partial<Record<ConfigMistake['code'], string>> = {
  config_text: 'must be text',
  config_number: 'must be a number',
  config_whole_number: 'must be a whole number',
  config_list: 'must be a list',
  config_block: 'must be a block with keys of its own',
  config_at_least: 'must be at least {limit}',
  config_at_most: 'must be at most {limit}',
  config_empty: 'must not be empty',
  config_too_long: 'must be at most {limit} characters long',
  config_no_entry: 'needs at least one entry',
  config_too_many: 'may have at most {limit} entries',
  config_one_of: 'must be one of: {choices}',
  config_uuid: 'must be a UUID, like 6f1c9a52-3c0e-4d5b-9f5e-0d8f6a2b7c11',
  config_pattern: 'must match {pattern}',
} satisfies Partial<Record<ConfigMistakeCode, string>>;

/** Undefined: this kind has none. */
export function mistakeWords({ code, values }: ConfigMistake): string | undefined {
  return WORDS[code]?.replace(/\{(\w+)\}/g, (hole, name: string) => values[name] ?? hole);
}
