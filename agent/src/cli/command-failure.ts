import { ErpError } from '../adapters/erp-errors.ts';
import { ConfigError } from '../daemon/config/config-error.ts';
import { SecretError } from '../daemon/config/read-secret.ts';
import { DatabaseError } from '../database/database-error.ts';
import { StoreError } from '../store-api/store-errors.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { explainMistakes } from './explain-mistakes.ts';
import { type Sayings, speak } from './say.ts';
import { ownWords, type Said, saying } from './saying.ts';

const ENGLISH = speak('en');

/** A command ends with this when it can't go on: what happened, and the way out. */
export class CommandFailure extends Error {
  readonly exitCode: ExitCode;
  readonly wayOut: string;
  readonly says: Said;
  readonly saysOut: Said;
  /** Machine-readable, for `--json`. */
  readonly code: string;

  constructor(exitCode: ExitCode, code: string, says: Said, wayOut: Said = '') {
    super(ENGLISH.said(says));
    this.says = says;
    this.saysOut = wayOut;
    this.name = 'CommandFailure';
    this.exitCode = exitCode;
    this.code = code;
    this.wayOut = ENGLISH.said(wayOut);
  }
}

export interface Failure {
  readonly exitCode: ExitCode;
  readonly code: string;
  readonly message: string;
  readonly wayOut: string;
}

/** Any error in words for the person at the terminal. */
export function explainFailure(error: unknown, sayings: Sayings = ENGLISH): Failure {
  if (error instanceof CommandFailure) {
    const { exitCode, code, says, saysOut } = error;
    return { exitCode, code, message: sayings.said(says), wayOut: sayings.said(saysOut) };
  }
  if (error instanceof ConfigError) {
    const message = explainMistakes(error, sayings);
    return { exitCode: EXIT.config, code: 'config_wrong', message, wayOut: '' };
  }
  if (error instanceof SecretError) {
    const message = sayings.said(ownWords(error));
    return { exitCode: EXIT.config, code: 'secret_unreadable', message, wayOut: '' };
  }
  if (error instanceof DatabaseError) {
    const exitCode = error.code === 'folder_locked' ? EXIT.locked : EXIT.config;
    const message = sayings.error(error.code, error.message);
    return { exitCode, code: error.code, message, wayOut: '' };
  }
  if (error instanceof StoreError) {
    const about = [error.status ? `HTTP ${error.status}` : '', error.detail ?? ''].filter(
      (part) => part !== '',
    );
    const says = `${error.code}${about.length > 0 ? ` (${about.join(', ')})` : ''}`;
    return {
      exitCode: EXIT.unavailable,
      code: error.code,
      message: sayings.said(saying('shop_failed', { about: says })),
      wayOut: sayings.error(error.code, error.hint),
    };
  }
  if (error instanceof ErpError) {
    return {
      exitCode: EXIT.unavailable,
      code: error.says.code,
      message: sayings.message(error.says),
      wayOut: '',
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error && error.stack ? `\n${error.stack}` : '';
  return {
    exitCode: EXIT.defect,
    code: 'defect',
    message: `${sayings.said(saying('defect', { error: message }))}${stack}`,
    wayOut: sayings.said(saying('defect_out')),
  };
}
