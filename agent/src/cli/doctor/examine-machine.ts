import { existsSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { AgentHealth } from '../../daemon/health-file.ts';
import { backupFolder, newestBackup } from '../../daemon/keep-backups.ts';
import { DATABASE_FILE } from '../../database/open-database.ts';
import { saying } from '../saying.ts';
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
      ? ok(
          saying('what_connector'),
          saying('connector_runs', {
            version: health.version,
            process: String(health.pid),
            since: health.startedAt,
          }),
        )
      : wrong(saying('what_connector'), saying('connector_not_running'), saying('connector_start')),
    made
      ? folderFinding(folder)
      : note(
          saying('what_state_directory'),
          saying('folder_not_there', { folder }),
          saying('folder_made_later'),
        ),
    remote
      ? wrong(
          saying('what_file_system'),
          saying('disk_remote', { folder: there, kind: remote }),
          saying('disk_remote_mend'),
        )
      : ok(saying('what_file_system'), saying('disk_local')),
    free < NO_SPACE
      ? wrong(
          saying('what_free_space'),
          `${Math.floor(free / MB)} MB`,
          saying('space_mend', { folder: there }),
        )
      : free < LITTLE_SPACE
        ? note(
            saying('what_free_space'),
            `${Math.floor(free / MB)} MB`,
            saying('space_soon_mend', { folder: there }),
          )
        : ok(saying('what_free_space'), `${Math.floor(free / MB / 1024)} GB`),
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
      saying('what_state_directory'),
      saying('folder_open', { folder, mode: mode.toString(8) }),
      `chmod 700 ${folder}`,
    );
  }
  return ok(saying('what_state_directory'), folder);
}

function backupFinding(folder: string, health: AgentHealth | null, now: Date): Finding {
  const { ok, note } = findingsOf({ tenant: null, area: 'machine' });
  const newest = newestBackup(backupFolder(folder));
  const failed = health?.lastNightly?.failed ?? [];
  if (failed.length > 0)
    return note(
      saying('what_nightly'),
      saying('nightly_failed', { steps: failed.join(', ') }),
      saying('nightly_mend'),
    );
  if (!newest) return note(saying('what_backup'), saying('backup_none'), saying('backup_none_mend'));
  const age = now.getTime() - newest.getTime();
  return age > 2 * A_DAY_MS
    ? note(
        saying('what_backup'),
        saying('backup_old', { time: newest.toISOString() }),
        saying('backup_old_mend'),
      )
    : ok(saying('what_backup'), saying('backup_verified', { time: newest.toISOString() }));
}

function nearestFolder(folder: string): string {
  return existsSync(folder) || folder === dirname(folder) ? folder : nearestFolder(dirname(folder));
}
