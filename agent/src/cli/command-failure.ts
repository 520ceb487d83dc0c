import { ErpError } from '../adapters/erp-errors.ts';
import { ConfigError } from '../daemon/config/config-error.ts';
import { SecretError } from '../daemon/config/read-secret.ts';
import { DatabaseError } from '../database/database-error.ts';
import { StoreError } from '../store-api/store-errors.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { type Sayings, speak } from './say.ts';

/** A command ends with this when it can't go on: what happened, and the way out. */
export class CommandFailure extends Error {
  readonly exitCode: ExitCode;
  readonly wayOut: string;
  /** Machine-readable, for `--json`. */
  readonly code: string;

  constructor(exitCode: ExitCode, code: string, message: string, wayOut = '') {
    super(message);
    this.name = 'CommandFailure';
    this.exitCode = exitCode;
    this.code = code;
    this.wayOut = wayOut;
  }
}

export interface Failure {
  readonly exitCode: ExitCode;
  readonly code: string;
  readonly message: string;
  readonly wayOut: string;
}

/** Any error in words for the person at the terminal. */
export function explainFailure(error: unknown, sayings: Sayings = speak('en')): Failure {
  if (error instanceof CommandFailure) return { ...error, message: error.message };
  if (error instanceof ConfigError) {
    return { exitCode: EXIT.config, code: 'config_wrong', message: error.message, wayOut: '' };
  }
  if (error instanceof SecretError) {
    return { exitCode: EXIT.config, code: 'secret_unreadable', message: error.message, wayOut: '' };
  }
  if (error instanceof DatabaseError) {
    const exitCode = error.code === 'folder_locked' ? EXIT.locked : EXIT.config;
    return { exitCode, code: error.code, message: error.message, wayOut: '' };
  }
  if (error instanceof StoreError) {
    const about = [error.status ? `HTTP ${error.status}` : '', error.detail ?? ''].filter(
      (part) => part !== '',
    );
    const message = `The shop: ${error.code}${about.length > 0 ? ` (${about.join(', ')})` : ''}`;
    return { exitCode: EXIT.unavailable, code: error.code, message, wayOut: error.hint };
  }
  if (error instanceof ErpError) {
    return {
      exitCode: EXIT.unavailable,
      code: error.says.code,
      message: sayings.message(error.says),
      wayOut: '',
    };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    exitCode: EXIT.defect,
    code: 'defect',
    message: `A defect of Counterfoil: ${message}`,
    wayOut: 'Please report it with these lines.',
  };
}
