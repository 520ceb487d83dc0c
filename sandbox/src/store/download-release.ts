import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SandboxError } from '../sandbox-error.ts';
import { dropAbandoned } from './drop-abandoned.ts';
import { runPhp } from './run-php.ts';

/** WordPress.org's addresses; a test puts its own server here. */
export interface DownloadSite {
  downloads: string;
  api: string;
}

export const wordPressOrg: DownloadSite = {
  downloads: 'https://downloads.wordpress.org',
  api: 'https://api.wordpress.org',
};

/** The site could not be reached or gave no answer in time: the caller may go on without it. */
export class SiteUnreachable extends SandboxError {
  override name = 'SiteUnreachable';
}

const ANSWER_WITHIN_MS = 10_000;
const ZIP_WITHIN_MS = 180_000;

async function request(url: string, withinMs: number): Promise<Response> {
  try {
    return await fetch(url, { signal: AbortSignal.timeout(withinMs), redirect: 'follow' });
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    throw new SiteUnreachable(
      `${url} could not be reached (${cause instanceof Error ? cause.message : String(cause)}).`,
      { cause: error },
    );
  }
}

async function download(url: string): Promise<Buffer> {
  const response = await request(url, ZIP_WITHIN_MS);
  if (response.status === 404)
    throw new SandboxError(`${url} answered 404: there is no release of this version.`);
  if (!response.ok) throw new SiteUnreachable(`${url} answered ${response.status}.`);
  try {
    return Buffer.from(await response.arrayBuffer());
  } catch (error) {
    throw new SiteUnreachable(
      `${url} broke off: ${error instanceof Error ? error.message : String(error)}.`,
      { cause: error },
    );
  }
}

/** Compares with the SHA-1 the site publishes beside each WordPress zip; a site without one is said, not hidden. */
async function checkZip(url: string, zip: Buffer, progress: (line: string) => void): Promise<void> {
  const response = await request(`${url}.sha1`, ANSWER_WITHIN_MS);
  if (!response.ok) {
    progress(`No checksum is offered for ${url}; using the file as it came over HTTPS.`);
    return;
  }
  const published = (await response.text()).trim().slice(0, 40).toLowerCase();
  const found = createHash('sha1').update(zip).digest('hex');
  if (published !== found) {
    throw new SandboxError(
      `${url} has SHA-1 ${found}, the site publishes ${published}: the download is damaged. Try again.`,
    );
  }
}

/** The newest released version, as the site names it. */
export async function askNewestVersion(
  site: DownloadSite,
  product: 'wordpress' | 'woocommerce',
): Promise<string> {
  const url =
    product === 'wordpress'
      ? `${site.api}/core/version-check/1.7/`
      : `${site.api}/plugins/info/1.2/?action=plugin_information&request[slug]=woocommerce`;
  const response = await request(url, ANSWER_WITHIN_MS);
  if (!response.ok) throw new SiteUnreachable(`${url} answered ${response.status}.`);
  let body: { version?: unknown; offers?: { version?: unknown }[] };
  try {
    body = JSON.parse(await response.text()) as typeof body;
  } catch (error) {
    // A hotel's log-in page, a proxy's notice.
    throw new SiteUnreachable(`${url} answered something else than WordPress.org does.`, { cause: error });
  }
  const version = product === 'wordpress' ? body.offers?.[0]?.version : body.version;
  if (typeof version !== 'string') throw new SandboxError(`${url} named no version of ${product}.`);
  return version;
}

/**
 * Fetches a release into the cache. The folder appears under its final name only when it is whole.
 * @returns the folder `<cacheDir>/<product>-<version>`
 * @throws SiteUnreachable when the site doesn't answer, SandboxError when it answers something else than the release
 */
export async function downloadRelease(
  site: DownloadSite,
  cacheDir: string,
  product: 'wordpress' | 'woocommerce',
  version: string,
  progress: (line: string) => void,
): Promise<string> {
  const url =
    product === 'wordpress'
      ? `${site.downloads}/release/wordpress-${version}.zip`
      : `${site.downloads}/plugin/woocommerce.${version}.zip`;
  progress(`Fetching ${url} …`);
  const zip = await download(url);
  await checkZip(url, zip, progress);
  mkdirSync(cacheDir, { recursive: true });
  dropAbandoned(cacheDir, '.unpack-');
  const unfinished = mkdtempSync(join(cacheDir, `.unpack-${product}-`));
  try {
    const file = join(unfinished, 'release.zip');
    writeFileSync(file, zip);
    await runPhp('unpack-zip.php', [file, unfinished]);
    const target = join(cacheDir, `${product}-${version}`);
    try {
      renameSync(join(unfinished, product), target);
    } catch (error) {
      // Another process finished the same release first: its folder is as good.
      if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
    return target;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}
