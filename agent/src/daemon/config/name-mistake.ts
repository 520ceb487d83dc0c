import type { z } from 'zod';
import type { ConfigMistake } from './config-error.ts';

/**
 * What kind of mistake a schema's issue is. Null: none of these, its message says all there is. A schema's own sentence
 * says more than the kind does: whoever has that sentence in their language takes it first.
 */
export function nameMistake(issue: z.core.$ZodIssue): ConfigMistake | null {
  switch (issue.code) {
    case 'custom':
      return (issue.params as ConfigMistake | undefined) ?? null;
    case 'too_small':
      return { code: AT_LEAST[issue.origin] ?? 'config_at_least', values: { limit: String(issue.minimum) } };
    case 'too_big':
      return { code: AT_MOST[issue.origin] ?? 'config_at_most', values: { limit: String(issue.maximum) } };
    case 'invalid_value':
      return oneOf(issue.values);
    case 'invalid_union':
      return 'options' in issue && issue.options ? oneOf(issue.options) : null;
    case 'invalid_type': {
      const code = KINDS[issue.expected];
      return code === undefined ? null : { code, values: {} };
    }
    case 'invalid_format':
      if (issue.format === 'uuid') return { code: 'config_uuid', values: {} };
      return issue.pattern === undefined
        ? null
        : { code: 'config_pattern', values: { pattern: issue.pattern } };
    default:
      return null;
  }
}

function oneOf(choices: readonly unknown[]): ConfigMistake {
  return { code: 'config_one_of', values: { choices: choices.map(String).join(', ') } };
}

const AT_LEAST: Readonly<Record<string, ConfigMistake['code']>> = {
  string: 'config_empty',
  array: 'config_no_entry',
};

const AT_MOST: Readonly<Record<string, ConfigMistake['code']>> = {
  string: 'config_too_long',
  array: 'config_too_many',
};

const KINDS: Readonly<Record<string, ConfigMistake['code']>> = {
  string: 'config_text',
  number: 'config_number',
  int: 'config_whole_number',
  array: 'config_list',
  object: 'config_block',
};
