import { z } from 'zod';
import type { CommandRun } from './part.ts';

const report = z.object({
  wordpress: z.string(),
  woocommerce: z.string(),
  erp: z.object({ kind: z.string(), version: z.string() }),
  orders: z.int(),
  delivered: z.int(),
  doubled: z.int(),
  missing: z.int(),
  differing: z.int(),
  latencyMs: z.object({ p50: z.number(), p99: z.number() }).nullable(),
});

export type DemoReport = z.infer<typeof report>;

/** The figures of `demo --once --json`: the last line of what it printed. Null: it came to none. */
export function readDemo({ output }: Pick<CommandRun, 'output'>): DemoReport | null {
  for (const line of output.trimEnd().split('\n').toReversed()) {
    if (!line.startsWith('{')) continue;
    try {
      return report.parse(JSON.parse(line));
    } catch {
      return null; // Broken off in the middle of it.
    }
  }
  return null;
}

/** Whether each of so many orders is in the ERP once, to the cent. */
export function isWhole(demo: DemoReport | null, { exitCode }: CommandRun, orders: number): boolean {
  return exitCode === 0 && demo !== null && demo.orders === orders && demo.delivered === orders;
}

export const DEMO_HEAD = ['orders', 'once in the ERP', 'doubled', 'missing', 'differing'] as const;

export function demoCells(demo: DemoReport | null): string[] {
  if (demo === null) return DEMO_HEAD.map(() => '?');
  const { orders, delivered, doubled, missing, differing } = demo;
  return [orders, delivered, doubled, missing, differing].map(String);
}
