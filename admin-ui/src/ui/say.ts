import type { MessageCode, MessageValues, ScreenWord } from '@counterfoil/shared-types';
import { shopSettings } from '../shop-settings.ts';

const plural = new Intl.PluralRules(shopSettings.locale);

/**
 * The sentence of a code in the user's language. Whole numbers are written the way the language writes them; a plural is
 * chosen by the only whole number. A code without words is a defect of the build and shows as the code itself.
 */
export function say(code: MessageCode | ScreenWord, values: MessageValues = {}): string {
  const words = shopSettings.words[code];
  if (words === undefined) return code;
  const count = Object.values(values).find((value) => typeof value === 'number');
  const sentence =
    typeof words === 'string' ? words : plural.select(Number(count ?? 0)) === 'one' ? words.one : words.other;
  return sentence.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = values[name];
    if (value === undefined) return hole;
    return typeof value === 'number' ? value.toLocaleString(shopSettings.locale) : value;
  });
}

/** What a code is about, without the values of one case: "No article in … has the code “…” (…)". For filters. */
export function sayKind(code: MessageCode): string {
  const words = shopSettings.words[code];
  if (words === undefined) return code;
  return (typeof words === 'string' ? words : words.other).replace(/\{\w+\}/g, '…');
}
