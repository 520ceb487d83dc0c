import { formatAgo, formatExact } from './format.ts';
import { useShopTime } from './shop-clock.ts';

/**
 * A relative time; exact, with its zone, on hover. No stop for the keyboard: a page has dozens, and a journey says each
 * to the second.
 */
export function Ago({ time }: { readonly time: string }) {
  const now = useShopTime();
  return (
    <time className="counterfoil-time" dateTime={time} title={formatExact(time)}>
      {formatAgo(time, now)}
    </time>
  );
}
