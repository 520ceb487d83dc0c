import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { z } from 'zod';
import { mappingDocument } from '../../flow/mapping/mapping-document.ts';
import { type ConfigDocument, configDocument } from './config-document.ts';
import { ConfigError, type ConfigMistake } from './config-error.ts';
import { explainIssues } from './explain-issues.ts';
import { mistakeWords } from './mistake-words.ts';
import { nameMistake } from './name-mistake.ts';
import { parseYaml } from './parse-yaml.ts';

export interface Config extends ConfigDocument {
  /** Absolute path of the file; paths inside it are relative to its folder. */
  readonly file: string;
  readonly folder: string;
}

/** Reads and checks the YAML file. @throws {ConfigError} naming every problem with its line and column */
export function readConfig(path: string): Config {
  const file = resolve(path);
  const text = readText(file);
  refuseIfOthersMayWrite(file);
  return { ...checkConfig(text, file), file, folder: dirname(file) };
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
  const { yaml, lines, value } = parseYaml(text, file);
  const parsed = schema.safeParse(value, { error: inOurWords });
  if (parsed.success) return parsed.data;
  throw new ConfigError(file, explainIssues(parsed.error, schema, yaml, lines));
}

/** Of what a schema has no sentence of its own for. */
function inOurWords(issue: z.core.$ZodRawIssue): string | undefined {
  const mistake = nameMistake(issue as z.core.$ZodIssue);
  return mistake === null ? undefined : mistakeWords(mistake);
}

/**
 * Whoever writes it names the ERP that the password goes to. Windows has no such bits: there the folder's permissions
 * protect it.
 */
function refuseIfOthersMayWrite(file: string): void {
  if (process.platform === 'win32') return;
  const { mode: bits } = statSync(file);
  if ((bits & 0o022) === 0) return;
  const mode = (bits & 0o777).toString(8).padStart(4, '0');
  const message = `It has mode ${mode}: others on this machine may change it. Run: chmod go-w ${file}`;
  const mistake: ConfigMistake = { code: 'config_open', values: { mode, file } };
  throw new ConfigError(file, [{ path: '', line: null, column: null, message, mistake }]);
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
