import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SandboxError } from '../sandbox-error.ts';

/** Where the files of one instance lie. All of it is inside `dir` and goes away with it. */
export interface InstancePaths {
  dir: string;
  record: string;
  wordpress: string;
  databaseFiles: string;
  databaseSocket: string;
  logs: string;
  run: string;
  faults: string;
  mail: string;
  agent: string;
}

/**
 * The folder that holds every instance of this user. `/var/tmp`, not the home folder: mariadbd runs as the user mysql
 * when we are root and needs every folder on the way to be traversable. `COUNTERFOIL_SANDBOX_DIR` or `--base-dir` name
 * another one.
 */
export function defaultBaseDir(environment: NodeJS.ProcessEnv = process.env): string {
  const chosen = environment['COUNTERFOIL_SANDBOX_DIR'];
  if (chosen) return chosen;
  const parent = process.platform === 'linux' ? '/var/tmp' : tmpdir();
  return join(parent, `counterfoil-${process.getuid?.() ?? 'user'}`);
}

/** Refuses a name that could leave the base folder or make socket paths too long. */
export function checkInstanceName(name: string): string {
  if (!/^[a-z0-9][a-z0-9-]{0,31}$/.test(name)) {
    throw new SandboxError(
      `--name ${JSON.stringify(name)}: use 1 to 32 of a-z, 0-9 and "-", beginning with a letter or digit, for example --name shop-2.`,
    );
  }
  return name;
}

export function instancePaths(baseDir: string, name: string): InstancePaths {
  const dir = join(baseDir, checkInstanceName(name));
  const paths: InstancePaths = {
    dir,
    record: join(dir, 'instance.json'),
    wordpress: join(dir, 'wordpress'),
    databaseFiles: join(dir, 'database'),
    databaseSocket: join(dir, 'run', 'db', 'db.sock'),
    logs: join(dir, 'logs'),
    run: join(dir, 'run'),
    faults: join(dir, 'faults'),
    mail: join(dir, 'mail.jsonl'),
    agent: join(dir, 'agent'),
  };
  // sun_path of a Unix socket holds 107 characters; a longer one fails with a message nobody understands.
  if (paths.databaseSocket.length > 107) {
    throw new SandboxError(
      `The folder ${dir} is too deep for a socket (${paths.databaseSocket.length} characters, at most 107): choose a shorter --base-dir or --name.`,
    );
  }
  return paths;
}
