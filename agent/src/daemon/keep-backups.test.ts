import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OpenDatabase, openDatabase } from '../database/open-database.ts';
import { backUpDatabase, newestBackup } from './keep-backups.ts';

let folder: string;
let open: OpenDatabase;
const night = (day: number) => new Date(Date.UTC(2026, 10, day, 3, 17));

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'counterfoil-backup-'));
  open = await openDatabase({ folder: join(folder, 'state'), now: () => night(1) });
  await open.database
    .insertInto('tenants')
    .values({ tenant: 'acme' } as never)
    .execute();
});
afterEach(async () => {
  await open.close();
  rmSync(folder, { recursive: true });
});

test('a backup is one verified file, for its owner only, with what the database held', async () => {
  const file = await backUpDatabase(open, join(folder, 'backups'), 7, night(23));
  expect(readdirSync(join(folder, 'backups'))).toEqual(['counterfoil-20261123T031700Z.sqlite']);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(newestBackup(join(folder, 'backups'))).toEqual(night(23));
});

test('only the newest are kept', async () => {
  for (const day of [20, 21, 22, 23]) await backUpDatabase(open, folder, 2, night(day));
  expect(readdirSync(folder).filter((name) => name.endsWith('.sqlite'))).toEqual([
    'counterfoil-20261122T031700Z.sqlite',
    'counterfoil-20261123T031700Z.sqlite',
  ]);
});

test('a copy that is damaged is no backup, and the one before it stays', async () => {
  await backUpDatabase(open, folder, 1, night(22));
  const damaged = {
    async backUp(file: string) {
      await open.backUp(file);
      const page = Buffer.alloc(4096, 0xff);
      writeFileSync(file, page, { flag: 'r+' });
      writeFileSync(file, Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(20_000, 0xee)]), {
        flag: 'r+',
      });
    },
  };
  await expect(backUpDatabase(damaged, folder, 1, night(23))).rejects.toThrow();
  expect(newestBackup(folder)).toEqual(night(22));
  expect(readdirSync(folder).filter((name) => name.includes('unverified'))).toEqual([]);
});

test('no folder means no backup', () => {
  expect(newestBackup('/nowhere/at/all')).toBeNull();
});
