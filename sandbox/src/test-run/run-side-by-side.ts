import { runStage, type Stage, type StageOutcome } from './run-stage.ts';

const STILL_RUNNING_EVERY_MS = 30_000;

/**
 * Runs the stages in their order, so many at once, the later ones also after a failure. One at a time shows its output
 * as it comes; of several, each stage's output is shown whole once it has ended.
 * @returns the outcomes in the order of `stages`, without those that an interruption kept from beginning
 */
export async function runSideBySide(
  stages: readonly Stage[],
  atOnce: number,
  cwd: string,
  signal: AbortSignal,
  say: (text: string) => void,
): Promise<StageOutcome[]> {
  const isAlone = Math.min(atOnce, stages.length) === 1;
  const outcomes = new Map<Stage, StageOutcome>();
  const running = new Set<string>();

  async function runOne(stage: Stage): Promise<void> {
    let output = '';
    const onOutput = (text: string) => {
      output += text;
    };
    say(isAlone ? `\n== ${stage.name}` : `-- ${stage.name} begins`);
    running.add(stage.name);
    const outcome = await runStage(stage, cwd, { signal, ...(isAlone ? {} : { onOutput }) });
    running.delete(stage.name);
    if (!isAlone) say(`\n== ${stage.name}\n${output}`);
    outcomes.set(stage, outcome);
  }

  const waiting = [...stages];
  async function runThem(): Promise<void> {
    for (let stage = waiting.shift(); stage && !signal.aborted; stage = waiting.shift()) await runOne(stage);
  }

  const began = Date.now();
  const ticking = setInterval(() => {
    if (!isAlone) say(`-- ${Math.round((Date.now() - began) / 1000)} s: ${[...running].join(', ')}`);
  }, STILL_RUNNING_EVERY_MS);
  await Promise.all(Array.from({ length: atOnce }, runThem)).finally(() => clearInterval(ticking));
  return stages.flatMap((stage) => outcomes.get(stage) ?? []);
}
