import { shopSettings } from '../shop-settings.ts';

/**
 * Decimal text with its currency, the way the language writes it. The text goes to Intl as text: no float in between.
 */
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

export function formatExact(time: string): string {
  return new Intl.DateTimeFormat(shopSettings.locale, {
    dateStyle: 'medium',
    timeStyle: 'long',
    timeZone: zone(),
  }).format(new Date(time));
}

export function formatClock(time: string): string {
  return new Intl.DateTimeFormat(shopSettings.locale, { timeStyle: 'medium', timeZone: zone() }).format(
    new Date(time),
  );
}

export function formatDay(time: string): string {
  return new Intl.DateTimeFormat(shopSettings.locale, { dateStyle: 'full', timeZone: zone() }).format(
    new Date(time),
  );
}

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/** "3 minutes ago", by the shop's own clock (`now`), so that a wrong clock of the laptop does not show. */
export function formatAgo(time: string, now: string): string {
  const seconds = Math.max(0, (Date.parse(now) - Date.parse(time)) / 1000);
  const format = new Intl.RelativeTimeFormat(shopSettings.locale, { numeric: 'always' });
  for (const [unit, size] of STEPS) {
    if (seconds >= size || unit === 'second') return format.format(-Math.floor(seconds / size), unit);
  }
  return '';
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
