/**
 * - `folder_locked`      another process works in this folder
 * - `newer_schema`       the file was written by a newer Counterfoil
 * - `foreign_schema`     the file's migrations are not ours
 * - `transaction_strayed` a transaction awaited something that is not the database: a defect
 */
export type DatabaseErrorCode = 'folder_locked' | 'newer_schema' | 'foreign_schema' | 'transaction_strayed';

/** Always for a person: nothing succeeds until it is mended, and `message` says how. */
export class DatabaseError extends Error {
  readonly code: DatabaseErrorCode;

  constructor(message: string, options: { code: DatabaseErrorCode; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'DatabaseError';
    this.code = options.code;
  }
}
