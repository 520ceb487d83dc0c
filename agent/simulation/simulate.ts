/**
 * `npm run simulate -- [--seeds N] [--from N] [--bug NAME]`: plays so many seeds on all cores and says which of them
 * break a rule, and how each is played again. One seed alone tells all that happened. Exit code 0: no rule is broken;
 * 1: some are; 64: it was asked wrongly. With `--bug` a known bug is planted first, and the seeds that find it are what
 * is wanted: exit code 1 when none does.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { PLANTED_BUGS } from './planted-bugs/planted-bugs.ts';
import { type PlayedSeed, playSeeds } from './play-seeds.ts';

const SEEDS = 100;
const TELL_EVERY_MS = 30_000;

function refuse(because: string): never {
  console.error(`${because}\nUsage: npm run simulate -- [--seeds N] [--from N] [--bug NAME]`);
  process.exit(64);
}

function readArguments() {
  try {
    const options = { seeds: { type: 'string' }, from: { type: 'string' }, bug: { type: 'string' } } as const;
    return parseArgs({ options }).values;
  } catch (error) {
    return refuse((error as Error).message);
  }
}

function wholeNumber(flag: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^[1-9]\d{0,8}$/.test(text)) refuse(`--${flag} ${text}: a whole number from 1 on is wanted.`);
  return Number(text);
}

const { seeds: many, from, bug } = readArguments();
const count = wholeNumber('seeds', many, SEEDS);
const first = wholeNumber('from', from, 1);
const planted = PLANTED_BUGS.find(({ name }) => name === bug);
if (bug !== undefined && !planted) {
  refuse(
    `No planted bug is called ${bug}. There are:\n  ${PLANTED_BUGS.map(({ name }) => name).join('\n  ')}`,
  );
}

const began = performance.now();
const seconds = () => (performance.now() - began) / 1000;
let played = 0;
const failing: number[] = [];

function show({ seed, broken, happened }: PlayedSeed): void {
  played += 1;
  if (count === 1) console.log(happened.join('\n'));
  if (broken.length === 0) return;
  failing.push(seed);
  const again = `npm run simulate -- --from ${seed} --seeds 1${bug === undefined ? '' : ` --bug ${bug}`}`;
  console.log([`seed ${seed}`, ...broken, ...(count === 1 ? [] : [`→ ${again}`])].join('\n  '));
}

const telling = setInterval(() => {
  console.error(
    `… ${played} of ${count} seeds in ${Math.round(seconds())} s, ${failing.length} break a rule`,
  );
}, TELL_EVERY_MS);
await playSeeds({
  seeds: Array.from({ length: count }, (_, index) => first + index),
  processes: availableParallelism(),
  ...(bug === undefined ? {} : { bug }),
  onPlayed: show,
}).finally(() => clearInterval(telling));

const pace = `${count} seeds in ${seconds().toFixed(1)} s, ${(count / seconds()).toFixed(1)} a second`;
failing.sort((a, b) => a - b);
if (failing.length > 0) console.log(`${pace}: ${failing.length} break a rule: ${failing.join(', ')}`);
else console.log(planted ? `${pace}: none finds ${planted.name}` : `${pace}: no rule is broken`);
process.exitCode = failing.length > 0 === (planted !== undefined) ? 0 : 1;
