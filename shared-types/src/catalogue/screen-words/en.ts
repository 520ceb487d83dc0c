import type { ScreenWord } from '../screen-words.ts';
import type { Words } from '../words.ts';

export const screenEn: Record<ScreenWord, Words> = {
  screen_overview: 'Overview',
};
