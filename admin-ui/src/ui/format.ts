import { shopSettings } from '../shop-settings.ts';

/** Decimal text with its currency, the way the language writes it. The text goes to Intl as text: no float in between. */
export function formatMoney(amount: string, currency: string): string {
  const decimals = amount.split('.')[1]?.replace(/0+$/, '').length ?? 0;
  return new Intl.NumberFormat(shopSettings.locale, {
    style: 'currency',
    currency,
    ...(decimals > 2 ? { maximumFractionDigits: decimals } : {}),
  }).format(amount as unknown as number);
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
  return (time) => format.format(new Date(time));
}

/** With its zone. */
export const formatExact = inZone({ dateStyle: 'medium', timeStyle: 'long' });
export const formatClock = inZone({ timeStyle: 'medium' });
export const formatDay = inZone({ dateStyle: 'full' });

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

const relative = new Intl.RelativeTimeFormat(shopSettings.locale, { numeric: 'always' });
const justNow = new Intl.RelativeTimeFormat(shopSettings.locale, { numeric: 'auto' }).format(0, 'second');

/** "3 minutes ago"; `now`: milliseconds by the shop's clock. Never "yesterday", which is more or less than a day ago. */
export function formatAgo(time: string, now: number): string {
  const seconds = (now - Date.parse(time)) / 1000;
  const step = STEPS.find(([, size]) => seconds >= size);
  return step === undefined ? justNow : relative.format(-Math.floor(seconds / step[1]), step[0]);
}

/** "2.1 s", "340 ms": the time between two steps. */
export function formatDuration(milliseconds: number): string {
  const number = (value: number, digits: number) =>
    value.toLocaleString(shopSettings.locale, { maximumFractionDigits: digits });
  if (milliseconds < 1000) return `${number(milliseconds, 0)} ms`;
  if (milliseconds < 60_000) return `${number(milliseconds / 1000, 1)} s`;
  if (milliseconds < 3_600_000) return `${number(milliseconds / 60_000, 0)} min`;
  return `${number(milliseconds / 3_600_000, 1)} h`;
}
