// Prepares this machine for one of Counterfoil's commands and hands over to it. Runs on Node 20, before anything is
// installed, with nothing but Node's own modules; what it starts then runs on the Node 24 that npm installs.
//
//   node setup.mjs <demo|sandbox|bench|test|check|prove|simulate|counterfoil|build> [arguments of that command]
//
// Everything it says goes to standard error: standard output belongs to the command it hands over to.
// Its exit code is that command's own, or, where the preparation ended before it began:
//   64  unknown command
//   69  something is missing that only a person can install: the one command that does it is printed
//   70  a step of the preparation failed: its last lines and its whole log are named
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import { constants as osConstants } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));
const at = (...parts) => join(root, ...parts);
const node24 = at('node_modules/.bin/node');
// It comes as a package of the lock, one for each kind of machine, so npm compares it with the lock's checksum.
const nodePackage = `node-${process.platform}-${process.arch}`;
const env = { ...process.env, PATH: `${at('node_modules/.bin')}${delimiter}${process.env.PATH}` };

// ---- What each command needs, and what it hands over to ---------------------------------------------------

const fromSource = (file) => ['--conditions=counterfoil-source', at('sandbox/src', file)];
const built = ['agent', 'screens'];
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
  prove: { needs: [], builds: [], runs: fromSource('prove/run-prove.ts') }, // What it starts prepares itself.
  simulate: {
    needs: [],
    builds: [],
    runs: ['--conditions=counterfoil-source', at('agent/simulation/simulate.ts')],
  },
  counterfoil: { needs: [], builds: ['agent'], runs: [at('agent/dist/cli/counterfoil.js')] },
  build: { needs: [], builds: built },
};

const python = '/usr/lib/python3/dist-packages';
const tryton =
  'sale sale-amendment sale-history sale-shipment-cost stock-package-shipping web-shop account-invoice-stock';

/** Debian package → whether what it brings is there, wherever it came from. */
const needs = {
  store: (php) => ({
    'mariadb-server': isProgram('mariadbd') && isProgram('mariadb-install-db'),
    nginx: isProgram('nginx'),
    [`php${php.version}-fpm`]: isProgram(`php-fpm${php.version}`),
    ...php.extensions('mysql', 'curl', 'gd', 'zip', 'intl', 'mbstring', 'xml', 'bcmath'),
  }),
  tryton: () => ({
    'tryton-server': isProgram('trytond'),
    'tryton-proteus': fs.existsSync(join(python, 'proteus')),
    'python3-psycopg2': fs.existsSync(join(python, 'psycopg2')),
    ...Object.fromEntries(
      tryton
        .split(' ')
        .map((module) => [
          `tryton-modules-${module}`,
          fs.existsSync(join(python, 'trytond/modules', module.replaceAll('-', '_'))),
        ]),
    ),
    postgresql: listed('/usr/lib/postgresql').some((v) =>
      fs.existsSync(`/usr/lib/postgresql/${v}/bin/initdb`),
    ),
  }),
  browser: () => ({ chromium: isProgram('chromium') }),
  phpTools: (php) => ({
    composer: isProgram('composer'),
    unzip: isProgram('unzip'),
    ...php.extensions('curl', 'mbstring', 'xml'),
  }),
};

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

// ---- Programs of the system -------------------------------------------------------------------------------

const listed = (folder) => (fs.existsSync(folder) ? fs.readdirSync(folder) : []);
const isProgram = (name) =>
  [...process.env.PATH.split(delimiter), '/usr/sbin'].some((folder) => fs.existsSync(join(folder, name)));

/** PHP's major.minor ('' where there is none yet: Debian's packages without a number bring its own) and extensions. */
function askPhp() {
  const code = 'echo PHP_VERSION, " ", implode(" ", get_loaded_extensions());';
  const { status, stdout } = spawnSync('php', ['-r', code], { encoding: 'utf8' });
  const [full = '', ...loaded] = status === 0 ? stdout.split(' ') : [];
  const version = full.split('.').slice(0, 2).join('.');
  const isLoaded = (name) => loaded.includes({ mysql: 'mysqli', xml: 'dom' }[name] ?? name);
  const extensions = (...names) =>
    Object.fromEntries(names.map((name) => [`php${version}-${name}`, isLoaded(name)]));
  return { full, version, extensions };
}

