import { shopSettings } from '../shop-settings.ts';
import { isolate } from './isolate.ts';

/**
 * Decimal text with its currency, the way the language writes it. The text goes to Intl as text: no float in between.
 */
export function formatMoney(amount: string, currency: string): string {
  const style = { style: 'currency', currency } as const;
  const usual = new Intl.NumberFormat(shopSettings.locale, style);
  const decimals = amount.split('.')[1]?.replace(/0+$/, '').length ?? 0;
  // A fraction of the smallest unit is what a sentence may be about: never rounded away.
  const format =
    decimals > (usual.resolvedOptions().maximumFractionDigits ?? 0)
      ? new Intl.NumberFormat(shopSettings.locale, { ...style, maximumFractionDigits: decimals })
      : usual;
  return isolate(format.format(amount as unknown as number));
}

/** IANA zones pass; an offset as WordPress keeps it (`+02:00`) passes in browsers since 2024, older ones get UTC. */
function zone(): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: shopSettings.timeZone });
    return shopSettings.timeZone;
  } catch {
    return 'UTC';
  }
}

function inZone(style: Intl.DateTimeFormatOptions): (time: string) => string {
  const format = new Intl.DateTimeFormat(shopSettings.locale, { ...style, timeZone: zone() });
  return (time) => isolate(format.format(new Date(time)));
}

/** With its zone. */
export const formatExact = inZone({ dateStyle: 'medium', timeStyle: 'long' });
/** Day and minute, for a list. */
export const formatDate = inZone({
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});
export const formatClock = inZone({ timeStyle: 'medium' });
export const formatDay = inZone({ dateStyle: 'full' });

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

const inWords = (style: 'short' | 'long', numeric: 'always' | 'auto') =>
  new Intl.RelativeTimeFormat(shopSettings.locale, { style, numeric });
const SHORT = inWords('short', 'always');
const LONG = inWords('long', 'always');
const NOW = inWords('long', 'auto').format(0, 'second');

/**
 * "3 min. ago", in a sentence (`long`) "3 minutes ago"; never "yesterday", which is more or less than a day ago.
 * @param now milliseconds by the shop's clock
 */
export function formatAgo(time: string, now: number, style: 'short' | 'long' = 'short'): string {
  const seconds = (now - Date.parse(time)) / 1000;
  const step = STEPS.find(([, size]) => seconds >= size);
  if (step === undefined) return isolate(NOW);
  return isolate((style === 'short' ? SHORT : LONG).format(-Math.floor(seconds / step[1]), step[0]));
}

/** "2.1 s", "340 ms": the time between two steps. */
export function formatDuration(milliseconds: number): string {
  const text = (value: number, digits: number, unit: string) =>
    isolate(`${value.toLocaleString(shopSettings.locale, { maximumFractionDigits: digits })} ${unit}`);
  if (milliseconds < 1000) return text(milliseconds, 0, 'ms');
  if (milliseconds < 60_000) return text(milliseconds / 1000, 1, 's');
  if (milliseconds < 3_600_000) return text(milliseconds / 60_000, 0, 'min');
  return text(milliseconds / 3_600_000, 1, 'h');
}
