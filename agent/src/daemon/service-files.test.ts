import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { EXIT } from '../cli/exit-codes.ts';

const repository = join(import.meta.dirname, '..', '..', '..');
const unitFile = join(repository, 'agent/systemd/counterfoil.service');
const unit = readFileSync(unitFile, 'utf8');
const composeFile = join(repository, 'docker-compose.yml');
const has = (program: string) => spawnSync(program, ['--version']).status === 0;

const settings = (name: string) =>
  [...unit.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map((match) => match[1] ?? '');

describe('the systemd unit', () => {
  test('starts what the build makes, with its configuration from the credentials', () => {
    expect(settings('ExecStart')).toEqual([
      '/opt/counterfoil/node_modules/.bin/node /opt/counterfoil/agent/dist/cli/counterfoil.js run --config %d/counterfoil.yaml',
    ]);
    expect(settings('LoadCredential')).toEqual([
      'counterfoil.yaml:/etc/counterfoil/counterfoil.yaml',
      'keys:/etc/counterfoil/keys',
    ]);
  });

  test('is not started again where only a person can mend it', () => {
    expect(settings('RestartPreventExitStatus')).toEqual([`${EXIT.usage} ${EXIT.config}`]);
  });

  test.runIf(has('systemd-analyze'))('is hardened: systemd itself finds little exposed', () => {
    const { stdout } = spawnSync('systemd-analyze', ['security', '--offline=yes', unitFile], {
      encoding: 'utf8',
    });
    const exposure = /Overall exposure level for counterfoil\.service: ([\d.]+)/.exec(stdout)?.[1];
    expect(Number(exposure)).toBeLessThanOrEqual(1.5);
  });

  test.runIf(has('systemd-analyze'))('is understood by systemd, line by line', () => {
    const { stderr } = spawnSync('systemd-analyze', ['verify', unitFile], { encoding: 'utf8' });
    // Where Counterfoil is not installed its program is missing; everything else would be a mistake of the unit.
    const mistakes = stderr
      .split('\n')
      .filter((line) => line.includes('counterfoil') && !line.includes('is not executable'));
    expect(mistakes).toEqual([]);
  });
});

describe('the compose file', () => {
  const { services } = parse(readFileSync(composeFile, 'utf8')) as {
    services: Record<string, { entrypoint: string[] }>;
  };

  test('has what every version of compose reads: no version, no name', () => {
    expect(Object.keys(parse(readFileSync(composeFile, 'utf8')) as object)).toEqual(['services', 'volumes']);
    expect(services['counterfoil']?.entrypoint).toEqual(['node', 'agent/dist/cli/counterfoil.js']);
  });

  test.runIf(has('docker-compose'))('is understood by docker-compose', () => {
    const { status, stderr } = spawnSync('docker-compose', ['-f', composeFile, 'config', '--quiet'], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
