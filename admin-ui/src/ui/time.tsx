import { Tooltip } from '@wordpress/components';
import { formatAgo, formatExact } from './format.ts';
import { useShopTime } from './shop-clock.ts';

/** A relative time; exact, with its zone, on hover and on focus. */
export function Ago({ time }: { readonly time: string }) {
  const now = useShopTime();
  return (
    <Tooltip text={formatExact(time)}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the exact time must be reachable by keyboard */}
      <time className="counterfoil-time" dateTime={time} tabIndex={0}>
        {formatAgo(time, now)}
      </time>
    </Tooltip>
  );
}
