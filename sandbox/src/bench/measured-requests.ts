import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';

/** What the sandbox's plugin `measure.php` noted of one request. */
const measuredRequest = z.object({
  method: z.string().nullable(),
  id: z.string().nullable(),
  uri: z.string(),
  without: z.boolean(),
  /** Time inside Counterfoil's own callbacks and while its main file was loaded. */
  ownMicroseconds: z.int(),
  ownQueries: z.int(),
  requestMicroseconds: z.int(),
});

export type MeasuredRequest = z.infer<typeof measuredRequest>;

const switchFile = (instance: SandboxInstance) => join(instance.paths.dir, 'measure');
const notesFile = (instance: SandboxInstance) => join(instance.paths.dir, 'measured.jsonl');

/** From now on the shop notes each request; what was noted before is thrown away. */
export function startMeasuring(instance: SandboxInstance): void {
  rmSync(notesFile(instance), { force: true });
  writeFileSync(switchFile(instance), '');
}

export function stopMeasuring(instance: SandboxInstance): void {
  rmSync(switchFile(instance), { force: true });
}

export function readMeasured(instance: SandboxInstance): MeasuredRequest[] {
  return readFileSync(notesFile(instance), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => measuredRequest.parse(JSON.parse(line)));
}
