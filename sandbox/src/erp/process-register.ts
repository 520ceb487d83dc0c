import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ErpProcess } from './find-process.ts';

const shape = z.array(z.object({ pid: z.int(), name: z.string(), start: z.string() }));

function fileOf(dir: string): string {
  return join(dir, 'processes.json');
}

/** The processes noted in an ERP's folder, also by a start that was interrupted, in the order they were started. */
export function readProcesses(dir: string): ErpProcess[] {
  return existsSync(fileOf(dir)) ? shape.parse(JSON.parse(readFileSync(fileOf(dir), 'utf8'))) : [];
}

/** Notes a process the moment it runs; an older one of the same name is replaced. */
export function writeProcess(dir: string, started: ErpProcess): void {
  const others = readProcesses(dir).filter((one) => one.name !== started.name);
  writeFileSync(`${fileOf(dir)}.new`, JSON.stringify([...others, started]), { mode: 0o600 });
  renameSync(`${fileOf(dir)}.new`, fileOf(dir));
}
