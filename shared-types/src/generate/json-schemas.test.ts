import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { jsonSchemaOf, jsonSchemaTexts } from './json-schemas.ts';

/** The words that the plugin's validator knows. A new one must be taught to it first. */
const KNOWN = new Set([
  '$schema',
  'type',
  'properties',
  'required',
  'additionalProperties',
  'patternProperties',
  'items',
  'minItems',
  'maxItems',
  'enum',
  'anyOf',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
]);

describe('the JSON Schema of a message', () => {
  it.each([...jsonSchemaTexts()])('%s uses only words that the plugin knows', (_name, text) => {
    expect([...wordsOf(JSON.parse(text))].filter((word) => !KNOWN.has(word))).toEqual([]);
  });

  it('keeps the names that a record allows, for which draft 4 has no word of its own', () => {
    expect(jsonSchemaOf(z.record(z.string().regex(/^[a-z]$/), z.int().min(1).max(2)))).toMatchObject({
      type: 'object',
      patternProperties: { '^[a-z]$': { type: 'integer', minimum: 1, maximum: 2 } },
      additionalProperties: false,
    });
  });

  it('refuses to write a record that would take any name', () => {
    expect(() => jsonSchemaOf(z.record(z.string(), z.int()))).toThrow(/exactly one pattern/);
  });
});

function* wordsOf(schema: object): Generator<string> {
  for (const [word, value] of Object.entries(schema)) {
    yield word;
    if (word === 'properties' || word === 'patternProperties')
      for (const inner of Object.values(value)) yield* wordsOf(inner as object);
    else if (word === 'anyOf') for (const inner of value) yield* wordsOf(inner);
    else if (word === 'items' || (word === 'additionalProperties' && typeof value === 'object'))
      yield* wordsOf(value);
  }
}
