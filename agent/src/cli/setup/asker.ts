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
  /** Said once before the question. */
  readonly explanation?: string;
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

/** Where a person types and reads. */
export interface Keyboard {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
  /** Ctrl-C and Ctrl-D. Files are written in one step, at the end, so there is nothing to undo. */
  readonly onLeave: () => void;
}

/** @param keyboard null: nobody is there, every answer comes from its option, or from its suggestion */
export function createAsker(keyboard: Keyboard | null, say: (line: string) => void): Asker {
  let hidden = false;
  let done = false;
  const lines = keyboard
    ? createInterface({
        input: keyboard.input,
        output: new Writable({
          write(chunk: Buffer, _, written) {
            if (!hidden) keyboard.output.write(chunk);
            written();
          },
        }),
        terminal: keyboard.input.isTTY === true,
      })
    : null;
  lines?.on('close', () => {
    if (!done) keyboard?.onLeave();
  });

  async function prompt(question: Question<unknown>): Promise<string> {
    if (!lines) throw new Error('nobody is there to answer');
    const suggestion = question.suggestion ? ` [${question.suggestion}]` : '';
    const answering = lines.question(`${question.text}${suggestion}: `);
    // The question itself has been written by now.
    hidden = question.hidden ?? false;
    const answer = (await answering).trim();
    if (hidden) keyboard?.output.write('\n');
    hidden = false;
    return answer === '' ? (question.suggestion ?? '') : answer;
  }

  return {
    interactive: keyboard !== null,
    async ask(question) {
      const fixed = question.given ?? (keyboard ? undefined : question.suggestion);
      if (fixed !== undefined) return await checkGiven(question, fixed);
      if (!keyboard) {
        throw new CommandFailure(
          EXIT.usage,
          'answer_missing',
          `${question.option} is missing: ${question.text}`,
          'Give it as an option, or run `counterfoil setup` in a terminal.',
        );
      }
      if (question.explanation) say(question.explanation);
      for (;;) {
        try {
          return await question.check(await prompt(question));
        } catch (error) {
          if (!isForPerson(error)) throw error;
          say(`  ${explain(error)}`);
        }
      }
    },
    close() {
      done = true;
      lines?.close();
    },
  };
}

async function checkGiven<T>({ option, check }: Question<T>, given: string): Promise<T> {
  try {
    return await check(given);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw wrongAnswer(option, error);
  }
}

function wrongAnswer(option: string, { message }: RangeError): CommandFailure {
  return new CommandFailure(EXIT.usage, 'answer_wrong', `${option}: ${message}`);
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
