import { z } from 'zod';
import { ADMIN_ANSWERS, MESSAGES } from './messages.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/**
 * JSON Schema, draft 4, nothing referenced: the dialect that the plugin's own validator knows, and no other word of it:
 * type, properties, required, additionalProperties, patternProperties, items, maxItems, minItems, enum, anyOf, pattern,
 * minLength, maxLength, minimum, maximum. Lengths are Unicode code points on both sides.
 */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {
    target: 'draft-4',
    io: 'input',
    reused: 'inline',
    override: ({ zodSchema, jsonSchema }) => keepRecordKeys(zodSchema, jsonSchema),
  }) as JsonSchema;
}

/** Draft 4 has no `propertyNames`; without this a record would take any key. */
function keepRecordKeys(zodSchema: z.core.$ZodTypes, jsonSchema: JsonSchema): void {
  if (zodSchema._zod.def.type !== 'record') return;
  const { pattern } = z.toJSONSchema(zodSchema._zod.def.keyType, { target: 'draft-4' });
  const values = jsonSchema.additionalProperties;
  if (pattern === undefined || values === undefined)
    throw new Error('A record needs a key of exactly one pattern to be written as draft 4');
  jsonSchema.patternProperties = { [pattern]: values };
  jsonSchema.additionalProperties = false;
}

/** By message name, as text: two spaces, one newline at the end. */
export function jsonSchemaTexts(): Map<string, string> {
  return new Map(
    Object.entries({ ...MESSAGES, ...ADMIN_ANSWERS }).map(([name, schema]) => [
      name,
      `${JSON.stringify(jsonSchemaOf(schema), null, 2)}\n`,
    ]),
  );
}
