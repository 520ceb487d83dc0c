/**
 * setup.mjs on a small tree of its own: its tools are stand-ins that note how they were called, so that what is proven
 * here is when it calls which, what it says, and how it ends. That the real tools do their part is seen by every run
 * of `npm test` on a new machine.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** The package that brings Node 24 to this machine. */
const node = `node_modules/node-${process.platform}-${process.arch}`;
let tree: string;

const write = (path: string, content: string) => {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), content);
};
const program = (name: string, script: string) => {
  write(`bin/${name}`, `#!/bin/sh\necho "${name} $*" >> ${tree}/calls\n${script}\n`);
  chmodSync(join(tree, 'bin', name), 0o755);
};
const calls = () => {
  try {
    return readFileSync(join(tree, 'calls'), 'utf8').trim().split('\n');
  } catch {
    return [];
  }
};

/** A prepared tree: packages as locked, Node 24, a compiler that makes the command line from the sources. */
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'counterfoil-setup-'));
  copyFileSync(join(root, 'setup.mjs'), join(tree, 'setup.mjs'));
  const packages = {
    '': {},
    'node_modules/zod': { version: '4.6.7' },
    [node]: { version: '24.21.0', optional: true },
    'node_modules/mac-only': { version: '1.0.0', optional: true },
  };
  write('package-lock.json', JSON.stringify({ packages }));
  write(
    'node_modules/.package-lock.json',
    JSON.stringify({ packages: { 'node_modules/zod': { version: '4.6.7' } } }),
  );
  mkdirSync(join(tree, 'node_modules/.bin'));
  symlinkSync(process.execPath, join(tree, 'node_modules/.bin/node'));
  write(
    'node_modules/typescript/bin/tsc',
    `const fs = require('node:fs');
     fs.appendFileSync(${JSON.stringify(join(tree, 'calls'))}, 'tsc\\n');
     const source = fs.readFileSync('agent/src/counterfoil.js', 'utf8');
     if (source.includes('WRONG')) { console.log('counterfoil.ts(1,1): error TS1: WRONG'); process.exit(2); }
     fs.mkdirSync('agent/dist/cli', { recursive: true });
     setTimeout(() => fs.writeFileSync('agent/dist/cli/counterfoil.js', source), 300);`,
  );
  write(
    'agent/src/counterfoil.js',
    'console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = 7;',
  );
});

afterEach(() => rmSync(tree, { recursive: true, force: true }));

