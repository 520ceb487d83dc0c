import { spawn } from 'node:child_process';

/** Ends by itself when the process that wanted it has gone, however that ended. */
const LOOP = 'const parent = process.ppid; while (process.ppid === parent);';

/** Something else that wants a whole core, as a build or a virus scanner does, until it is let go. */
export function keepCoreBusy(): { pid: number | undefined; letGo: () => void } {
  const child = spawn(process.execPath, ['-e', LOOP], { stdio: 'ignore' });
  child.unref();
  return { pid: child.pid, letGo: () => void child.kill('SIGKILL') };
}
