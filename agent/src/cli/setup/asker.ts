import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CommandFailure, explainFailure } from '../command-failure.ts';
import { EXIT } from '../exit-codes.ts';
import type { Sayings } from '../say.ts';
import { type Said, saying } from '../saying.ts';
import { reasonOf } from './refused-answer.ts';

export interface Question<T> {
  /** `--shop`: the option that answers it in a script. */
  readonly option: Said;
  /** What the option says. */
  readonly given: string | undefined;
  readonly text: Said;
  /** Said once before the question. */
  readonly explanation?: Said;
  readonly suggestion?: string | undefined;
  /** The answer is not shown while it is typed. */
  readonly hidden?: boolean;
  /**
   * Turns the answer into what it stands for, or throws a `RefusedAnswer` (any RangeError) or `CommandFailure`. May try
   * it out.
   */
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
export function createAsker(keyboard: Keyboard | null, say: (line: string) => void, sayings: Sayings): Asker {
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
    const answering = lines.question(`${sayings.said(question.text)}${suggestion}: `);
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
      if (fixed !== undefined) return await checkGiven(question, fixed, sayings);
      if (!keyboard) throw missing(question, sayings);
      if (question.explanation) say(sayings.said(question.explanation));
      for (;;) {
        try {
          return await question.check(await prompt(question));
        } catch (error) {
          if (!isForPerson(error)) throw error;
          say(`  ${explain(error, sayings)}`);
        }
      }
    },
    close() {
      done = true;
      lines?.close();
    },
  };
}

function missing({ option, text }: Question<unknown>, { said }: Sayings): CommandFailure {
  return new CommandFailure(
    EXIT.usage,
    'answer_missing',
    saying('answer_missing', { option: said(option), question: said(text) }),
    saying('answer_missing_out'),
  );
}

async function checkGiven<T>({ option, check }: Question<T>, given: string, { said }: Sayings): Promise<T> {
  try {
    return await check(given);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw wrongAnswer(said(option), said(reasonOf(error)));
  }
}

function wrongAnswer(option: string, reason: string): CommandFailure {
  return new CommandFailure(
    EXIT.usage,
    'answer_wrong',
    `${option}: ${reason}`,
    saying('answer_wrong_out', { option }),
  );
}

/** What a person can mend by another answer; everything else ends the command. */
function isForPerson(error: unknown): error is RangeError | CommandFailure {
  return error instanceof RangeError || error instanceof CommandFailure;
}

function explain(error: RangeError | CommandFailure, sayings: Sayings): string {
  if (!(error instanceof CommandFailure)) return sayings.said(reasonOf(error));
  const { message, wayOut } = explainFailure(error, sayings);
  return wayOut === '' ? message : `${message}\n  ${wayOut}`;
}
