import { readFileSync } from 'node:fs';
import { type Document, isMap, isNode, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import { z } from 'zod';
import { formatPath } from '../../store-api/format-path.ts';
import type { ConfigMistake, ConfigProblem } from './config-error.ts';
import { nameMistake } from './name-mistake.ts';
import { nearestKey } from './nearest-key.ts';

type Path = readonly PropertyKey[];

/** Turns a schema's issues into problems with the line and column of the YAML that they are about. */
export function explainIssues(
  error: z.ZodError,
  schema: z.ZodType,
  yaml: Document,
  lines: LineCounter,
): ConfigProblem[] {
  const [issues, left] = firstOf(error.issues);
  const problems = issues.flatMap((issue): ConfigProblem[] => {
    if (issue.code === 'unrecognized_keys') {
      const known = knownKeys(schema, issue.path, yaml);
      return issue.keys.map((key) => unknownKey(key, issue.path, known, yaml, lines));
    }
    return [
      {
        path: formatPath(issue.path),
        ...place(nodeNear(yaml, issue.path), lines),
        ...(wrongType(issue, yaml) ?? {
          message: issue.message,
          mistake: nameMistake(issue),
          ...shownValue(issue, yaml),
        }),
      },
    ];
  });
  return left === 0 ? problems : [...problems, andMore(left)];
}

/** Nobody mends more at once, and explaining each takes time. */
const MOST_PROBLEMS = 100;

/** The first problems, an unknown key counting as one, and how many more there are. */
function firstOf(issues: readonly z.core.$ZodIssue[]): [z.core.$ZodIssue[], number] {
  const first: z.core.$ZodIssue[] = [];
  let [taken, all] = [0, 0];
  for (const issue of issues) {
    const count = issue.code === 'unrecognized_keys' ? issue.keys.length : 1;
    const fits = Math.min(count, MOST_PROBLEMS - taken);
    all += count;
    taken += fits;
    if (fits === 0) continue;
    first.push(issue.code === 'unrecognized_keys' ? { ...issue, keys: issue.keys.slice(0, fits) } : issue);
  }
  return [first, all - taken];
}

function andMore(left: number): ConfigProblem {
  const count = String(left);
  const mistake: ConfigMistake = { code: 'config_more', values: { count } };
  return { path: '', line: null, column: null, message: `has more mistakes (${count})`, mistake };
}

/** What is only seen when a value is used, at the place of the file where it is written. */
export function problemAt(file: string, path: Path, message: string): ConfigProblem {
  const lines = new LineCounter();
  const yaml = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines });
  return { path: formatPath(path), ...place(nodeNear(yaml, path), lines), message, mistake: null };
}

/** YAML reads 20 and yes as something else than text, which nobody sees by looking at them. */
function wrongType(
  issue: z.core.$ZodIssue,
  yaml: Document,
): Pick<ConfigProblem, 'message' | 'mistake'> | null {
  if (issue.code !== 'invalid_type') return null;
  if (!yaml.hasIn(issue.path)) {
    return { message: 'is missing', mistake: { code: 'config_missing', values: {} } };
  }
  const value = yaml.getIn(issue.path);
  if (value === null) {
    return { message: 'must not be empty', mistake: { code: 'config_empty', values: {} } };
  }
  const text = String(value);
  if (isSecret(issue.path)) return null;
  const isPlain = typeof value === 'number' || typeof value === 'boolean';
  if (issue.expected === 'string' && isPlain) {
    const mistake: ConfigMistake = { code: 'config_quotes', values: { text } };
    return { message: `must be text: write it in quotes, "${text}"`, mistake };
  }
  const isNumber = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value);
  if ((issue.expected !== 'number' && issue.expected !== 'int') || !isNumber) return null;
  const mistake: ConfigMistake = { code: 'config_no_quotes', values: { text } };
  return { message: `must be a number: write it without quotes, ${text}`, mistake };
}

const LONGEST_SHOWN = 60;

/** What stands there, unless the message names it, it is long, or a secret may be in it. */
function shownValue(issue: z.core.$ZodIssue, yaml: Document): Pick<ConfigProblem, 'value'> {
  if (isSecret(issue.path) || (issue.code === 'custom' && issue.params)) return {};
  const node = yaml.getIn(issue.path, true);
  if (!isScalar(node) || node.value === null || node.value === '') return {};
  const value = typeof node.value === 'string' ? JSON.stringify(node.value) : String(node.value);
  // An address may carry a login.
  if (value.includes('@')) return {};
  return { value: value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN - 2)}…"` : value };
}

/** A secret's place is written here, never the secret: but somebody may have written it. */
function isSecret(path: Path): boolean {
  return path.includes('secret') || path.includes('privateKey');
}

function unknownKey(
  key: string,
  path: Path,
  known: string[],
  yaml: Document,
  lines: LineCounter,
): ConfigProblem {
  const near = nearestKey(key, known);
  const all = known.join(', ');
  const meant = near === null ? `Known here: ${all}` : `Did you mean "${near}"?`;
  const map = path.length === 0 ? yaml.contents : yaml.getIn(path, true);
  const pair = isMap(map) ? map.items.find((item) => String(item.key) === key) : undefined;
  return {
    path: formatPath([...path, key]),
    ...place(isNode(pair?.key) ? pair.key : nodeNear(yaml, path), lines),
    message: `is no key that Counterfoil knows. ${meant}`,
    mistake:
      near === null
        ? { code: 'config_key_unknown', values: { known: all } }
        : { code: 'config_key_meant', values: { meant: near } },
  };
}

/** The node at this path, or the nearest one above it that the file has. */
function nodeNear(yaml: Document, path: Path): Node | null {
  for (let length = path.length; length > 0; length--) {
    const node = yaml.getIn(path.slice(0, length), true);
    if (isNode(node)) return node;
  }
  return isNode(yaml.contents) ? yaml.contents : null;
}

function place(node: Node | null, lines: LineCounter): { line: number | null; column: number | null } {
  if (!node?.range) return { line: null, column: null };
  const { line, col } = lines.linePos(node.range[0]);
  return { line, column: col };
}

interface JsonSchema {
  readonly properties?: Record<string, JsonSchema>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly const?: unknown;
}

/**
 * The keys that the object at this path may have; of alternatives told apart by a fixed value (`kind`), the one that
 * was chosen.
 */
function knownKeys(schema: z.ZodType, path: Path, yaml: Document): string[] {
  const whole = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' });
  let at: JsonSchema[] = [whole as JsonSchema];
  for (const step of path) {
    at = at.flatMap(alternatives).flatMap((one) => {
      const next = typeof step === 'number' ? one.items : one.properties?.[String(step)];
      return next ? [next] : [];
    });
  }
  const chosen = at
    .flatMap(alternatives)
    .filter((one) =>
      Object.entries(one.properties ?? {}).every(
        ([key, { const: fixed }]) => fixed === undefined || fixed === yaml.getIn([...path, key]),
      ),
    );
  return [...new Set(chosen.flatMap((one) => Object.keys(one.properties ?? {})))];
}

function alternatives(schema: JsonSchema): readonly JsonSchema[] {
  const several = schema.anyOf ?? schema.oneOf;
  return several ? several.flatMap(alternatives) : [schema];
}
