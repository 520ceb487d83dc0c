import {
  type ConfigError,
  type ConfigProblem,
  formatProblem,
  valueWords,
} from '../daemon/config/config-error.ts';
import type { Sayings } from './say.ts';

/** Each mistake of the configuration on a line of its own, behind its place. */
export function explainMistakes({ file, problems }: ConfigError, sayings: Sayings): string {
  return problems
    .map(({ value, ...problem }) => {
      const message = inWords(problem, sayings);
      if (value === undefined) return formatProblem(file, { ...problem, message });
      const is = sayings.error('config_value', valueWords(value), { value });
      return formatProblem(file, { ...problem, message: `${message} ${is}` });
    })
    .join('\n');
}

/** A schema's own sentence is its code; else the kind of the mistake says it; else it stays English. */
function inWords({ message, mistake }: ConfigProblem, sayings: Sayings): string {
  const byKind = mistake ? sayings.error(mistake.code, message, mistake.values) : message;
  return sayings.error(message, byKind);
}
