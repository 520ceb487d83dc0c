import { generalDe } from './general-words/de.ts';
import { generalEn } from './general-words/en.ts';
import type { GeneralWord } from './general-words.ts';
import type { MessageCode } from './message-codes.ts';
import { screenDe } from './screen-words/de.ts';
import { screenEn } from './screen-words/en.ts';
import type { ScreenWord } from './screen-words.ts';
import { setupDe } from './setup-words/de.ts';
import { setupEn } from './setup-words/en.ts';
import type { SetupWord } from './setup-words.ts';
import { whatToDoDe } from './what-to-do/de.ts';
import { whatToDoEn } from './what-to-do/en.ts';
import type { WhatToDo } from './what-to-do.ts';
import { messagesDe } from './words/de.ts';
import { messagesEn } from './words/en.ts';

/**
 * One sentence (of a `reason_` code a part of one) with values in braces, `"In {erp} as {document}"`; or two, chosen by
 * the only whole number among its values (CLDR `one` and `other`, which is all that the six languages we ship tell
 * apart).
 */
export type Words = string | { readonly one: string; readonly other: string };

/** Languages that are complete. CI fails when one lacks a code. */
export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Every word a person reads, by code and language; written out to plugin/catalogue/<language>.json for PHP. */
export const CATALOGUE: Record<
  Language,
  Record<MessageCode | GeneralWord | ScreenWord | SetupWord | WhatToDo, Words>
> = {
  en: { ...messagesEn, ...generalEn, ...whatToDoEn, ...screenEn, ...setupEn },
  de: { ...messagesDe, ...generalDe, ...whatToDoDe, ...screenDe, ...setupDe },
};
