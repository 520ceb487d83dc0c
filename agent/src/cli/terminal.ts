import { escapeControls } from '../plain-text.ts';
import type { Failure } from './command-failure.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { chooseLanguage, type Sayings, speak } from './say.ts';

/** What every command gets: where it writes, what it reads, how it speaks. */
export interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Standard output belongs to the result: text, or with `--json` one JSON object as its last line. */
  readonly out: (line: string) => void;
  /** Progress and problems. */
  readonly err: (line: string) => void;
  readonly json: boolean;
  readonly sayings: Sayings;
}

export interface CommonOptions {
  readonly json?: boolean;
  readonly language?: string;
}

/** Whatever a shop or an ERP calls something, it moves no cursor, changes no colour and turns no direction. */
export function openTerminal(
  options: CommonOptions,
  process: Pick<NodeJS.Process, 'stdout' | 'stderr' | 'env'>,
): Terminal {
  return {
    environment: process.env,
    out: (line) => void process.stdout.write(`${escapeControls(line, '\n')}\n`),
    err: (line) => void process.stderr.write(`${escapeControls(line, '\n')}\n`),
    json: options.json ?? false,
    sayings: speak(chooseLanguage(options.language, process.env)),
  };
}

/** Prints the result: the lines for a person, or the object for a program. */
export function printResult(terminal: Terminal, result: object, lines: readonly string[]): void {
  if (terminal.json) terminal.out(JSON.stringify(result));
  else for (const line of lines) terminal.out(escapeControls(line));
}

/** Prints what went wrong; with `--json` also as the last line of standard output. */
export function printFailure(terminal: Terminal, failure: Failure): ExitCode {
  terminal.err(failure.message);
  if (failure.wayOut !== '') terminal.err(failure.wayOut);
  if (terminal.json) {
    const { code, message, wayOut } = failure;
    terminal.out(JSON.stringify({ error: { code, message, wayOut } }));
  }
  return failure.exitCode ?? EXIT.defect;
}
