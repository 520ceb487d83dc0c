import { type Logger, pino } from 'pino';
import { ErpError } from '../adapters/erp-errors.ts';
import { escapeControls } from '../plain-text.ts';
import { StoreError } from '../store-api/store-errors.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/**
 * JSON lines on standard output. Whatever is logged, these never are: secrets, and what says who somebody is. An order
 * is known by its shop id, number and reference.
 */
export function openLog(level: LogLevel, stream: { write(line: string): void } = process.stdout): Logger {
  return pino(
    {
      level,
      base: {},
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      // pino's own would write errors out before we see them.
      serializers: { err: (error: unknown) => error },
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => withoutPrivateFields(fields) as Record<string, unknown>,
      },
    },
    // JSON leaves C1 and what turns the direction as they are; a line is read in a terminal.
    { write: (line) => stream.write(escapeControls(line, '\n')) },
  );
}

const PRIVATE_KEY =
  /secret|password|token|authorization|cookie|private|mail|phone|address|postcode|city|company|customer|person|note/i;
const DEEPEST = 6;

function withoutPrivateFields(value: unknown, depth = 0): unknown {
  if (value instanceof Error) return describeError(value, depth);
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return '[deeper]';
  if (Array.isArray(value)) return value.map((one) => withoutPrivateFields(one, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      PRIVATE_KEY.test(key) ? '[removed]' : withoutPrivateFields(one, depth + 1),
    ]),
  );
}

/**
 * Our own errors by code and consequence: an ERP's words may name a customer, so `ErpError`'s values stay out. Anything
 * else is a defect, and its stack is what is needed.
 */
function describeError(error: Error, depth: number): object {
  if (error instanceof StoreError) {
    const { code, next, operation, status, detail, field } = error;
    return { type: error.name, code, next, operation, status, detail, field };
  }
  if (error instanceof ErpError) {
    const { next, operation, says } = error;
    return { type: error.name, code: says.code, next, operation };
  }
  const cause = error.cause instanceof Error && depth < 2 ? describeError(error.cause, depth + 1) : undefined;
  return { type: error.name, message: error.message, stack: error.stack, cause };
}
