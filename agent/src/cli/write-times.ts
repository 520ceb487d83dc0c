import type { Sayings } from './say.ts';
import { saying } from './saying.ts';

/** `2026-11-23 10:02:11 +01:00`: by this machine's clock, with how far that is from UTC. */
export function localTime(utc: string): string {
  const at = new Date(utc);
  const two = (value: number) => String(Math.abs(value)).padStart(2, '0');
  const ahead = -at.getTimezoneOffset();
  const zone = `${ahead < 0 ? '-' : '+'}${two(Math.trunc(ahead / 60))}:${two(ahead % 60)}`;
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${date} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())} ${ahead === 0 ? 'UTC' : zone}`;
}

/** `4 s`, `12 min`, `3 h`, `5 days`. @param word `days_ago` where a language has another form after "ago", "since" */
export function howLong(ms: number, sayings: Sayings, word: 'days' | 'days_ago' = 'days'): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 90) return `${seconds} s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.round(seconds / 3600)} h`;
  return sayings.said(saying(word, { count: Math.round(seconds / 86_400) }));
}
