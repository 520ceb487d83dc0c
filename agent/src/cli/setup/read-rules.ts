import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkRules } from '../../daemon/config/read-config.ts';
import { CommandFailure } from '../command-failure.ts';
import { EXIT } from '../exit-codes.ts';
import { saying } from '../saying.ts';

/** The rules that `--mapping` names, as they are written. @throws {ConfigError} naming every mistake with its line */
export function readRules(path: string): string {
  const file = resolve(path);
  const text = readText(file);
  checkRules(text, file);
  // They become a part of the configuration, where a line that begins or ends a document has no place.
  return text.replace(/^(?:---|\.\.\.)[ \t\r]*$/gm, '');
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): CommandFailure {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return new CommandFailure(
    EXIT.config,
    'rules_unreadable',
    reason === 'ENOENT' ? saying('rules_absent', { file }) : saying('rules_unreadable', { file, reason }),
    saying('rules_unreadable_out'),
  );
}