interface Ended {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/** Starts setup.mjs with nothing in PATH but the stand-ins of the tree. */
function start(
  given: string[],
  more: NodeJS.ProcessEnv = {},
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [join(tree, 'setup.mjs'), ...given], {
    env: { PATH: join(tree, 'bin'), ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.stderr += text;
  });
  return { child, ended: once(child, 'close').then(([exitCode]) => ({ exitCode, ...said })) };
}

const setup = (...given: string[]) => start(given).ended;

test('a command gets its arguments and standard output to itself, and its exit code is handed on', async () => {
  expect(await setup('counterfoil', 'journey', '--json', '1047')).toEqual({
    exitCode: 7,
    stdout: '["journey","--json","1047"]\n',
    stderr: 'Building the agent …\n',
  });
});

test('what is built is built again only when a source changed', async () => {
  await setup('counterfoil');
  expect((await setup('counterfoil')).stderr).toBe('');
  expect(calls()).toEqual(['tsc']);
  write('agent/src/another.ts', 'export {};');
  await setup('counterfoil');
  expect(calls()).toEqual(['tsc', 'tsc']);
});

test('of two commands started at once one prepares, and the other waits and finds it done', async () => {
  const [first, second] = await Promise.all([setup('counterfoil'), setup('counterfoil')]);
  expect([first.exitCode, second.exitCode]).toEqual([7, 7]);
  expect(first.stderr + second.stderr).toContain('Another command is preparing this folder');
  expect(calls()).toEqual(['tsc']);
});

test('a build that fails shows what was wrong, says what to do, starts nothing, and is tried again', async () => {
  write('agent/src/counterfoil.js', 'WRONG');
  const { exitCode, stdout, stderr } = await setup('counterfoil');
  expect({ exitCode, stdout }).toEqual({ exitCode: 70, stdout: '' });
  expect(stderr).toContain('counterfoil.ts(1,1): error TS1: WRONG');
  expect(stderr).toContain('Mend what it names, then run the same command again.');
  await setup('counterfoil');
  expect(calls()).toEqual(['tsc', 'tsc']);
});

test('packages that differ from the lock are installed, Node among them, and no install script runs', async () => {
  const note = join(tree, 'node_modules/.package-lock.json');
  writeFileSync(note, JSON.stringify({ packages: { 'node_modules/zod': { version: '4.0.0' } } }));
  program('npm', '');
  expect((await setup('counterfoil')).exitCode).toBe(7);
  expect(calls()).toEqual(['npm ci --ignore-scripts --prefer-offline', 'tsc']);
});

test('a Node older than 24 in node_modules is not used', async () => {
  rmSync(join(tree, 'node_modules/.bin/node'));
  write('node_modules/.bin/node', '#!/bin/sh\necho v20.20.2\n');
  chmodSync(join(tree, 'node_modules/.bin/node'), 0o755);
  program('npm', '');
  mkdirSync(join(tree, node));
  const { exitCode, stderr } = await setup('counterfoil');
  expect(exitCode).toBe(70);
  expect(stderr).toContain('is not Node 24: it says v20.20.2. Remove node_modules, then try again.');
});

test('where npm left Node out in silence, the package is named with why that happens', async () => {
  rmSync(join(tree, 'node_modules/.bin/node'));
  program('npm', '');
  const { exitCode, stderr } = await setup('counterfoil');
  expect(exitCode).toBe(70);
  expect(stderr).toContain(`npm left out node-${process.platform}-${process.arch}@24.21.0`);
  expect(stderr).toContain('is not the one in package-lock.json');
  expect(stderr).toContain('omit=optional');
});

test('a machine for which the lock has no Node is told which it has, and nothing is installed', async () => {
  const packages = { '': {}, 'node_modules/node-linux-s390x': { version: '24.21.0', optional: true } };
  write('package-lock.json', JSON.stringify({ packages }));
  rmSync(join(tree, 'node_modules/.package-lock.json'));
  program('npm', '');
  const { exitCode, stderr } = await setup('counterfoil');
  expect(exitCode).toBe(69);
  expect(stderr).toContain(
    `No Node 24 for ${process.platform} on ${process.arch} is known here, only for linux on s390x.`,
  );
  expect(calls()).toEqual([]);
});

test('a failed installation names the step, what the tool said, and the log', async () => {
  rmSync(join(tree, 'node_modules/.package-lock.json'));
  program('npm', 'echo "npm error network: no answer"; exit 1');
  const { exitCode, stderr } = await setup('counterfoil');
  expect(exitCode).toBe(70);
  expect(stderr).toContain('  | npm error network: no answer');
  expect(stderr).toContain(
    `Installing npm packages (about a minute): failed, see above or ${tree}/.cache/setup.log.`,
  );
});

test('what only a person can install is named in one command, and nothing is done before', async () => {
  program('php', 'printf "8.3.1 curl mbstring"');
  const { exitCode, stderr } = await setup('sandbox', 'up');
  expect(exitCode).toBe(69);
  expect(stderr).toMatch(/^Missing on this machine: .*php8\.3-fpm, php8\.3-mysql, php8\.3-gd, php8\.3-zip/m);
  expect(stderr).not.toContain('php8.3-curl');
  expect(calls().every((call) => call.startsWith('php -r '))).toBe(true);
});

test('a PHP that is too old is named with the version that is needed', async () => {
  program('php', 'printf "8.0.30 curl"');
  const { exitCode, stderr } = await setup('check');
  expect({ exitCode, stderr }).toEqual({
    exitCode: 69,
    stderr: 'PHP 8.0.30 is too old: this command needs 8.2 or newer, first in PATH.\n',
  });
});

test('an unknown command is answered with those there are', async () => {
  const { exitCode, stderr } = await setup('tests');
  expect({ exitCode, stderr }).toEqual({
    exitCode: 64,
    stderr: expect.stringContaining('demo|sandbox|bench|test'),
  });
});

test('an option that npm took for itself is not done without', async () => {
  const { exitCode, stderr } = await start(['counterfoil'], { npm_config_once: 'true' }).ended;
  expect(exitCode).toBe(64);
  expect(stderr).toContain('npm run counterfoil -- --once');
  expect(calls()).toEqual([]);
});

test('a signal reaches the command, which ends in its own way', async () => {
  write(
    'agent/src/counterfoil.js',
    "process.on('SIGTERM', () => { console.log('cleared up'); process.exit(3); }); console.log('up'); setInterval(() => {}, 1000);",
  );
  const { child, ended } = start(['counterfoil', 'run']);
  await once(child.stdout as NodeJS.ReadableStream, 'data');
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ exitCode: 3, stdout: 'up\ncleared up\n' });
});

test('one Ctrl-C, which npm says twice, lets a step of the preparation end in its own way', async () => {
  rmSync(join(tree, 'node_modules/.package-lock.json'));
  program(
    'npm',
    `trap 'trap "" INT; kill -INT $PPID; /bin/sleep 0.1; echo undone >> ${tree}/calls; exit 130' INT\necho ready >> ${tree}/calls\nfor i in 1 2 3 4 5 6 7 8 9 10; do /bin/sleep 0.2; done`,
  );
  const { child, ended } = start(['counterfoil']);
  while (!calls().includes('ready')) await pause(20);
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ exitCode: 130, stderr: expect.stringContaining('Stopped by SIGINT.') });
  expect(calls()).toEqual(['npm ci --ignore-scripts --prefer-offline', 'ready', 'undone']);
});

test('a signal that npm alone gets reaches the command', async () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  write('package.json', JSON.stringify({ scripts }));
  write(
    'agent/src/counterfoil.js',
    `process.on('SIGTERM', () => { require('node:fs').writeFileSync('cleared-up', ''); process.exit(); });
     console.log('up'); setInterval(() => {}, 1000);`,
  );
  const npm = spawn('npm', ['run', '-s', 'counterfoil', '--', 'run'], {
    cwd: tree,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const closed = once(npm.stdout, 'close'); // by npm and all that it started
  await once(npm.stdout, 'data');
  npm.kill('SIGTERM');
  await closed;
  expect(existsSync(join(tree, 'cleared-up'))).toBe(true);
});

test('a sandbox is taken down without building anything first', async () => {
  program('php', 'printf "8.3.1 mysqli curl gd zip intl mbstring dom bcmath"');
  for (const name of ['mariadbd', 'mariadb-install-db', 'nginx', 'php-fpm8.3']) program(name, '');
  write('sandbox/src/cli/sandbox.ts', 'console.log(process.argv[2]);');
  expect(await setup('sandbox', 'down')).toEqual({ exitCode: 0, stdout: 'down\n', stderr: '' });
});
