import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { ADMIN_ANSWERS, MESSAGES } from './messages.ts';
import { acceptedSamples, refusedSamples } from './samples.ts';

describe.each(Object.entries({ ...MESSAGES, ...ADMIN_ANSWERS }))('the samples of %s', (message, schema) => {
  it.each(acceptedSamples(message))('$file is taken as it stands', ({ message: sample }) => {
    expect(schema.parse(sample)).toEqual(sample);
  });

  it.each(refusedSamples(message))('$file is refused in $field: $reason', ({ message: sample, field }) => {
    const issue = schema.safeParse(sample).error?.issues[0];
    expect(issue && fieldOf(issue)).toBe(field);
  });

  it('are read as they are beside fields of a newer version', () => {
    for (const { message: sample } of message in MESSAGES ? acceptedSamples(message) : []) {
      expect(schema.parse(withForeignFields(sample))).toEqual(sample);
    }
  });

  it('show at least one message taken and one refused', () => {
    expect(acceptedSamples(message)).not.toHaveLength(0);
    expect(refusedSamples(message)).not.toHaveLength(0);
  });
});

/**
 * Each object of the message, but the values of a code and what was found in the shop's own words, gets a field more.
 */
function withForeignFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withForeignFields);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, inner]) => [
    name,
    name === 'values' || name === 'data' ? inner : withForeignFields(inner),
  ]);
  return { ...Object.fromEntries(fields), unheardOf: { of: 1 } };
}

function fieldOf(issue: z.core.$ZodIssue): string {
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  return [...issue.path, ...unknown].reduce<string>(
    (field, step) =>
      typeof step === 'number'
        ? `${field}[${step}]`
        : field === ''
          ? String(step)
          : `${field}.${String(step)}`,
    '',
  );
}
