import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CommandFailure } from '../command-failure.ts';
import { EXIT } from '../exit-codes.ts';

export interface Question<T> {
  /** `--shop`: the option that answers it in a script. */
  readonly option: string;
  /** What the option says. */
  readonly given: string | undefined;
  readonly text: string;
  readonly suggestion?: string | undefined;
  /** The answer is not shown while it is typed. */
  readonly hidden?: boolean;
  /** Turns the answer into what it stands for, or throws in words for the person. May try it out. */
  readonly check: (text: string) => T | Promise<T>;
}

export interface Asker {
  /** Asks until the answer passes its check. An answer given by option is checked once. */
  ask<T>(question: Question<T>): Promise<T>;
  /** Whether a person is there to answer. */
  readonly interactive: boolean;
  close(): void;
}

/** @param interactive false: every answer comes from its option, or from its suggestion */
export function createAsker(interactive: boolean, say: (line: string) => void): Asker {
  let hidden = false;
  const shown = new Writable({
    write(chunk: Buffer, _, done) {
      if (!hidden) process.stderr.write(chunk);
      done();
    },
  });
  const lines = interactive
    ? createInterface({ input: process.stdin, output: shown, terminal: process.stdin.isTTY })
    : null;

  async function prompt(question: Question<unknown>): Promise<string> {
    if (!lines) throw new Error('nobody is there to answer');
    const suggestion = question.suggestion ? ` [${question.suggestion}]` : '';
    process.stderr.write(`${question.text}${suggestion}: `);
    hidden = question.hidden ?? false;
    const answer = (await lines.question('')).trim();
    if (hidden) process.stderr.write('\n');
    hidden = false;
    return answer === '' ? (question.suggestion ?? '') : answer;
  }

  return {
    interactive,
    async ask(question) {
      const fixed = question.given ?? (interactive ? undefined : question.suggestion);
      if (fixed !== undefined) return await question.check(fixed);
      if (!interactive) {
        throw new CommandFailure(
          EXIT.usage,
          'answer_missing',
          `${question.option} is missing: ${question.text}`,
          'Give it as an option, or run `counterfoil setup` in a terminal.',
        );
      }
      for (;;) {
        try {
          return await question.check(await prompt(question));
        } catch (error) {
          if (!isForPerson(error)) throw error;
          say(`  ${explain(error)}`);
        }
      }
    },
    close: () => lines?.close(),
  };
}

/** What a person can mend by another answer; everything else ends the command. */
function isForPerson(error: unknown): error is Error {
  return error instanceof RangeError || error instanceof CommandFailure;
}

function explain(error: Error): string {
  return error instanceof CommandFailure && error.wayOut !== ''
    ? `${error.message}\n  ${error.wayOut}`
    : error.message;
}