/** The Debian packages that the groups need and that nothing on this machine stands for. */
function lacking(groups) {
  const php = askPhp();
  // The plugin runs on 8.1; its test tools (PHPUnit 11) want 8.2.
  const least = groups.includes('phpTools') ? 8.2 : 8.1;
  if (php.full !== '' && Number.parseFloat(php.version) < least) {
    throw new Stop(69, `PHP ${php.full} is too old: this command needs ${least} or newer, first in PATH.`);
  }
  const wanted = Object.assign({ 'php-cli': php.full !== '' }, ...groups.map((group) => needs[group](php)));
  return Object.keys(wanted).filter((name) => !wanted[name]);
}

async function installPrograms(groups) {
  const missing = lacking(groups);
  if (!isProgram('apt-get') || process.getuid() !== 0) {
    const line = `apt-get update && apt-get install -y --no-install-recommends ${missing.join(' ')}`;
    const wayOut = isProgram('apt-get')
      ? `Run this once, then the same command again:\n\n  sudo sh -c '${line}'\n`
      : 'These are the names in Debian. Install what your system calls them, then run the same command again.';
    throw new Stop(69, `Missing on this machine: ${missing.join(', ')}.\n${wayOut}`);
  }
  // The sandbox starts these programs in folders of its own. Debian would start each as a service, too: a
  // policy-rc.d that says no keeps it from that, and `disable` keeps the service from coming up with the machine.
  const policy = '/usr/sbin/policy-rc.d';
  const isOurs = !fs.existsSync(policy);
  if (isOurs) fs.writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  const apt = [
    'apt-get',
    '-q',
    '-y',
    '-o',
    'DPkg::Lock::Timeout=900',
    '-o',
    'Dpkg::Options::=--force-confold',
  ];
  try {
    await step('Refreshing the list of Debian packages', [...apt, 'update']);
    await step(`Installing ${missing.join(', ')}`, [
      ...apt,
      'install',
      '--no-install-recommends',
      ...missing,
    ]);
  } finally {
    if (isOurs) fs.rmSync(policy);
  }
  const services = ['mariadb', 'nginx', 'postgresql', 'tryton-server', `php${askPhp().version}-fpm`];
  const ours = services.filter((service) => missing.some((name) => name.startsWith(service)));
  if (fs.existsSync('/run/systemd/system') && ours.length > 0) {
    await step(`Keeping ${ours.join(', ')} from starting by itself`, ['systemctl', 'disable', ...ours]);
  }
  const still = lacking(groups);
  if (still.length > 0) {
    const why = "Is the php in PATH another one than Debian's?";
    throw new Stop(70, `Installed, yet still not found: ${still.join(', ')}. ${why}`);
  }
}

// ---- Packages of npm and Composer -------------------------------------------------------------------------

const readJson = (file) => JSON.parse(fs.readFileSync(at(file), 'utf8'));
const sayingOfNode24 = () => spawnSync(node24, ['-v'], { encoding: 'utf8' }).stdout?.trim() ?? '';
const isNode24 = () => Number.parseInt(sayingOfNode24().slice(1), 10) >= 24;

/** Whether node_modules holds what the lock says, by npm's own note of what it installed, and Node 24 runs. */
function hasNpmPackages() {
  if (!fs.existsSync(at('node_modules/.package-lock.json'))) return false;
  const installed = readJson('node_modules/.package-lock.json').packages;
  const isAsLocked = ([path, { version, link, optional }]) =>
    !path.includes('node_modules/') ||
    link ||
    (installed[path] ? installed[path].version === version : optional);
  return Object.entries(readJson('package-lock.json').packages).every(isAsLocked) && isNode24();
}

async function installNpmPackages() {
  const locked = readJson('package-lock.json').packages;
  const { version } = locked[`node_modules/${nodePackage}`] ?? refuseMachine(Object.keys(locked));
  const options = ['--ignore-scripts', '--prefer-offline'];
  await step('Installing npm packages (about a minute)', ['npm', 'ci', ...options]);
  if (isNode24()) return;
  if (fs.existsSync(at('node_modules', nodePackage))) {
    const said = sayingOfNode24() || 'nothing (it needs glibc, which Alpine Linux has not)';
    throw new Stop(70, `${node24} is not Node 24: it says ${said}. Remove node_modules, then try again.`);
  }
  // What is optional npm leaves out without a word.
  const why = `Either it could not be fetched, or its checksum is not the one in package-lock.json, or npm is told
to leave such packages out (omit=optional in .npmrc, NPM_CONFIG_OMIT).`;
  throw new Stop(70, `npm left out ${nodePackage}@${version}, the Node that runs all of this.\n${why}`);
}

