import { type Document, isScalar, LineCounter, type Node, parseDocument, visit } from 'yaml';
import { ConfigError, type ConfigMistake, type ConfigProblem } from './config-error.ts';

export interface ParsedYaml {
  readonly yaml: Document;
  readonly lines: LineCounter;
  readonly value: unknown;
}

/** 200 shops with their commented rules have about 1 MB. */
const LARGEST_FILE = 2 * 1024 * 1024;

/** @throws {ConfigError} it is no YAML, or costs more than a configuration may */
export function parseYaml(text: string, file: string): ParsedYaml {
  const lines = new LineCounter();
  const fail = (problems: readonly ConfigProblem[]) => new ConfigError(file, problems);
  if (text.length > LARGEST_FILE) throw fail([tooLarge()]);
  // Doubled keys are looked for below: the parser compares each key with each other one.
  const yaml = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const { errors } = yaml;
  const exhausted = errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
  if (exhausted) throw fail([tooDeep(exhausted.pos[0], lines)]);
  const [first] = errors;
  if (first) throw fail([noYaml(first.pos[0], first.message, lines)]);
  const doubled = doubledKeys(yaml);
  if (doubled.length > 0) throw fail(doubled.map((key) => twice(key, lines)));
  return { yaml, lines, value: readValue(yaml, lines, fail) };
}

function readValue(
  yaml: Document,
  lines: LineCounter,
  fail: (problems: readonly ConfigProblem[]) => ConfigError,
): unknown {
  try {
    return yaml.toJS() ?? {};
  } catch (error) {
    // Aliases of aliases: a few lines that become millions of values.
    if (error instanceof ReferenceError) throw fail([tooManyAliases(yaml, lines)]);
    throw error;
  }
}

const MOST_SHOWN = 20;

function doubledKeys(yaml: Document): Node[] {
  const doubled: Node[] = [];
  visit(yaml, {
    Map(_, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) doubled.push(key);
        seen.add(key.value);
      }
      return doubled.length < MOST_SHOWN ? undefined : visit.BREAK;
    },
  });
  return doubled.slice(0, MOST_SHOWN);
}

function tooManyAliases(yaml: Document, lines: LineCounter): ConfigProblem {
  const found: Node[] = [];
  visit(yaml, {
    Alias(_, alias) {
      found.push(alias);
      return visit.BREAK;
    },
  });
  return problem(
    found[0]?.range?.[0] ?? 0,
    'repeats by its aliases (*name) more than a configuration can have: write out what is meant',
    { code: 'config_aliases', values: {} },
    lines,
  );
}

function twice(key: Node, lines: LineCounter): ConfigProblem {
  const mistake: ConfigMistake = { code: 'config_key_twice', values: {} };
  return problem(key.range?.[0] ?? 0, 'is no YAML: Map keys must be unique', mistake, lines);
}

/**
 * After a slip of indentation the parser misreads each line that follows: of such errors only the first one is a
 * mistake.
 */
function noYaml(at: number, reason: string, lines: LineCounter): ConfigProblem {
  return problem(
    at,
    `is no YAML: ${reason}. Is the line indented by spaces as its neighbours are, and is a text with ":" or "#" in quotes?`,
    { code: 'config_no_yaml', values: { reason } },
    lines,
  );
}

function tooLarge(): ConfigProblem {
  const mistake: ConfigMistake = { code: 'config_too_large', values: { limit: '2 MB' } };
  return { path: '', line: null, column: null, message: 'is larger than 2 MB: no configuration is', mistake };
}

/** The parser calls itself for each level. */
function tooDeep(at: number, lines: LineCounter): ConfigProblem {
  const mistake: ConfigMistake = { code: 'config_too_deep', values: {} };
  return problem(at, 'has more levels than a configuration can have', mistake, lines);
}

function problem(at: number, message: string, mistake: ConfigMistake, lines: LineCounter): ConfigProblem {
  const { line, col } = lines.linePos(at);
  return { path: '', line, column: col, message, mistake };
}
