/** Words that stand only on screens: headings, buttons, states, hints. Each with the names of its values. */
export const SCREEN_WORDS = {
  screen_overview: [],
} as const satisfies Record<string, readonly string[]>;

export type ScreenWord = keyof typeof SCREEN_WORDS;
