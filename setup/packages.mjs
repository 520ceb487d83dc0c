import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { hashOf, isStamped, stamp } from './stamps.mjs';
import { Stop, step } from './steps.mjs';
import { at, node24 } from './this-folder.mjs';

const readJson = (file) => JSON.parse(fs.readFileSync(at(file), 'utf8'));
const majorOfNode24 = () =>
  Number.parseInt(spawnSync(node24, ['-v'], { encoding: 'utf8' }).stdout?.slice(1), 10);

/** Whether node_modules holds what the lock says, by npm's own note of what it installed, and Node 24 runs. */
export function hasNpmPackages() {
  if (!fs.existsSync(at('node_modules/.package-lock.json'))) return false;
  const installed = readJson('node_modules/.package-lock.json').packages;
  const isAsLocked = ([path, { version, link, optional }]) =>
    !path.includes('node_modules/') ||
    link ||
    (installed[path] ? installed[path].version === version : optional);
  return Object.entries(readJson('package-lock.json').packages).every(isAsLocked) && majorOfNode24() >= 24;
}

export async function installNpmPackages() {
  // No package's install script runs but that of `node`, which lays Node 24 down.
  await step('Installing npm packages (about a minute)', [
    'npm',
    'ci',
    '--ignore-scripts',
    '--prefer-offline',
  ]);
  await step('Setting up Node 24', ['npm', 'rebuild', 'node']);
  if (!(majorOfNode24() >= 24))
    throw new Stop(70, `${node24} is not Node 24. Remove node_modules, then try again.`);
}

const composerStamp = 'plugin/vendor/.installed-for';
export const hasComposerPackages = () => isStamped(composerStamp, ['plugin/composer.json']);

export async function installComposerPackages() {
  const update = ['composer', 'update', '--no-interaction', '--no-progress', '--no-ansi', '--working-dir'];
  await step("Installing the plugin's test tools with Composer", [...update, at('plugin')]);
  stamp(composerStamp, hashOf(['plugin/composer.json']));
}
