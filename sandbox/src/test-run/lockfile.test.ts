import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';

const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        link: z.boolean().optional(),
        resolved: z.string().optional(),
        integrity: z.string().optional(),
        version: z.string().optional(),
        os: z.array(z.string()).optional(),
        cpu: z.array(z.string()).optional(),
        libc: z.array(z.string()).optional(),
        optionalDependencies: z.record(z.string(), z.string()).optional(),
      }),
    ),
  })
  .parse(
    JSON.parse(readFileSync(fileURLToPath(new URL('../../../package-lock.json', import.meta.url)), 'utf8')),
  );

/** Where a package finds another: in its own node_modules, then in each one above. */
function resolve(from: string, name: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const candidate = `${folder}${folder === '' ? '' : '/'}node_modules/${name}`;
    if (candidate in lock.packages) return candidate;
    if (folder === '') return undefined;
  }
}

// npm leaves a package for another platform out of the lock where a registry does not offer it, and then refuses, as
// `npm ci`, the lock it wrote itself. Whoever adds a package on such a machine sees it here.
test('the lock names every optional package, for other platforms too, without which `npm ci` refuses it', () => {
  const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => resolve(path, name) === undefined),
  );
  expect(missing).toEqual([]);
});

test("the lock holds no registry's address, so that everyone installs from the registry that npm is set to", () => {
  const withAddress = Object.entries(lock.packages).filter(
    ([, { link, resolved }]) => !link && resolved !== undefined,
  );
  expect(withAddress).toEqual([]);
});

/** Whether npm installs it on a machine for which there is a Node here: Linux with glibc. */
const isForOurs = ({ os, cpu, libc }: (typeof lock.packages)[string]) =>
  (os?.includes('linux') ?? true) &&
  (cpu?.some((one) => ['x64', 'arm64'].includes(one)) ?? true) &&
  (libc?.includes('glibc') ?? true);

test('whatever npm installs is compared with a checksum of the lock', () => {
  const without = Object.entries(lock.packages)
    .filter(([path, one]) => path.includes('node_modules/') && !one.link && isForOurs(one))
    .filter(([, { integrity }]) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ''))
    .map(([path]) => path);
  expect(without).toEqual([]);
});

test('the Node that runs is itself such a package, for each processor that Linux runs on, of one version', () => {
  const nodes = ['x64', 'arm64'].map((arch) => lock.packages[`node_modules/node-linux-${arch}`]);
  expect(nodes.map((one) => [one?.os, one?.cpu])).toEqual([
    [['linux'], ['x64']],
    [['linux'], ['arm64']],
  ]);
  expect(new Set(nodes.map((one) => one?.version)).size).toBe(1);
  // npm's package `node` fetches it by an install script, past the lock.
  expect(lock.packages).not.toHaveProperty(['node_modules/node']);
});
