import type { ReadableChange } from '@counterfoil/shared-types';
import { shopSettings } from '../shop-settings.ts';
import { formatMoney } from './format.ts';
import { say } from './say.ts';

/** "quantity (MUG-RED): 2 → 1" for each thing that changed. `atMost`: in short, where there is little room. */
export function Changes({
  changes,
  atMost = changes.length,
}: {
  readonly changes: readonly ReadableChange[];
  readonly atMost?: number;
}) {
  if (changes.length === 0) return null;
  const more = changes.length - atMost;
  return (
    <ul className="counterfoil-changes" aria-label={say('screen_changes')}>
      {changes.slice(0, atMost).map((change, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the changes of one code never change places
        <li key={place}>
          <bdi>{changeText(change)}</bdi>
        </li>
      ))}
      {more > 0 && <li>{say('screen_more_changes', { count: more })}</li>}
    </ul>
  );
}

/** Of a person's data only what changed. */
export function changeText({ what, before, after }: ReadableChange): string {
  return before === null && after === null ? what : `${what}: ${amount(before)} → ${amount(after)}`;
}

/** Money and decimals the way the language writes them; anything else as it is. */
function amount(value: string | null): string {
  if (value === null) return '–';
  const money = /^(-?\d+(?:\.\d+)?) ([A-Z]{3})$/.exec(value);
  if (money?.[1] !== undefined && money[2] !== undefined) return formatMoney(money[1], money[2]);
  if (!/^-?\d+\.\d+$/.test(value)) return value;
  const format = new Intl.NumberFormat(shopSettings.locale, {
    maximumFractionDigits: 20,
    useGrouping: false,
  });
  return format.format(value as unknown as number);
}
