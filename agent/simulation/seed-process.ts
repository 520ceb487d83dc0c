import { plantBug } from './planted-bugs/plant-bug.ts';
import { PLANTED_BUGS } from './planted-bugs/planted-bugs.ts';

// What `play-seeds.ts` starts: plays each seed that it is sent, with the bug whose name is its argument, if there is
// one.

const [name] = process.argv.slice(2);
if (name !== undefined) {
  const bug = PLANTED_BUGS.find((one) => one.name === name);
  if (!bug) throw new Error(`no planted bug is called ${name}`);
  plantBug(bug);
}
// Only now: a module that is loaded already is not changed any more.
const { playScenario } = await import('./play-scenario.ts');

process.on('message', async (seed: number) => {
  process.send?.(
    await playScenario(seed).catch((error: Error) => ({ broken: [String(error.stack)], happened: [] })),
  );
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
