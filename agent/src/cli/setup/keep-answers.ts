import { existsSync, readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import type { SetupOptions } from './setup-options.ts';
import { writePrivateFile } from './write-config.ts';

/** By the option that gives the same answer. */
type KeptAnswers = Readonly<Record<string, string | true>>;

const shape = z.record(
  z.string().regex(/^(shop|code|tenant|environment|erp\w*)$/),
  z.union([z.string(), z.literal(true)]),
);

const draftOf = (configFile: string) => `${configFile}.draft`;

/**
 * What a person answered, until the configuration is written: setup that was ended half-way goes on from there. Never
 * the ERP's password. The code only once the shop has bound it to this key, which lies beside it: to anybody else it is
 * used up.
 */
export function openDraft(configFile: string) {
  const file = draftOf(configFile);
  let answers: KeptAnswers = {};
  return {
    keep(more: Readonly<Record<string, string | boolean | undefined>>): void {
      const given = Object.entries(more).filter(([, value]) => value !== undefined && value !== false);
      answers = { ...answers, ...(Object.fromEntries(given) as KeptAnswers) };
      writePrivateFile(file, `${JSON.stringify(answers)}\n`);
    },
    forget(): void {
      rmSync(file, { force: true });
    },
  };
}

export type Draft = ReturnType<typeof openDraft>;

/** Null: there is none, or none that can be gone on with. */
export function readDraft(configFile: string): (SetupOptions & KeptAnswers) | null {
  const file = draftOf(configFile);
  if (!existsSync(file)) return null;
  try {
    return shape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}
