import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { LineCounter, parseDocument, type YAMLParseError } from 'yaml';
import type { z } from 'zod';
import { mappingDocument } from '../../flow/mapping/mapping-document.ts';
import { type ConfigDocument, configDocument } from './config-document.ts';
import { ConfigError, type ConfigMistake, type ConfigProblem } from './config-error.ts';
import { explainIssues } from './explain-issues.ts';
import { mistakeWords } from './mistake-words.ts';
import { nameMistake } from './name-mistake.ts';

export interface Config extends ConfigDocument {
  /** Absolute path of the file; paths inside it are relative to its folder. */
  readonly file: string;
  readonly folder: string;
}

/** Reads and checks the YAML file. @throws {ConfigError} naming every problem with its line and column */
export function readConfig(path: string): Config {
  const file = resolve(path);
  return { ...checkConfig(readText(file), file), file, folder: dirname(file) };
}

/** @throws {ConfigError} */
export function checkConfig(text: string, file: string): ConfigDocument {
  return checkDocument(text, file, configDocument);
}

/** Of a file that holds a tenant's rules alone. @throws {ConfigError} */
export function checkRules(text: string, file: string): void {
  checkDocument(text, file, mappingDocument);
}

function checkDocument<Schema extends z.ZodType>(
  text: string,
  file: string,
  schema: Schema,
): z.output<Schema> {
  const lines = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (yaml.errors.length > 0) {
    throw new ConfigError(file, explainSyntax(yaml.errors, lines));
  }
  const parsed = schema.safeParse(yaml.toJS() ?? {}, { error: inOurWords });
  if (parsed.success) return parsed.data;
  throw new ConfigError(file, explainIssues(parsed.error, schema, yaml, lines));
}

/** Of what a schema has no sentence of its own for. */
function inOurWords(issue: z.core.$ZodRawIssue): string | undefined {
  const mistake = nameMistake(issue as z.core.$ZodIssue);
  return mistake === null ? undefined : mistakeWords(mistake);
}

/** After a slip of indentation the parser misreads each line that follows: of such errors only the first one is a mistake. */
function explainSyntax(errors: readonly YAMLParseError[], lines: LineCounter): ConfigProblem[] {
  const doubled = errors.filter(({ code }) => code === 'DUPLICATE_KEY');
  const mistakes = doubled.length === errors.length ? doubled : errors.slice(0, 1);
  return mistakes.map((error) => {
    const { line, col } = lines.linePos(error.pos[0]);
    const isDoubled = error.code === 'DUPLICATE_KEY';
    const wayOut = isDoubled
      ? ''
      : '. Is the line indented by spaces as its neighbours are, and is a text with ":" or "#" in quotes?';
    const mistake: ConfigMistake = isDoubled
      ? { code: 'config_key_twice', values: {} }
      : { code: 'config_no_yaml', values: { reason: error.message } };
    return { path: '', line, column: col, message: `is no YAML: ${error.message}${wayOut}`, mistake };
  });
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): ConfigError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const [message, mistake]: [string, ConfigMistake] =
    code === 'ENOENT'
      ? [
          'There is no such file. `counterfoil setup` writes one, --config names another.',
          { code: 'config_not_there', values: {} },
        ]
      : [
          `It can't be read (${code}): it must be a file that whoever runs this may read, or --config names another.`,
          { code: 'config_unreadable', values: { reason: code } },
        ];
  return new ConfigError(file, [{ path: '', line: null, column: null, message, mistake }]);
}
