import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, rmdirSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { startSandbox } from '../start-sandbox.ts';
import { makeTestFolder } from '../test-run/test-folder.ts';

const baseDir = makeTestFolder('full');
/** Only root may, and not in every container. */
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', baseDir]).status === 0;
if (mounted) chmodSync(baseDir, 0o711);

afterAll(() => {
  if (mounted) spawnSync('umount', [baseDir]);
  rmdirSync(baseDir);
});

test.skipIf(!mounted)('a start on a full disk says so and leaves nothing behind', async () => {
  await expect(startSandbox({ baseDir, name: 'full' })).rejects.toThrow(
    `No space left in ${baseDir}: a shop takes about 300 MB there`,
  );
  expect(readdirSync(baseDir)).toEqual([]);
});
