import { PassThrough } from 'node:stream';

/** Somebody who types these lines, one after each question. */
export function somebody(answers: string[]) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  let seen = '';
  let left = 0;
  output.on('data', (chunk: Buffer) => {
    seen += chunk.toString();
    if (!chunk.toString().endsWith(': ')) return;
    const answer = answers.shift();
    if (answer === undefined) input.end();
    else setImmediate(() => input.write(`${answer}\n`));
  });
  const keyboard = { input, output, onLeave: () => void left++ };
  return { keyboard, seen: () => seen, left: () => left };
}
