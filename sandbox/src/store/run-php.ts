import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { join } from 'node:path';
import { SandboxError } from '../sandbox-error.ts';

/** The folder of what must be PHP: it runs inside WordPress, or needs an extension that Node lacks. */
export const phpDir = join(import.meta.dirname, '..', '..', 'php');

export interface PhpRun {
  /** Given to the script on standard input. */
  input?: string;
  /** `-d` settings. */
  settings?: Record<string, string>;
  env?: Record<string, string>;
  withinMs?: number;
}

/** Starts a script of `sandbox/php` (or an absolute path) with PHP's command line. */
export function startPhp(
  script: string,
  args: readonly string[],
  { settings, ...options }: Pick<PhpRun, 'settings'> & SpawnOptions,
): ChildProcess {
  const file = script.startsWith('/') ? script : join(phpDir, script);
  const all = { display_errors: 'stderr', html_errors: '0', memory_limit: '1G', ...settings };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-d', `${name}=${value}`]);
  return spawn('php', [...flags, file, ...args], options);
}

/** That PHP could not be started, and the way out. */
export function phpFailure(error: Error): SandboxError {
  return new SandboxError(
    (error as NodeJS.ErrnoException).code === 'ENOENT'
      ? "PHP's command line is missing. Install it: apt-get install php-cli php-mysql php-curl php-gd php-zip php-intl php-mbstring php-xml"
      : `PHP could not be started: ${error.message}`,
  );
}

/**
 * Runs a script of `sandbox/php` (or an absolute path) with PHP's command line.
 * @returns what the script wrote to file descriptor 3 (its result; standard output is free for what WordPress prints),
 *   and its output
 * @throws SandboxError with the script's output when it fails or takes longer than `withinMs` (default two minutes)
 */
export async function runPhp(
  script: string,
  args: readonly string[] = [],
  run: PhpRun = {},
): Promise<{ result: string; output: string }> {
  const child = startPhp(script, args, {
    ...(run.settings && { settings: run.settings }),
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...run.env },
    timeout: run.withinMs ?? 240_000,
    killSignal: 'SIGKILL',
  });
  const collect = (stream: NodeJS.ReadableStream | null | undefined) => {
    const chunks: Buffer[] = [];
    stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
    return () => Buffer.concat(chunks).toString('utf8');
  };
  const output = collect(child.stdout);
  const errors = collect(child.stderr);
  const result = collect(child.stdio[3] as NodeJS.ReadableStream);
  child.stdin?.on('error', () => {}); // A script that doesn't read its input closes the pipe; its exit code tells.
  child.stdin?.end(run.input ?? '');
  const ended = await new Promise<{ code: number | null; signal: string | null }>((resolve, reject) => {
    child.once('error', (error) => reject(phpFailure(error)));
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  if (ended.code !== 0) {
    const how = ended.signal ? `was ended by ${ended.signal}` : `ended with code ${ended.code}`;
    throw new SandboxError(`${script} ${how}:\n${`${errors()}\n${output()}`.trim().slice(-4_000)}`);
  }
  return { result: result(), output: output() + errors() };
}
