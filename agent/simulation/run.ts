import { playScenario } from './play-scenario.ts';

const [first = '1', count = '1'] = process.argv.slice(2);
let failed = 0;
const began = performance.now();
for (let seed = Number(first); seed < Number(first) + Number(count); seed++) {
  const { broken, happened } = await playScenario(seed);
  if (broken.length === 0) continue;
  failed += 1;
  process.stdout.write(
    `seed ${seed}\n${Number(count) === 1 ? `${happened.join('\n')}\n` : ''}  ${broken.join('\n  ')}\n`,
  );
}
process.stdout.write(`${count} seeds, ${failed} failed, ${Math.round(performance.now() - began)} ms\n`);
process.exitCode = failed > 0 ? 1 : 0;
