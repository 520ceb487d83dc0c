import type { AddressErrorCode } from '../../http/web-address.ts';

export type ConfigMistakeCode =
  | 'config_not_there'
  | 'config_unreadable'
  | 'config_open'
  | 'config_too_large'
  | 'config_too_deep'
  | 'config_aliases'
  | 'config_more'
  | 'config_no_yaml'
  | 'config_key_twice'
  | 'config_missing'
  | 'config_quotes'
  | 'config_key_meant'
  | 'config_key_unknown'
  | 'config_text'
  | 'config_number'
  | 'config_no_quotes'
  | 'config_whole_number'
  | 'config_list'
  | 'config_block'
  | 'config_at_least'
  | 'config_at_most'
  | 'config_empty'
  | 'config_too_long'
  | 'config_no_entry'
  | 'config_too_many'
  | 'config_one_of'
  | 'config_uuid'
  | 'config_pattern'
  | 'tenant_twice'
  | 'rule_twice';

/** The kind of a mistake, with what its sentence in another language needs. */
export interface ConfigMistake {
  readonly code: ConfigMistakeCode | AddressErrorCode;
  readonly values: Readonly<Record<string, string>>;
}

/** One thing that is wrong with the configuration, and where. */
export interface ConfigProblem {
  /** `tenants[0].erp.url`; empty: the file as a whole. */
  readonly path: string;
  /** From 1; null: the file has no such place (it could not be read). */
  readonly line: number | null;
  readonly column: number | null;
  /** In English. */
  readonly message: string;
  /** Null: only the message says it. */
  readonly mistake: ConfigMistake | null;
  /** What stands there, as YAML, where the message does not name it and anybody may see it. */
  readonly value?: string;
}

/** Names every problem, never a secret's value. */
export class ConfigError extends Error {
  readonly file: string;
  readonly problems: readonly ConfigProblem[];

  constructor(file: string, problems: readonly ConfigProblem[]) {
    super(problems.map((problem) => formatProblem(file, problem)).join('\n'));
    this.name = 'ConfigError';
    this.file = file;
    this.problems = problems;
  }
}

/** `counterfoil.yaml:12:5 tenants[0].erp.url: must be …`, which editors turn into a link. */
export function formatProblem(file: string, problem: ConfigProblem): string {
  const { path, line, message, value } = problem;
  const colon = path === '' && line !== null ? '' : ':';
  return `${formatPlace(file, problem)}${colon} ${message}${value === undefined ? '' : ` ${valueWords(value)}`}`;
}

export function valueWords(value: string): string {
  return `(it is ${value})`;
}

/** `counterfoil.yaml:12:5 tenants[0].erp.url` */
export function formatPlace(
  file: string,
  { path, line, column }: Pick<ConfigProblem, 'path' | 'line' | 'column'>,
): string {
  const place = line === null ? file : `${file}:${line}:${column ?? 1}`;
  return path === '' ? place : `${place} ${path}`;
}