function refuseMachine(locked) {
  const known = locked.flatMap(
    (path) => /^node_modules\/node-([a-z0-9]+)-([a-z0-9]+)$/.exec(path)?.slice(1, 3).join(' on ') ?? [],
  );
  const { platform, arch } = process;
  const wayOut = 'Run this on such a machine, or in a container or virtual machine of that kind.';
  throw new Stop(
    69,
    `No Node 24 for ${platform} on ${arch} is known here, only for ${known.join(', ')}.\n${wayOut}`,
  );
}

const composerStamp = 'plugin/vendor/.installed-for';
const hasComposerPackages = () => isStamped(composerStamp, ['plugin/composer.json']);

async function installComposerPackages() {
  const update = ['composer', 'update', '--no-interaction', '--no-progress', '--no-ansi', '--working-dir'];
  await step("Installing the plugin's test tools with Composer", [...update, at('plugin')]);
  stamp(composerStamp, hashOf(['plugin/composer.json']));
}

// ---- Builds ------------------------------------------------------------------------------------------------

/** SHA-256 over the names and contents of files and folders, without what is made or installed. */
function hashOf(paths) {
  const hash = createHash('sha256');
  const add = (path) => {
    if (/(^|\/)(node_modules|dist|dist-types|\.[^/]*)$/.test(path) || !fs.existsSync(at(path))) return;
    if (fs.statSync(at(path)).isDirectory()) {
      for (const name of fs.readdirSync(at(path)).sort()) add(`${path}/${name}`);
    } else {
      const content = fs.readFileSync(at(path));
      hash.update(`${path}\0${content.length}\0`).update(content);
    }
  };
  for (const path of paths) add(path);
  return hash.digest('hex');
}

const stamp = (file, hash) => fs.writeFileSync(at(file), hash);
const isStamped = (file, paths) =>
  fs.existsSync(at(file)) && fs.readFileSync(at(file), 'utf8') === hashOf(paths);
const isBuilt = (name) =>
  fs.existsSync(at(builds[name].makes)) && isStamped(`.cache/built-${name}`, builds[name].from);

async function build(name) {
  const { says, from, makes, run } = builds[name];
  const hash = hashOf(from); // before the build: an edit made while it runs is built again next time
  await step(says, run, 'Mend what it names');
  if (!fs.existsSync(at(makes))) throw new Stop(70, `The build ended well, yet there is no ${makes}.`);
  stamp(`.cache/built-${name}`, hash);
}

// ---- Running things ----------------------------------------------------------------------------------------

class Stop extends Error {
  constructor(exitCode, message) {
    super(message);
    this.exitCode = exitCode;
  }
}

const say = (line) => process.stderr.write(`${line}\n`);
let running; // the child that a signal is passed on to
let signalled; // the first signal that came, if any
let signalledAt;
let isPreparing = true; // false once the command itself runs

/** Does a step unless it is done already. One at a time in this folder: who waited finds it done by the other. */
async function once(isDone, work) {
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

/**
 * One step of the preparation, its output in a log: says that it began, that it goes on, and what to do if it fails.
 */
async function step(says, [program, ...given], wayOut = 'Most often it is the network') {
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

/** `npm run demo --once` gives --once to npm, and nothing to us. */
function refuseSwallowed(name) {
  const swallowed = ['once', 'orders', 'erp', 'seeds', 'from', 'bug', 'runs', 'write'].find(
    (flag) => env[`npm_config_${flag}`] !== undefined,
  );
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
  isPreparing = false;
  return runs === undefined ? 0 : run(node24, [...runs, ...given], { stdio: 'inherit', env });
}

/**
 * One Ctrl-C under npm arrives twice, from the terminal and from npm; killing apt at once would leave dpkg half done.
 */
const SAME_WISH_MS = 500;

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

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isForbidden = ['EACCES', 'EPERM', 'EROFS'].includes(error.code);
  if (!(error instanceof Stop) && !isForbidden) throw error;
  const owner = `You may not write ${error.path}. Give this folder to the user who runs the command (chown -R).`;
  say(isForbidden ? owner : error.message);
  process.exitCode = isForbidden ? 70 : error.exitCode;
}
