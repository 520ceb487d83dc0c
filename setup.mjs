// Prepares this machine for one of Counterfoil's commands and hands over to it. Runs on Node 20, before anything is
// installed, with nothing but Node's own modules; what it starts then runs on the Node 24 that npm installs.
//
//   node setup.mjs <demo|sandbox|bench|test|check|counterfoil|build> [arguments of that command]
//
// Everything it says goes to standard error: standard output belongs to the command it hands over to.
// Its exit code is that command's own, or, where the preparation ended before it began:
//   64  unknown command
//   69  something is missing that only a person can install: the one command that does it is printed
//   70  a step of the preparation failed: its last lines and its whole log are named
import { build, isBuilt } from './setup/builds.mjs';
import { installPrograms, lacking } from './setup/debian-programs.mjs';
import {
  hasComposerPackages,
  hasNpmPackages,
  installComposerPackages,
  installNpmPackages,
} from './setup/packages.mjs';
import { handOver, once, passOnSignals, Stop, say } from './setup/steps.mjs';
import { at, env } from './setup/this-folder.mjs';

const fromSource = (file) => ['--conditions=counterfoil-source', at('sandbox/src', file)];
const built = ['agent', 'screens'];

/** What each command needs, and what it hands over to. */
const commands = {
  demo: { needs: ['store'], builds: built, runs: fromSource('cli/demo.ts') },
  sandbox: { needs: ['store'], builds: built, runs: fromSource('cli/sandbox.ts') },
  bench: { needs: ['store', 'tryton'], builds: built, runs: fromSource('cli/bench.ts') },
  test: {
    needs: ['store', 'tryton', 'browser', 'phpTools'],
    builds: built,
    runs: fromSource('test-run/run-tests.ts'),
  },
  check: { needs: ['phpTools'], builds: [], runs: fromSource('test-run/run-checks.ts') },
  counterfoil: { needs: [], builds: ['agent'], runs: [at('agent/dist/cli/counterfoil.js')] },
  build: { needs: [], builds: built },
};

/** Some arguments ask for more or less than their command does by itself. */
function narrow(name, command, given) {
  const words = given.flatMap((word) => (word.startsWith('--') ? word.split('=', 2) : [word]));
  const option = (flag) => (words.includes(flag) ? (words[words.indexOf(flag) + 1] ?? '') : '');
  const stages = name === 'test' ? option('--only').split(',') : [];
  if (stages.length > 0 && stages.every((stage) => ['check', 'unit'].includes(stage))) return commands.check;
  // What only looks at shops that run, or ends them, needn't wait for a build.
  if (name === 'sandbox' && !['up', 'clone'].includes(given[0])) return { ...command, builds: [] };
  if (option('--erp') === 'tryton') return { ...command, needs: [...command.needs, 'tryton'] };
  return command;
}

async function prepare({ needs: groups, builds: names }) {
  if (groups.length > 0)
    await once(
      () => lacking(groups).length === 0,
      () => installPrograms(groups),
    );
  await once(hasNpmPackages, installNpmPackages);
  if (groups.includes('phpTools')) await once(hasComposerPackages, installComposerPackages);
  for (const name of names)
    await once(
      () => isBuilt(name),
      () => build(name),
    );
}

/** `npm run demo --once` gives --once to npm, and nothing to us. */
function refuseSwallowed(name) {
  const swallowed = ['once', 'orders', 'erp'].find((flag) => env[`npm_config_${flag}`] !== undefined);
  if (swallowed === undefined) return;
  throw new Stop(64, `npm took --${swallowed} for itself. Write: npm run ${name} -- --${swallowed} …`);
}

async function main([name = '', ...given]) {
  if (!Object.hasOwn(commands, name)) {
    throw new Stop(64, `Usage: node setup.mjs <${Object.keys(commands).join('|')}> [its arguments]`);
  }
  refuseSwallowed(name);
  await prepare(narrow(name, commands[name], given));
  const { runs } = commands[name];
  return runs === undefined ? 0 : handOver([...runs, ...given]);
}

passOnSignals();
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isForbidden = ['EACCES', 'EPERM', 'EROFS'].includes(error.code);
  if (!(error instanceof Stop) && !isForbidden) throw error;
  const owner = `You may not write ${error.path}. Give this folder to the user who runs the command (chown -R).`;
  say(isForbidden ? owner : error.message);
  process.exitCode = isForbidden ? 70 : error.exitCode;
}
