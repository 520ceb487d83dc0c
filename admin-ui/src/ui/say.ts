import {
  generalWordOf,
  type JourneyRow,
  type PlainValues,
  type ScreenWord,
  type WhatToDo,
  type Words,
} from '@counterfoil/shared-types';
import { shopSettings } from '../shop-settings.ts';
import { formatExact, formatMoney } from './format.ts';
import { isolate } from './isolate.ts';

/** A newer connector's codes may be unknown here. */
type MessageCode = JourneyRow['code'];
type Code = MessageCode | ScreenWord | WhatToDo;

const plural = new Intl.PluralRules(shopSettings.locale);

/** Values that the contract writes as "119.99 EUR". */
const MONEY = new Set(['money', 'shopTotal', 'erpTotal', 'difference']);
/** Values that are a UTC time. */
const TIMES = new Set(['cutover']);

function wordsOf(code: string): Words | undefined {
  return shopSettings.words[code] ?? shopSettings.words[generalWordOf(code)];
}

function sentenceOf(words: Words, values: PlainValues): string {
  if (typeof words === 'string') return words;
  const count = Object.values(values).find((value) => typeof value === 'number');
  return plural.select(Number(count ?? 0)) === 'one' ? words.one : words.other;
}

function valueText(name: string, value: string | number): string {
  if (typeof value === 'number') return value.toLocaleString(shopSettings.locale);
  const money = MONEY.has(name) ? /^(-?\d+(?:\.\d+)?) ([A-Z]{3})$/.exec(value) : null;
  if (money?.[1] !== undefined && money[2] !== undefined) return formatMoney(money[1], money[2]);
  return TIMES.has(name) && !Number.isNaN(Date.parse(value)) ? formatExact(value) : value;
}

/** A piece of a sentence: a text of the catalogue, or a value in its hole. */
export interface SentencePart {
  readonly text: string;
  /** Name of the value; null: the catalogue's own text. */
  readonly value: string | null;
}

/**
 * The sentence of a code in the user's language, in pieces, for a link in its middle. Whole numbers, money and times
 * are written the way the language writes them; a plural is chosen by the only whole number. A code that is not known
 * here has the general sentence of its kind.
 */
export function sayParts(code: Code, values: PlainValues = {}): SentencePart[] {
  const words = wordsOf(code);
  if (words === undefined) return [{ text: code, value: null }];
  return sentenceOf(words, { code, ...values })
    .split(/(\{\w+\})/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      const name = /^\{(\w+)\}$/.exec(piece)?.[1];
      const value =
        name === 'code' ? (values['code'] ?? code) : name === undefined ? undefined : values[name];
      if (name === undefined || value === undefined) return { text: piece, value: null };
      return { text: valueText(name, value), value: name };
    });
}

export function say(code: Code, values: PlainValues = {}): string {
  return isolate(
    sayParts(code, values)
      .map((part) => part.text)
      .join(''),
  );
}

/**
 * What a code is about, without the values of one case: "No article in Odoo has the code “…” (…)". For filters and
 * groups.
 */
export function sayKind(code: MessageCode, erp: string): string {
  const words = wordsOf(code);
  if (words === undefined) return code;
  return (typeof words === 'string' ? words : words.other)
    .replace('{code}', code)
    .replaceAll('{erp}', erp)
    .replace(/\{\w+\}/g, '…')
    .replace(/: …$/, '');
}

/** What a person does about an order that is held with this code; null: nothing is to be done. */
export function sayWhatToDo(code: MessageCode, values: PlainValues): string | null {
  const todo = `do_${code}`;
  return shopSettings.words[todo] === undefined ? null : say(todo as WhatToDo, values);
}
