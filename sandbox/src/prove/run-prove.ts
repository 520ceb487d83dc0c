/**
 * `npm run prove`: what is too long for `npm test`. Parts run one after the other, the later ones also after a failure;
 * the output of what they start goes into logs. `--write` puts the figures into docs/proof.md. Exit codes: 0 all holds,
 * 1 something fails, 64 asked wrongly, 130 interrupted.
 */
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { onStopSignal } from '../cli/stop-signals.ts';
import { runCommand } from '../test-run/run-command.ts';
import { align } from '../test-run/summarise.ts';
import { madeWith } from './made-with.ts';
import type { Part, Proof, Workplace } from './part.ts';
import { PARTS } from './parts.ts';
import { writeProof } from './write-proof.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const logs = join(root, '.cache/prove');
const page = join(root, 'docs/proof.md');
const say = (text: string) => void process.stderr.write(`${text}\n`);

/** The longest is a whole `npm test`. */
const COMMAND_LIMIT_SECONDS = 4 * 3600;

class Usage extends Error {}

function wholeNumber(flag: string, text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new Usage(`--${flag} ${text}: a whole number from 1 on is wanted.`);
  return Number(text);
}

function readArguments(args: string[]) {
  const text = (otherwise: string) => ({ type: 'string', default: otherwise }) as const;
  const options = {
    only: text(PARTS.map(({ id }) => id).join(',')),
    write: { type: 'boolean', default: false },
    seeds: text('2500'),
    runs: text('5'),
    orders: text('20'),
  } as const;
  let values: ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];
  try {
    ({ values } = parseArgs({ args, options }));
  } catch (error) {
    throw new Usage((error as Error).message, { cause: error });
  }
  const wanted = values.only.split(',');
  const unknown = wanted.filter((id) => !PARTS.some((part) => part.id === id));
  if (unknown.length > 0) throw new Usage(`--only ${unknown.join(',')}: there is no such part.`);
  return {
    parts: PARTS.filter(({ id }) => wanted.includes(id)),
    write: values.write,
    sizes: {
      seeds: wholeNumber('seeds', values.seeds),
      runs: wholeNumber('runs', values.runs),
      orders: wholeNumber('orders', values.orders),
    },
  };
}

/** Where the parts start their commands: each by setup.mjs, so that what it needs is there. */
function workplace(sizes: Workplace['sizes'], signal: AbortSignal): Workplace {
  return {
    sizes,
    say,
    async run(name, command, env = {}) {
      signal.throwIfAborted();
      mkdirSync(logs, { recursive: true });
      const log = join(logs, `${name}.log`);
      const file = createWriteStream(log);
      const began = performance.now();
      let output = '';
      const { exitCode } = await runCommand([process.execPath, join(root, 'setup.mjs'), ...command], {
        cwd: root,
        timeLimitSeconds: COMMAND_LIMIT_SECONDS,
        env: { ...env },
        signal,
        onOutput: (text) => {
          output += text;
          file.write(text);
        },
      }).finally(() => file.end());
      return { exitCode, output, seconds: (performance.now() - began) / 1000, log };
    },
  };
}

async function runPart(part: Part, place: Workplace): Promise<Proof> {
  try {
    return await part.run(place);
  } catch (error) {
    return { head: [], rows: [], failures: [error instanceof Error ? error.message : String(error)] };
  }
}

async function prove(args: string[]): Promise<number> {
  const { parts, write, sizes } = readArguments(args);
  const interruption = new AbortController();
  onStopSignal(() => interruption.abort(new Error('interrupted')));
  const place = workplace(sizes, interruption.signal);
  let failed = 0;
  for (const part of parts) {
    say(`== ${part.id}`);
    const proof = await runPart(part, place);
    if (interruption.signal.aborted) return 130;
    const table = align([proof.head, ...proof.rows].map((cells) => [...cells]));
    const failures = proof.failures.map((what) => `  FAILS: ${what}`);
    console.log([`\n== ${part.id}`, table, ...failures].join('\n'));
    failed += proof.failures.length;
    if (write && proof.rows.length > 0) {
      const made = madeWith(root, new Date());
      writeFileSync(page, writeProof(readFileSync(page, 'utf8'), part.id, made, proof));
    }
  }
  return failed === 0 ? 0 : 1;
}

try {
  process.exitCode = await prove(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Usage)) throw error;
  const ids = PARTS.map(({ id }) => id).join(',');
  say(
    `${error.message}\nUsage: npm run prove -- [--only ${ids}] [--seeds N] [--runs N] [--orders N] [--write]`,
  );
  process.exitCode = 64;
}
