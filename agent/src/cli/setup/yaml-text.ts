import { escapeControls } from '../../plain-text.ts';

/**
 * A value as YAML in one line, every text in quotes: whoever chose it (a shop, an ERP) chooses a text, and nothing
 * around it. JSON is YAML, and escapes what ends a line; the rest of what does something is escaped the same way.
 */
export function yamlText(value: unknown): string {
  return escapeControls(JSON.stringify(value));
}
