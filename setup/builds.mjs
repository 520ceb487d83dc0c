import * as fs from 'node:fs';
import { hashOf, isStamped, stamp } from './stamps.mjs';
import { Stop, step } from './steps.mjs';
import { at, node24 } from './this-folder.mjs';

/** What is made from the sources: made again when they changed, and only then. */
const builds = {
  agent: {
    says: 'Building the agent',
    from: ['package-lock.json', 'tsconfig.base.json', 'shared-types', 'agent'],
    makes: 'agent/dist/cli/counterfoil.js',
    run: [node24, at('node_modules/typescript/bin/tsc'), '-b', 'shared-types', 'agent'],
  },
  screens: {
    says: 'Building the wp-admin screens (half a minute)',
    from: ['package-lock.json', 'shared-types', 'admin-ui'],
    makes: 'plugin/build/index.js',
    run: ['npm', 'run', '--silent', 'build', '--workspace', '@counterfoil/admin-ui'],
  },
};

export const isBuilt = (name) =>
  fs.existsSync(at(builds[name].makes)) && isStamped(`.cache/built-${name}`, builds[name].from);

export async function build(name) {
  const { says, from, makes, run } = builds[name];
  const hash = hashOf(from); // before the build: an edit made while it runs is built again next time
  await step(says, run, 'Mend what it names');
  if (!fs.existsSync(at(makes))) throw new Stop(70, `The build ended well, yet there is no ${makes}.`);
  stamp(`.cache/built-${name}`, hash);
}
