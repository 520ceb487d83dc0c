import { SandboxError } from '../sandbox-error.ts';

/** Whether the disk was full, in our own words or in those of a program that we started. */
export function isDiskFull(error: unknown): error is Error {
  return error instanceof Error && /ENOSPC|No space left on device/.test(error.message);
}

export function diskFull(baseDir: string, cause: Error): SandboxError {
  return new SandboxError(
    `No space left in ${baseDir}: a shop takes about 300 MB there (100 MB where the cache is on the same disk). Free some, or name another folder with --base-dir.`,
    { cause },
  );
}
