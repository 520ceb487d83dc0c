import { execFileSync } from 'node:child_process';
import { SandboxError } from '../../sandbox-error.ts';

/**
 * What `--erp tryton` needs from Debian 12; `apt-get install --no-install-recommends` brings the modules they depend
 * on.
 */
const trytonPackages = [
  'tryton-server',
  'tryton-proteus',
  'python3-psycopg2',
  'postgresql-15',
  'tryton-modules-sale',
  'tryton-modules-sale-amendment',
  'tryton-modules-stock-package-shipping',
  'tryton-modules-web-shop',
];

/**
 * Package → installed version, of these and of all Tryton modules. Throws, with the command to run, when some are
 * missing.
 */
export function installedPackages(): Record<string, string> {
  const listed = queryPackages(['tryton-*', ...trytonPackages]);
  const missing = trytonPackages.filter((name) => listed[name] === undefined);
  if (missing.length > 0) {
    throw new SandboxError(
      `Tryton needs Debian packages that are not installed. Run as root:\n  apt-get install -y --no-install-recommends ${missing.join(' ')}`,
    );
  }
  return listed;
}

function queryPackages(names: string[]): Record<string, string> {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own placeholders
  const text = runDpkgQuery(['-W', '-f', '${db:Status-Status} ${Package} ${Version}\n', ...names]);
  const installed: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const [status, name, version] = line.split(' ');
    if (status === 'installed' && name !== undefined && version !== undefined) installed[name] = version;
  }
  return installed;
}

/** dpkg-query ends with 1 when it doesn't know one of the names, and lists the others all the same. */
function runDpkgQuery(args: string[]): string {
  try {
    return execFileSync('dpkg-query', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch (error) {
    const { status, stdout } = error as { status?: number; stdout?: string };
    if (status === 1 && typeof stdout === 'string') return stdout;
    throw new SandboxError('dpkg-query is missing: Tryton runs in the sandbox only on Debian 12', {
      cause: error,
    });
  }
}
