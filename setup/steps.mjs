import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import { constants as osConstants } from 'node:os';
import { at, env, node24, root } from './this-folder.mjs';

export class Stop extends Error {
  constructor(exitCode, message) {
    super(message);
    this.exitCode = exitCode;
  }
}

export const say = (line) => process.stderr.write(`${line}\n`);
let running; // the child that a signal is passed on to
let signalled; // the first signal that came, if any
let signalledAt;
let isPreparing = true; // false once the command itself runs

/** Does a step unless it is done already. One at a time in this folder: who waited finds it done by the other. */
export async function once(isDone, work) {
  if (isDone()) return;
  const lock = await takeLock();
  try {
    if (!isDone()) await work();
  } finally {
    lock.close();
  }
}

/** An abstract socket: Linux gives its name to one process and takes it back when that ends, however it ends. */
async function takeLock() {
  const name = `\0counterfoil-setup-${createHash('sha256').update(root).digest('hex').slice(0, 16)}`;
  for (let isTold = false; signalled === undefined; isTold = true) {
    const server = createServer();
    const refused = await new Promise((resolve) => {
      server.once('error', resolve).listen(name, resolve);
    });
    if (refused === undefined) return server;
    if (refused.code !== 'EADDRINUSE') throw refused;
    if (!isTold) say('Another command is preparing this folder. Waiting for it to finish.');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Stop(70, `Stopped by ${signalled}.`);
}

/** One step of the preparation, its output in a log: says that it began, that it goes on, and what to do if it fails. */
export async function step(says, [program, ...given], wayOut = 'Most often it is the network') {
  fs.mkdirSync(at('.cache'), { recursive: true });
  const log = at('.cache/setup.log');
  say(`${says} …`);
  const out = fs.openSync(log, 'w');
  const began = Date.now();
  const ticking = setInterval(() => say(`  … ${Math.round((Date.now() - began) / 1000)} s`), 20_000);
  const extra = { DEBIAN_FRONTEND: 'noninteractive', COMPOSER_ALLOW_SUPERUSER: '1' };
  const options = { cwd: root, stdio: ['ignore', out, out], env: { ...env, ...extra } };
  const exitCode = await run(program, given, options).finally(() => clearInterval(ticking));
  fs.closeSync(out);
  if (signalled !== undefined) throw new Stop(exitCode, `Stopped by ${signalled}.`);
  if (exitCode === 0) return;
  const lines = fs.readFileSync(log, 'utf8').trimEnd().split('\n').slice(-15);
  say(lines.map((line) => `  | ${line}`).join('\n'));
  throw new Stop(70, `${says}: failed, see above or ${log}. ${wayOut}, then run the same command again.`);
}

/** The exit code of a program, or 128 + the number of the signal that ended it, as a shell has it. */
function run(program, given, options) {
  return new Promise((resolve, reject) => {
    running = spawn(program, given, options);
    running.once('error', (error) => reject(new Stop(70, `Could not start ${program}: ${error.message}.`)));
    running.once('exit', (code, signal) => resolve(code ?? 128 + osConstants.signals[signal]));
  });
}

/** What all was prepared for. From now on a signal is the command's own affair. */
export function handOver(given) {
  isPreparing = false;
  return run(node24, given, { stdio: 'inherit', env });
}

/** One Ctrl-C under npm arrives twice, from the terminal and from npm; killing apt at once would leave dpkg half done. */
const SAME_WISH_MS = 500;

export function passOnSignals() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      const isRepeated = signalled !== undefined && performance.now() - signalledAt > SAME_WISH_MS;
      // npm takes a minute to end after a signal, undoing its work: who asks twice need not wait for that.
      if (isPreparing && isRepeated) running?.kill('SIGKILL');
      // Ctrl-C in a terminal has reached the child already: a second one would tell it to hurry.
      else if (signal !== 'SIGINT' || !process.stdin.isTTY) running?.kill(signal);
      signalledAt ??= performance.now();
      signalled ??= signal;
    });
  }
}
