import { Decimal } from 'decimal.js';
import { z } from 'zod';

/** A Numeric is refused as a JSON number as soon as it is not exact in binary (10.1), so it always goes as this. */
export function decimalValue(text: string): { __class__: 'Decimal'; decimal: string } {
  return { __class__: 'Decimal', decimal: text };
}

export interface DateValue {
  readonly __class__: 'date';
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/**
 * The day of an instant where the company is.
 * @param instant UTC ISO-8601
 * @param timeZone of the company, `Europe/Paris`; null: UTC
 */
export function dateValue(instant: string, timeZone: string | null): DateValue {
  const format = new Intl.DateTimeFormat('en-u-ca-iso8601', {
    timeZone: timeZone ?? 'UTC',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
  const parts = Object.fromEntries(
    format.formatToParts(new Date(instant)).map((part) => [part.type, part.value]),
  );
  return {
    __class__: 'date',
    year: Number(parts['year']),
    month: Number(parts['month']),
    day: Number(parts['day']),
  };
}

/**
 * In a search with `ilike`, where `_` and `%` stand for anything, this finds the text itself, whatever its capitals.
 */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** Numeric → decimal text without exponent (`0E-8` comes too) and without trailing zeros; empty where there is none. */
export const numeric = z
  .object({ __class__: z.literal('Decimal'), decimal: z.string() })
  .transform((value) => new Decimal(value.decimal).toFixed())
  .or(z.null().transform(() => ''));

/** Float → decimal text. */
export const float = z.number().transform((value) => new Decimal(value).toFixed());

/** SQLite answers `1` and `null`, PostgreSQL `true` and `false`. */
export const boolean = z.union([z.boolean(), z.literal([0, 1]), z.null()]).transform(Boolean);

/** Char and Text: null is empty. */
export const text = z
  .string()
  .nullable()
  .transform((value) => value ?? '');

export const recordId = z.int().positive();
