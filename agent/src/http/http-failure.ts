/**
 * Why there is no answer:
 *
 * - `never_connected` neither of the host's addresses was reached: nothing was sent
 * - `name_unknown`    the host's name is not resolved: nothing was sent
 * - `certificate`     the host's certificate is refused: nothing was sent
 * - `timed_out`       the time limit passed
 * - `stopped`         the caller's signal
 * - `too_large`       more bytes than are read, packed or unpacked
 * - `unreadable`      an encoding that was not asked for, or a broken one
 * - `cut`             the connection ended in between
 */
export type HttpFailureKind =
  | 'never_connected'
  | 'name_unknown'
  | 'certificate'
  | 'timed_out'
  | 'stopped'
  | 'too_large'
  | 'unreadable'
  | 'cut';

/** Says nothing of what was sent or read. */
export class HttpFailure extends Error {
  readonly kind: HttpFailureKind;
  /** In short: the system's code, the limit, the encoding. */
  readonly detail: string;

  constructor(kind: HttpFailureKind, detail: string, options: { cause?: unknown } = {}) {
    super(`${kind}: ${detail}`, options);
    this.name = 'HttpFailure';
    this.kind = kind;
    this.detail = detail;
  }
}

const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'EMFILE',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** What undici or the system says, by what it means. */
export function explainFailure(cause: unknown): HttpFailure {
  const code = codeOf(cause);
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return new HttpFailure('too_large', code, { cause });
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL/.test(code)) {
    return new HttpFailure('certificate', code, { cause });
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return new HttpFailure('name_unknown', code, { cause });
  return new HttpFailure(neverConnected(cause) ? 'never_connected' : 'cut', code, { cause });
}

/** Both addresses of a name are tried at once; only if neither was reached is it sure that nothing was sent. */
function neverConnected(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(neverConnected);
  if (NOT_CONNECTED.has(codeOf(error))) return true;
  return error instanceof Error && 'syscall' in error && error.syscall === 'connect';
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
