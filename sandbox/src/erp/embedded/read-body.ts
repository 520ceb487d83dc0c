import { z } from 'zod';
import { ApiError } from './api-error.ts';
import { decimalPlaces, shortestText } from './decimals.ts';

/** Decimal text with at most `places` digits after the point; comes out in its shortest form. */
export function decimal(places: number) {
  return z
    .string()
    .refine((text) => (decimalPlaces(text) ?? Number.POSITIVE_INFINITY) <= places, {
      error: `must be decimal text with at most ${places} places`,
    })
    .transform(shortestText);
}

export function positiveDecimal(places: number) {
  return decimal(places).refine((text) => !/^-|^0$/.test(text), { error: 'must be above zero' });
}

/** Optional text: missing, null and "" all come out as null. */
export function optionalText(longest: number) {
  return z
    .string()
    .max(longest)
    .nullish()
    .transform((text) => (text === undefined || text === '' ? null : text));
}

export const reference = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,35}$/, { error: 'must be 1 to 35 of A-Z a-z 0-9 and -' });
export const recordId = z.int().min(1);
export const recordVersion = z.int().min(1);

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
export const time = z
  .string()
  .refine(
    (text) => TIME.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text,
    {
      error: 'must be a UTC time such as 2026-11-23T10:02:11.000Z',
    },
  );

/** The body as the schema has it; the first thing wrong becomes 422 `invalid` with its path and value. */
export function readBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  if (issue === undefined) throw new Error('zod refused a body without an issue');
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
  const field = path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`,
    '',
  );
  const message = issue.code === 'unrecognized_keys' ? 'is not a field of this call' : issue.message;
  throw new ApiError(422, 'invalid', `${field}: ${message}`, { field, value: valueAt(body, path) });
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  let value = body;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return null;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value ?? null;
}
