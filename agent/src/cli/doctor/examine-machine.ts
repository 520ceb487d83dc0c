import { existsSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { AgentHealth } from '../../daemon/health-file.ts';
import { backupFolder, newestBackup } from '../../daemon/keep-backups.ts';
import { DATABASE_FILE } from '../../database/open-database.ts';
import { type Finding, findingsOf } from './finding.ts';

const MB = 1024 * 1024;
/** A busy month of orders; below it, backups begin to fail. */
const LITTLE_SPACE = 1024 * MB;
const NO_SPACE = 100 * MB;

/** File systems on other machines lie about locks: statfs(2)'s magic numbers of NFS, SMB, CIFS, SMB2 and FUSE. */
const REMOTE: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x65735546, 'FUSE'],
]);

const A_DAY_MS = 24 * 60 * 60_000;

/** @param health of the running agent; null: none runs */
export function examineMachine(folder: string, health: AgentHealth | null, now: Date): Finding[] {
  const { ok, note, wrong } = findingsOf({ tenant: null, area: 'machine' });
  const there = nearestFolder(folder);
  const space = statfsSync(there);
  const free = space.bavail * space.bsize;
  const remote = REMOTE.get(space.type);
  const made = existsSync(folder);
  const findings = [
    health
      ? ok('connector', `version ${health.version} runs as process ${health.pid} since ${health.startedAt}`)
      : wrong('connector', 'does not run', 'Start it: systemctl start counterfoil, or counterfoil run'),
    made
      ? folderFinding(folder)
      : note('state directory', `${folder} is not there yet`, 'The connector makes it at its first start.'),
    remote
      ? wrong(
          'file system',
          `${there} is on ${remote}`,
          'Set agent.stateDirectory to a folder on a local disk.',
        )
      : ok('file system', 'a local disk'),
    free < NO_SPACE
      ? wrong('free space', `${Math.floor(free / MB)} MB`, `Make room on the disk of ${there}.`)
      : free < LITTLE_SPACE
        ? note('free space', `${Math.floor(free / MB)} MB`, `Make room on the disk of ${there} soon.`)
        : ok('free space', `${Math.floor(free / MB / 1024)} GB`),
  ];
  return made && existsSync(join(folder, DATABASE_FILE))
    ? [...findings, backupFinding(folder, health, now)]
    : findings;
}

function folderFinding(folder: string): Finding {
  const { ok, note } = findingsOf({ tenant: null, area: 'machine' });
  const mode = statSync(folder).mode & 0o777;
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    return note(
      'state directory',
      `${folder} has mode ${mode.toString(8)}: others may look in`,
      `chmod 700 ${folder}`,
    );
  }
  return ok('state directory', folder);
}

function backupFinding(folder: string, health: AgentHealth | null, now: Date): Finding {
  const { ok, note } = findingsOf({ tenant: null, area: 'machine' });
  const newest = newestBackup(backupFolder(folder));
  const failed = health?.lastNightly?.failed ?? [];
  if (failed.length > 0)
    return note('nightly work', `failed: ${failed.join(', ')}`, 'The log says why; it is tried again.');
  if (!newest) return note('backup', 'none yet', 'The first one is made within minutes of the start.');
  const age = now.getTime() - newest.getTime();
  return age > 2 * A_DAY_MS
    ? note(
        'backup',
        `the newest is of ${newest.toISOString()}`,
        'Let the connector run for some minutes; the log says why if it fails.',
      )
    : ok('backup', `verified, of ${newest.toISOString()}`);
}

function nearestFolder(folder: string): string {
  return existsSync(folder) || folder === dirname(folder) ? folder : nearestFolder(dirname(folder));
}
